// Opening files that came in: checked for viruses first, then read apart.
import type { FileSource } from './import-batch.ts';
import type { Hear } from './import-progress.ts';
import { NO_SCANNER, type Scanner, scanFiles } from './import-scan.file.ts';
import { openFile } from './import-source.file.ts';
import type { ReturnKind, TrackerOptions } from './sen2-reading.ts';

/** Files, and what they are. */
export interface FilesSent {
  readonly kind: ReturnKind | 'sen2' | 'tracker';
  readonly paths: readonly string[];
  /** What the files are called by whoever sent them. */
  readonly names: readonly string[];
  readonly year?: number | undefined;
  readonly tracker?: TrackerOptions | undefined;
}

interface Stopped { readonly refused: string; readonly unscanned?: true }

/** What checks files before they are read; `missing` where they may not be read without, null where nothing need. */
export type Checking = Scanner | 'missing' | null;

/** Why the files may not be read, or not yet; null where they may. */
export async function checkFiles(sent: Pick<FilesSent, 'paths' | 'names'>, checking: Checking, hear: Hear): Promise<Stopped | null> {
  if (checking === 'missing') return NO_SCANNER;
  return checking === null ? null : scanFiles(checking, sent, hear);
}

/** The files, once they are known to be clean, ready to be read; or why they may not be read, or are refused. */
export async function openScanned(
  sent: FilesSent, checking: Checking, hear: Hear,
): Promise<{ readonly kind: string; readonly source: FileSource } | { readonly stopped: Stopped }> {
  const stopped = await checkFiles(sent, checking, hear);
  if (stopped !== null) return { stopped };
  const { year, tracker } = sent;
  const opened = await openFile(sent.kind, [...sent.paths], { names: sent.names, ...(year === undefined ? {} : { year }), ...(tracker === undefined ? {} : { tracker }) });
  return 'refused' in opened ? { stopped: { refused: opened.refused.message } } : opened;
}
