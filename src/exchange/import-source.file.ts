import { stat } from 'node:fs/promises';
import { sniff } from './file-bytes.file.ts';
import type { ReturnSource } from './import-batch.ts';
import { type BatchOrRefusal, readReturn, type ReadReturnOptions } from './read-return.file.ts';
import type { Refusal } from './reading.ts';
import type { ReturnKind } from './sen2-reading.ts';

/** Up to this many people are kept between the two readings of a file; a larger one is read twice. */
const fewPeople = 4000;

const OTHER: Refusal = {
  code: 'reader-failed',
  message: 'The file changed while it was being read. Nothing was loaded. Load it again once nobody writes to it.',
};

/**
 * Opens a return that can be read from its beginning as often as needed, in a process of its own, or says why it is
 * refused. What came in the first reading is what comes in every other one, or the file is refused.
 */
export async function openReturn(
  kind: ReturnKind, paths: string[], options: ReadReturnOptions = {},
): Promise<ReturnSource | { readonly refused: Refusal }> {
  const first = await readReturn(kind, paths, options);
  if ('refused' in first) return first;
  const { header, digest } = first;
  let kept: BatchOrRefusal[] | null = null;
  let unread: AsyncIterable<BatchOrRefusal> | null = first.records;
  async function* again(): AsyncGenerator<BatchOrRefusal> {
    if (kept !== null) return yield* kept;
    const next = await readReturn(kind, paths, options);
    if ('refused' in next) yield next;
    else if (next.digest !== digest) yield { refused: OTHER };
    else yield* next.records;
  }
  async function* keeping(records: AsyncIterable<BatchOrRefusal>): AsyncGenerator<BatchOrRefusal> {
    const batches: BatchOrRefusal[] = [];
    let people = 0;
    for await (const batch of records) {
      people += 'records' in batch ? batch.records.length : 0;
      if (people <= fewPeople) batches.push(batch);
      else batches.length = 0;
      yield batch;
    }
    if (people <= fewPeople) kept = batches;
  }
  const read = (): AsyncIterable<BatchOrRefusal> => {
    const records = unread;
    unread = null;
    return records === null ? again() : keeping(records);
  };
  return { header, digest, read };
}

/** Kinds of return that the files may be, by what they hold and not by their names; the likeliest first. */
async function kindsOf(paths: readonly string[]): Promise<ReturnKind[]> {
  const [first = ''] = paths;
  const found = await stat(first).catch(() => null);
  if (paths.length > 1 || found?.isDirectory() === true) return ['sen2-csv'];
  if (found === null || found.size === 0) return ['sen2-xml'];
  const content = await sniff(first);
  if (content === 'zip') return ['sen2-xlsx', 'sen2-csv'];
  return content === 'text' ? ['sen2-csv'] : ['sen2-xml'];
}

/** Opens a return of a kind that the files themselves tell, or says why the likeliest kind is refused. */
export async function openAnyReturn(
  paths: string[], options: ReadReturnOptions = {},
): Promise<{ readonly kind: ReturnKind; readonly source: ReturnSource } | { readonly refused: Refusal }> {
  let refused: Refusal | null = null;
  for (const kind of await kindsOf(paths)) {
    const source = await openReturn(kind, paths, options);
    if (!('refused' in source)) return { kind, source };
    refused ??= source.refused;
  }
  return { refused: refused as Refusal };
}
