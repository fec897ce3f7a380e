import { stat } from 'node:fs/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { sniff } from './file-bytes.file.ts';
import type { FileSource } from './import-batch.ts';
import { type BatchOrRefusal, readReturn, type ReadReturnOptions, readTracker } from './read-return.file.ts';
import type { Refusal } from './reading.ts';
import type { ReturnKind } from './sen2-reading.ts';

/**
 * Opens a file that can be read from its beginning as often as needed, or says why it is refused. The file itself is
 * read once, in a process of its own. What came is kept packed (a return of 150 MB in some 30 MB), so that every reading
 * gives the same, whatever happens to the file meanwhile.
 */
async function openKind(kind: ReturnKind | 'tracker', paths: string[], options: ReadReturnOptions): Promise<Opened | { readonly refused: Refusal }> {
  const { tracker } = options;
  const first = kind !== 'tracker' ? await readReturn(kind, paths, options) : tracker === undefined ? NO_MAPPING : await readTracker(paths, { ...options, tracker });
  if ('refused' in first) return first;
  const packed: Buffer[] = [];
  let whole = false;
  async function* keeping(records: AsyncIterable<BatchOrRefusal>): AsyncGenerator<BatchOrRefusal> {
    for await (const batch of records) {
      packed.push(zstdCompressSync(JSON.stringify(batch)));
      yield batch;
    }
    whole = true;
  }
  async function* again(): AsyncGenerator<BatchOrRefusal> {
    for (const batch of packed) yield JSON.parse(zstdDecompressSync(batch).toString()) as BatchOrRefusal;
  }
  const { header, digest, records, stop } = first;
  return { source: { header, digest, read: () => (whole ? again() : keeping(records)) }, stop };
}

/** A file to read, and how to end its reading process where it was not read to its end. */
interface Opened { readonly source: FileSource; readonly stop: () => void }

const NO_MAPPING = { refused: { code: 'wrong-header' as const, message: 'A tracker is read by its mapping, which says what its columns are. Give one.' } };

const NO_RETURN: Refusal = {
  code: 'wrong-type',
  message: 'This is no SEN2 return: it is neither an XML file, nor a workbook, nor CSV files. Choose the XML file, the data entry template (.xlsx or .xlsm), or the CSV files of the COLLECT export.',
};

/** Kinds of return that the files may be, by what they hold and not by their names; the likeliest first. None where they cannot be any. */
export async function kindsOf(paths: readonly string[]): Promise<ReturnKind[]> {
  const [first = ''] = paths;
  const found = await stat(first).catch(() => null);
  if (paths.length > 1 || found?.isDirectory() === true) return ['sen2-csv'];
  if (found === null || found.size === 0) return ['sen2-xml'];
  const content = await sniff(first);
  if (content === 'zip') return ['sen2-xlsx', 'sen2-csv'];
  if (content === 'compound') return ['sen2-xlsx'];
  if (content === 'pdf' || content === 'binary') return [];
  return content === 'text' ? ['sen2-csv'] : ['sen2-xml'];
}

/** Opens a file of this kind, or (`sen2`) a return of the kind that the files themselves tell; or says why the likeliest kind is refused. The caller stops it. */
export async function openFile(
  kind: ReturnKind | 'sen2' | 'tracker', paths: string[], options: ReadReturnOptions = {},
): Promise<Opened & { readonly kind: ReturnKind | 'tracker' } | { readonly refused: Refusal }> {
  let refused: Refusal | null = null;
  for (const likely of kind === 'sen2' ? await kindsOf(paths) : [kind]) {
    const opened = await openKind(likely, paths, options);
    if (!('refused' in opened)) return { kind: likely, ...opened };
    refused ??= opened.refused;
  }
  return { refused: refused ?? NO_RETURN };
}
