import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { faultMeanings, faultOf, type StoredEntry } from '../case-history/chain.ts';
import { copyInto, type Database, rowsOf } from '../platform/database.ts';
import type { CheckpointLine } from './checkpoint.ts';
import { storedColumns, storedFrom } from './entries.sql.ts';

/** The first entry of a subject that is not as it was recorded. */
export interface BadEntry {
  readonly subject: string;
  readonly id: string;
  readonly seq: number;
  /** What is wrong with it, in words. */
  readonly message: string;
}

export interface Verified {
  readonly entries: number;
  readonly subjects: number;
  /** Entries whose content is no longer there. */
  readonly disposed: number;
  /** One a subject, the first first. At most a hundred. */
  readonly bad: readonly BadEntry[];
  readonly badSubjects: number;
}

/** What the checkpoints cover: their lines, and the instant up to which they are complete. */
export interface Covered {
  readonly lines: AsyncIterable<CheckpointLine>;
  readonly upTo: string | null;
}

/** Works out every chain anew and compares every entry with the checkpoints, in one snapshot. Changes nothing. */
export async function verifyHistory(db: Database, covered: Covered, progress: (entries: number) => void = () => {}): Promise<Verified> {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    const chains = await verifyChains(tx, progress);
    const bad = earliest([...chains.bad, ...await compareWithCheckpoints(tx, covered)]);
    return { ...chains, bad: bad.slice(0, 100), badSubjects: bad.length };
  } finally {
    await tx.rollback().execute();
  }
}

async function verifyChains(tx: Database, progress: (entries: number) => void): Promise<Omit<Verified, 'badSubjects'>> {
  const counts = { entries: 0, subjects: 0, disposed: 0 };
  const bad: BadEntry[] = [];
  let before: StoredEntry | undefined;
  for await (const entry of rowsOf(tx, sql<StoredEntry>`
    SELECT ${storedColumns} FROM ${storedFrom} ORDER BY h.subject_kind, h.subject_id, h.seq`, 2000)) {
    const same = before?.subjectId === entry.subjectId && before.subjectKind === entry.subjectKind;
    const fault = faultOf(entry, same ? before : undefined);
    if (fault !== null) bad.push(badEntry({ ...entry, seq: fault.seq }, faultMeanings[fault.fault]));
    counts.entries += 1;
    counts.subjects += same ? 0 : 1;
    counts.disposed += entry.text === null ? 1 : 0;
    if (counts.entries % 50_000 === 0) progress(counts.entries);
    before = entry;
  }
  return { ...counts, bad };
}

function badEntry(at: { subjectKind: string; subjectId: string; seq: number }, message: string): BadEntry {
  return { subject: at.subjectKind, id: at.subjectId, seq: at.seq, message };
}

async function compareWithCheckpoints(tx: Database, covered: Covered): Promise<BadEntry[]> {
  await sql`CREATE TEMPORARY TABLE covered (line int, subject_kind text, subject_id uuid, seq int, digest bytea) ON COMMIT DROP`.execute(tx);
  await copyInto(tx, 'pg_temp.covered', ['line', 'subject_kind', 'subject_id', 'seq', 'digest'], numbered(covered.lines));
  await sql`ANALYZE pg_temp.covered`.execute(tx);
  const { rows } = await sql<{ subjectKind: string; subjectId: string; seq: number; missing: boolean }>`
    SELECT subject_kind AS "subjectKind", subject_id AS "subjectId", seq, history.digest IS NULL AS missing
    FROM covered LEFT JOIN history USING (subject_kind, subject_id, seq)
    WHERE history.digest IS DISTINCT FROM covered.digest ORDER BY line`.execute(tx);
  const { rows: added } = await sql<{ subjectKind: string; subjectId: string; seq: number }>`
    SELECT subject_kind AS "subjectKind", subject_id AS "subjectId", seq
    FROM history LEFT JOIN covered USING (subject_kind, subject_id, seq)
    WHERE recorded_at <= ${covered.upTo}::timestamptz AND covered.seq IS NULL ORDER BY recorded_at, 1, 2, 3`.execute(tx);
  return [
    ...rows.map((row) => badEntry(row, row.missing ? 'a checkpoint has it, the record has not' : 'it is not the entry that a checkpoint has')),
    ...added.map((row) => badEntry(row, 'it was added afterwards: no checkpoint of its time has it')),
  ];
}

async function* numbered(lines: AsyncIterable<CheckpointLine>): AsyncGenerator<(string | number)[]> {
  let line = 0;
  for await (const { subjectKind, subjectId, seq, digest } of lines) yield [line += 1, subjectKind, subjectId, seq, `\\x${digest}`];
}

/** Of each subject the first bad entry, in the order in which they were found. */
function earliest(found: readonly BadEntry[]): BadEntry[] {
  const first = new Map<string, BadEntry>();
  for (const entry of found) {
    const key = `${entry.subject}/${entry.id}`;
    const had = first.get(key);
    if (had === undefined || entry.seq < had.seq) first.set(key, entry);
  }
  return [...first.values()];
}

/** One hash of all history: of the head of every chain, in the order of subjects. Equal histories have equal hashes. */
export async function historyHash(db: Database): Promise<string> {
  const whole = createHash('sha256');
  for await (const { line } of rowsOf(db, sql<{ line: string }>`
    SELECT DISTINCT ON (subject_kind COLLATE "C", subject_id)
      subject_kind || ' ' || subject_id || ' ' || seq || ' ' || encode(digest, 'hex') AS line
    FROM history ORDER BY subject_kind COLLATE "C", subject_id, seq DESC`, 5000)) whole.update(`${line}\n`);
  return whole.digest('hex');
}
