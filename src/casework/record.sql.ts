import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { beginning, contentText, type Header, instantText, type Link, linkOf } from '../case-history/chain.ts';
import type { Cell } from '../case-history/derived-table.ts';
import type { NewEntry, SubjectKind } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import type { Database } from '../platform/database.ts';
import { currentDerivation } from './current-derivation.sql.ts';
import type { Derivation, Derive } from './derivation.ts';
import { deleteRows, derivedRows, standingChildren } from './derived.sql.ts';
import { chainsOf, type ChainedEntry } from './entries.sql.ts';
import { RECORDED } from './recorded.ts';
import { type TableRows, writeRows } from './rows.sql.ts';

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** In whose name a recording is made. */
export interface By {
  /** A staff id, or the operator named to the command line. */
  readonly recordedBy: string;
  /** `staff`, or the batch of an import. */
  readonly source: string;
  readonly operationId: string;
  /** Hexadecimal salts to use instead of random ones: only where an invented council must come out equal again. */
  readonly salt?: () => string;
  /** Instants to use instead of the clock's, for the same reason; they must not go back within a subject. */
  readonly instantOf?: (entry: NewEntry) => string;
  /** Who recorded each entry, where an invented council has several people. */
  readonly recorderOf?: (entry: NewEntry) => string;
}

/** A recording that has begun: its subjects are locked and its instant is listed as unfinished. */
export interface Recording extends By {
  readonly recordedAt: string;
  /** Subjects that this recording made, as `kind/id`, that have no entry yet. */
  readonly fresh: Set<string>;
  /** The subjects it locked, as `kind/id`. */
  readonly locked: Set<string>;
}

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function keyOf(subject: Subject): string {
  if (!idForm.test(subject.id)) throw new Error(`the identifier of a ${subject.kind} must be a UUID in lower case`);
  return `${subject.kind}/${subject.id}`;
}

/**
 * Locks every subject that the transaction will write to, in order, and gives it the instant of all its entries.
 * To be called once in a transaction (of the default isolation level), before anything that depends on these subjects
 * is read.
 */
export async function beginRecording(tx: Database, by: By, subjects: readonly Subject[]): Promise<Recording> {
  const locked = new Set(subjects.map(keyOf));
  const made = await sql<{ key: string }>`
    INSERT INTO subject SELECT DISTINCT subject_kind, subject_id FROM ${given(subjects)} ORDER BY 1, 2
    ON CONFLICT DO NOTHING RETURNING subject_kind || '/' || subject_id AS key`.execute(tx);
  await lockSubjects(tx, subjects);
  const begun = await sql<{ recordedAt: string }>`SELECT begin_recording() AS "recordedAt"`.execute(tx);
  const { recordedAt } = begun.rows[0] as { recordedAt: string };
  return { ...by, recordedAt, locked, fresh: new Set(made.rows.map((row) => row.key)) };
}

function given(subjects: readonly Subject[]): RawBuilder<unknown> {
  const kinds = subjects.map((subject) => subject.kind);
  const ids = subjects.map((subject) => subject.id);
  return sql`unnest(${kinds}::text[], ${ids}::uuid[]) AS given (subject_kind, subject_id)`;
}

async function lockSubjects(tx: Database, subjects: readonly Subject[]): Promise<void> {
  await sql`SELECT count(*) FROM (
    SELECT FROM subject WHERE (subject_kind, subject_id) IN (SELECT subject_kind, subject_id FROM ${given(subjects)})
    ORDER BY subject_kind, subject_id FOR UPDATE) AS locked`.execute(tx);
}

/**
 * Adds entries to the record: the only writer of history. Gives each its place in the chain of its subject, and works
 * the derived rows of the children out anew, in the caller's transaction. All of one child's entries in one call are
 * worked out once; calls may follow one another in the same recording. Returns the entries as recorded, in the order given.
 */
export async function record(
  tx: Database, derive: Derive, recording: Recording, entries: readonly NewEntry[],
): Promise<ChainedEntry[]> {
  const chains = await chainsBefore(tx, recording, entries);
  const anew = new Set(recording.fresh);
  const rows: { history: Cell[][]; content: Cell[][] } = { history: [], content: [] };
  const recorded = entries.map((entry) => {
    const key = keyOf({ kind: entry.subjectKind, id: entry.subjectId });
    const chain = chains.get(key) ?? [];
    const added = link(recording, entry, chain.at(-1), rows);
    chains.set(key, [...chain, added]);
    recording.fresh.delete(key);
    return added;
  });
  if (recording.instantOf !== undefined) await allowFor(tx, recorded);
  const derivation = await currentDerivation(tx, derive);
  const written = [
    { table: 'public.history', columns: historyColumns, rows: rows.history },
    { table: 'public.history_content', columns: contentColumns, rows: rows.content },
  ];
  await writeRows(tx, [...written, ...await rederive(tx, derivation, childrenIn(chains), { recording, anew })]);
  await sql`SELECT pg_notify(${RECORDED}, '')`.execute(tx);
  return recorded;
}

