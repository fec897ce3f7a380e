import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Person } from '../case-history/case.ts';
import type { Json } from '../case-history/entry.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { enterChange } from '../casework/change-entry.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import { chainsOf } from '../casework/entries.sql.ts';
import { maySee } from '../casework/may-see.sql.ts';
import { once, type Operation } from '../casework/operation.sql.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { assertedBy, assertionOf } from './import-change.ts';
import { comparedWithRecord } from './import-compare.sql.ts';
import { type Compared, identityOf, type Likeness } from './likeness.ts';
import type { QuarantinedRow } from './quarantine.ts';

const columns = sql`q.batch, q.row_no AS row, r.at, q.likeness, q.alike, q.state, q.unsure_by AS "unsureBy", q.decided_by AS "decidedBy",
  q.decided_at AS "decidedAt", q.decided_child AS "decidedChild", q.record`;

interface StoredRow extends Omit<QuarantinedRow, 'record'> { readonly record: string | null }

const read = (row: StoredRow): QuarantinedRow => ({ ...row, record: row.record === null ? null : JSON.parse(row.record) as ReturnRecord });

/** Which rows of the quarantine: those that wait, those of them of which somebody asked for help, and those decided. */
export type QuarantineState = 'waiting' | 'unsure' | 'decided';

/** Which rows of the quarantine to list, of one file or of all. */
export interface QuarantineFilter {
  readonly state: QuarantineState;
  readonly batch?: string | undefined;
}

const inState = {
  waiting: sql`q.state = 'waiting'`, unsure: sql`(q.state = 'waiting' AND q.unsure_by IS NOT NULL)`, decided: sql`q.state IN ('same', 'different')`,
} as const;
const ofFile = (batch: string | undefined) => (batch === undefined ? sql`true` : sql`q.batch = ${batch}`);

/** How many rows of the quarantine there are in each state, of one file or of all. */
export async function quarantineCounts(db: Database, _viewer: Viewer, batch: string | undefined): Promise<Record<QuarantineState, number>> {
  const counted = Object.entries(inState).map(([state, condition]) => sql`count(*) FILTER (WHERE ${condition}) AS ${sql.ref(state)}`);
  const { rows } = await sql<Record<QuarantineState, number>>`SELECT ${sql.join(counted)} FROM quarantine q WHERE ${ofFile(batch)}`.execute(db);
  return rows[0] ?? { waiting: 0, unsure: 0, decided: 0 };
}

/** A page of the quarantine, in the order of loading. */
export async function quarantined(db: Database, _viewer: Viewer, { state, batch }: QuarantineFilter, page: { from: number; most: number }): Promise<QuarantinedRow[]> {
  const { rows } = await sql<StoredRow>`
    SELECT ${columns} FROM quarantine q JOIN import_row r USING (batch, row_no) JOIN import_batch b ON b.id = q.batch
    WHERE ${inState[state]} AND ${ofFile(batch)} ORDER BY b.asked_at, q.row_no OFFSET ${page.from} LIMIT ${page.most}`.execute(db);
  return rows.map(read);
}

/** The children found to be like a row when it came, and those who are like it now; `exact` are the same by number and birth date. */
async function alikeNow(db: Database, alike: readonly string[], said: ReturnRecord): Promise<{ alike: string[]; exact: readonly string[] }> {
  const [{ exact, likely }] = await comparedWithRecord(db, [identityOf(said)]) as [Compared];
  return { alike: [...new Set([...alike, ...exact, ...likely])], exact };
}

/** One row of the quarantine, or null where there is none. Whom it is like is asked afresh while it waits. */
export async function quarantinedRow(db: Database, _viewer: Viewer, batch: string, row: number): Promise<QuarantinedRow | null> {
  const { rows } = await sql<StoredRow>`
    SELECT ${columns} FROM quarantine q JOIN import_row r USING (batch, row_no)
    WHERE q.batch = ${batch} AND q.row_no = ${row}`.execute(db);
  if (rows[0] === undefined) return null;
  const found = read(rows[0]);
  return found.record === null ? found : { ...found, alike: (await alikeNow(db, found.alike, found.record)).alike };
}

/** The rows that wait for one reason, each found to be like one child when it came, in the order of loading. */
export async function waitingWithOne(db: Database, _viewer: Viewer, { likeness, most }: { likeness: Likeness; most: number }): Promise<QuarantinedRow[]> {
  const { rows } = await sql<StoredRow>`
    SELECT ${columns} FROM quarantine q JOIN import_row r USING (batch, row_no) JOIN import_batch b ON b.id = q.batch
    WHERE q.state = 'waiting' AND q.likeness = ${likeness} AND cardinality(q.alike) = 1 ORDER BY b.asked_at, q.row_no LIMIT ${most}`.execute(db);
  return rows.map(read);
}

/** A child of the record beside whom a row is put. */
export interface KnownPerson extends Person { readonly child: string; readonly reference: string }

