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

/** Files that are ready to be read. */
interface Ready { readonly kind: string; readonly source: FileSource }

/**
 * What `use` makes of the files, once they are known to be clean; or why they may not be read, or are refused. However `use` ends, and
 * however much it has read, nothing goes on reading them then.
 */
export async function useScanned<Made>(
  sent: FilesSent, checking: Checking, hear: Hear, use: (ready: Ready) => Promise<Made>,
): Promise<Made | { readonly stopped: Stopped }> {
  const stopped = await checkFiles(sent, checking, hear);
  if (stopped !== null) return { stopped };
  const { year, tracker } = sent;
  const opened = await openFile(sent.kind, [...sent.paths], { names: sent.names, ...(year === undefined ? {} : { year }), ...(tracker === undefined ? {} : { tracker }) });
  if ('refused' in opened) return { stopped: { refused: opened.refused.message } };
  try {
    return await use(opened);
  } finally {
    opened.stop();
  }
}