/** Where instants were given that are still to come, what is recorded after them must come later still. */
async function allowFor(tx: Database, recorded: readonly ChainedEntry[]): Promise<void> {
  const latest = recorded.map((entry) => entry.recordedAt).reduce((a, b) => (a > b ? a : b), '');
  if (latest === '') return;
  await sql`SELECT setval('last_instant', greatest(last_value, microseconds_of(${latest}::timestamptz))) FROM last_instant`.execute(tx);
}

async function chainsBefore(
  tx: Database, recording: Recording, entries: readonly NewEntry[],
): Promise<Map<string, ChainedEntry[]>> {
  const wanted = new Map<SubjectKind, Set<string>>();
  for (const { subjectKind: kind, subjectId: id } of entries) {
    const key = keyOf({ kind, id });
    if (!recording.locked.has(key)) throw new Error(`the recording did not lock ${kind} before writing to it`);
    if (!recording.fresh.has(key)) wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id));
  }
  const chains = new Map<string, ChainedEntry[]>();
  for (const [kind, ids] of wanted) {
    for (const [id, chain] of await chainsOf(tx, kind, [...ids])) chains.set(keyOf({ kind, id }), chain);
  }
  return chains;
}

function link(
  recording: Recording, entry: NewEntry, last: ChainedEntry | undefined, rows: { history: Cell[][]; content: Cell[][] },
): ChainedEntry {
  const { subjectKind, subjectId, kind, occurredOn, facts } = entry;
  const content = { facts, reason: entry.reason ?? null, sourceRow: entry.sourceRow ?? null };
  const header: Header = {
    subjectKind, subjectId, seq: (last?.seq ?? 0) + 1, kind, shape: kindNamed(kind)?.shape ?? 1, occurredOn,
    occurredAt: entry.occurredAt == null ? null : instantText(entry.occurredAt), recordedAt: recording.instantOf?.(entry) ?? recording.recordedAt,
    recordedBy: recording.recorderOf?.(entry) ?? recording.recordedBy, source: entry.source ?? recording.source, operationId: recording.operationId,
    correctsSeq: entry.correctsSeq ?? null,
  };
  const salt = recording.salt?.() ?? randomBytes(16).toString('hex');
  const text = contentText(content);
  const { commitment, previous, digest } = linkOf(header, salt, text, last?.digest ?? beginning);
  rows.history.push(historyRow(header, { commitment, previous, digest }));
  rows.content.push([subjectKind, subjectId, header.seq, `\\x${salt}`, text]);
  return { ...header, ...content, digest };
}

const contentColumns = ['subject_kind', 'subject_id', 'seq', 'salt', 'text'];

const historyColumns = [
  'subject_kind', 'subject_id', 'seq', 'kind', 'shape', 'occurred_on', 'occurred_at', 'recorded_at', 'recorded_by',
  'source', 'operation_id', 'corrects_seq', 'commitment', 'previous', 'digest',
];

function historyRow(entry: Header, { commitment, previous, digest }: Link): Cell[] {
  return [
    entry.subjectKind, entry.subjectId, entry.seq, entry.kind, entry.shape, entry.occurredOn, entry.occurredAt,
    entry.recordedAt, entry.recordedBy, entry.source, entry.operationId, entry.correctsSeq,
    `\\x${commitment}`, `\\x${previous}`, `\\x${digest}`,
  ];
}

function childrenIn(chains: ReadonlyMap<string, ChainedEntry[]>): Map<string, ChainedEntry[]> {
  const children = new Map<string, ChainedEntry[]>();
  for (const [key, chain] of chains) if (key.startsWith('child/')) children.set(key.slice('child/'.length), chain);
  return children;
}

/** The rows of the children and of the records that they are joined with, their old ones taken away. */
async function rederive(
  tx: Database, derivation: Derivation, chains: ReadonlyMap<string, ChainedEntry[]>, at: { recording: Recording; anew: ReadonlySet<string> },
): Promise<TableRows[]> {
  const { locked } = at.recording;
  for (;;) {
    const { gone, standing } = await standingChildren(tx, [...chains.keys()], chains);
    const others = gone.map((id) => ({ kind: 'child' as const, id })).filter((subject) => !locked.has(keyOf(subject)));
    if (others.length === 0) {
      await deleteRows(tx, 'derived', derivation.tables, gone.filter((id) => !at.anew.has(`child/${id}`)));
      return derivedRows(derivation, 'derived', standing);
    }
    // A record that one of these went into: its rows change too. It is read again once nobody else can change it.
    await lockSubjects(tx, others);
    others.forEach((subject) => locked.add(keyOf(subject)));
  }
}