/** Who these children are, as the record has them now; those of whom nothing stands, or whom `viewer` may not see, are left out. */
export async function knownPeople(db: Database, viewer: Viewer, children: readonly string[], now: string): Promise<KnownPerson[]> {
  const { rows } = await sql<KnownPerson>`
    SELECT child_id AS child, reference, surname, forename, known_as AS "knownAs", former_names AS "formerNames", birth_on AS dob, sex, ethnicity, postcode,
      upn, uln, nhs_number AS "nhsNumber", upn_unknown AS "upnUnknown", NULL AS setting
    FROM derived.child c WHERE child_id = ANY(${[...children]}::uuid[]) AND ${maySee(viewer, now)} ORDER BY reference`.execute(db);
  return rows;
}

/** What somebody decides of a row. `same` names the child. */
export type Verdict = { readonly same: string } | { readonly different: true } | { readonly unsure: true };

/** What a decision came to: the child whom the row is about; null where nobody is sure yet. */
export type Decided = { readonly done: { readonly child: string | null } } | { readonly refused: string };

/** Something to be decided of a row, by whom. */
export interface Choice { readonly batch: string; readonly row: number; readonly verdict: Verdict; readonly operation: Operation }

/** An operation for deciding of a row, from the id that came with the form. */
export function choiceOf(batch: string, row: number, verdict: Verdict, by: { id: string; recordedBy: string }): Choice {
  return { batch, row, verdict, operation: { ...by, content: ['quarantine', batch, row, { ...verdict }] } };
}

const loading = 'A file is being loaded or rolled back just now. Nothing was decided: try again when that is finished.';

const recordedSince = 'A child with the same number and date of birth has been recorded since this row came, and is among those shown: the row is about that child.';

/**
 * Decides of a row that waits. What the row says goes into the record of the child chosen, or begins a record; the
 * source is its batch, so that a roll-back takes it along. The same decision again is answered and changes nothing.
 */
export async function decideQuarantined(db: Database, derive: Derive, choice: Choice): Promise<Decided> {
  const outcome = await once<{ child: string | null }, { refused: string }>(db, choice.operation, async (tx) => {
    const { rows: [lock] } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_xact_lock_shared(86, 1) AS taken`.execute(tx);
    if (lock?.taken !== true) return { refused: loading };
    // One decision at a time: two rows about one new child would else begin two records.
    await sql`SELECT pg_advisory_xact_lock(86, 2)`.execute(tx);
    const { rows: [row] } = await sql<Waiting>`
      SELECT alike, record, source_row AS "sourceRow" FROM quarantine
      WHERE batch = ${choice.batch} AND row_no = ${choice.row} FOR UPDATE`.execute(tx);
    if (row === undefined || row.record === null) return { refused: 'Somebody else has decided this already.' };
    return decide(tx, derive, choice, row);
  });
  return 'reused' in outcome ? { refused: 'This form was sent before with another answer.' } : outcome;
}

interface Waiting { alike: string[]; record: string | null; sourceRow: string | null }

async function decide(tx: Database, derive: Derive, choice: Choice, row: Waiting): Promise<Decided> {
  const { batch, verdict, operation: { recordedBy, id } } = choice;
  if ('unsure' in verdict) {
    const own = sql`batch = ${batch}::uuid AND row_no = ${choice.row}`;
    const note = { what: 'row of a file that waits', route: 'POST /quarantine', children: row.alike, of: sql`SELECT staff.name AS "unsure to" FROM quarantine JOIN staff ON staff.id::text = unsure_by WHERE ${own}` };
    await enterChange(tx, { staffId: recordedBy }, note, (whole) => sql`UPDATE quarantine SET unsure_by = ${recordedBy} WHERE ${own}`.execute(whole));
    return { done: { child: null } };
  }
  const said = JSON.parse(row.record ?? 'null') as ReturnRecord;
  const { alike, exact } = await alikeNow(tx, row.alike, said);
  if ('same' in verdict && !alike.includes(verdict.same)) return { refused: 'Choose one of the children shown.' };
  if ('different' in verdict && exact.some((one) => !row.alike.includes(one))) return { refused: recordedSince };
  const child = 'same' in verdict ? verdict.same : randomUUID();
  const recording = await beginRecording(tx, { recordedBy, source: batch, operationId: id }, [{ kind: 'child', id: child }]);
  const chain = (await chainsOf(tx, 'child', [child])).get(child) ?? [];
  if (assertedBy(chain, said) === null) await record(tx, derive, recording, [assertionOf(child, said, JSON.parse(row.sourceRow ?? 'null') as Json)]);
  await sql`UPDATE quarantine SET state = ${'same' in verdict ? 'same' : 'different'}, record = NULL, source_row = NULL, unsure_by = NULL,
    decided_by = ${recordedBy}, decided_at = ${recording.recordedAt}, decided_child = ${child}
    WHERE batch = ${batch} AND row_no = ${choice.row}`.execute(tx);
  return { done: { child } };
}
