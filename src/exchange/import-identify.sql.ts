// The first reading of a file, from end to end: who each row is about, before anything is written.
import type { Identity } from '../case-history/case.ts';
import { isTrackerRecord } from '../case-history/tracker-row.ts';
import type { Database } from '../platform/database.ts';
import { cutText } from '../platform/cut-text.ts';
import type { FileSource } from './import-batch.ts';
import type { Hear } from './import-progress.ts';
import { comparedWithRecord } from './import-compare.sql.ts';
import { earlierRows } from './import-known.sql.ts';
import { rowDigest, tellsAnything } from './import-match.ts';
import { type Compared, identityOf } from './likeness.ts';
import { type ReadingProblem, type ReadRecord, RefusedFile } from './reading.ts';
import type { FileRow } from './same-person.ts';

/** A value that could not be taken; `row` is null where it concerns the file as a whole. */
export interface KeptProblem extends ReadingProblem {
  readonly row: number | null;
}

/** What the first reading found. */
export interface Identified {
  readonly rows: FileRow[];
  /** What stands for each row's content, in the order of the rows. */
  readonly digests: string[];
  /** The first of them; `problemCount` counts all. */
  readonly problems: KeptProblem[];
  problemCount: number;
}

/** As many problems of one file are kept, and as many characters of what stood there. */
const mostProblems = 20_000;
const mostCharacters = 500;

/** Reads the whole file and finds out who each row may be. Throws `RefusedFile` where the file is refused after all. */
export async function identify(db: Database, source: FileSource, hear: Hear): Promise<Identified> {
  const found: Identified = { rows: [], digests: [], problems: [], problemCount: 0 };
  keep(found, source.header.problems, null);
  for await (const batch of source.read()) {
    if ('refused' in batch) throw new RefusedFile(batch.refused.code, batch.refused.message);
    keep(found, batch.problems, null);
    await addRows(db, found, batch.records);
    hear({ stage: 'checking', rows: found.rows.length, bytesRead: batch.bytesRead, bytesTotal: batch.bytesTotal });
  }
  return found;
}

async function addRows(db: Database, found: Identified, records: readonly ReadRecord[]): Promise<void> {
  const digests = records.map(({ record }) => rowDigest(record));
  const identities = records.map(({ record }) => identityOf(record));
  const earlier = await earlierRows(db, digests);
  const compared = await comparedWithRecord(db, identities, trackerOf(records));
  for (const [i, { record, problems, excluded }] of records.entries()) {
    const row = found.rows.length + 1;
    const was = earlier.get(digests[i] as string) ?? null;
    found.rows.push({ row, identity: identities[i] as Identity, tells: excluded === undefined && tellsAnything(record), earlier: was, ofTracker: isTrackerRecord(record), ...compared[i] as Compared });
    found.digests.push(digests[i] as string);
    keep(found, problems, row);
  }
}

function trackerOf([first]: readonly ReadRecord[]): string | null {
  return first !== undefined && isTrackerRecord(first.record) ? first.record.tracker : null;
}

function keep(found: Identified, problems: readonly ReadingProblem[], row: number | null): void {
  found.problemCount += problems.length;
  const room = Math.max(0, mostProblems - found.problems.length);
  const cut = (text: string): string => cutText(text, mostCharacters);
  found.problems.push(...problems.slice(0, room).map((problem) => ({ ...problem, row, at: cut(problem.at), element: cut(problem.element), value: cut(problem.value) })));
}
