// Writing one window of a file's people: their entries, what became of their rows, and who waits for a decision.
import type { Cell } from '../case-history/derived-table.ts';
import type { Entry, NewEntry } from '../case-history/entry.ts';
import type { FieldChange } from '../case-history/field-changes.ts';
import { joinedEntries, survivorOf } from '../case-history/joins.ts';
import { currentDerivation } from '../casework/current-derivation.sql.ts';
import type { Derivation, Derive } from '../casework/derivation.ts';
import { type ChainedEntry, childChains } from '../casework/entries.sql.ts';
import { record, type Recording } from '../casework/record.sql.ts';
import { writeRows } from '../casework/rows.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Outcome } from './import-balance.ts';
import { assertedBy, assertionOf, changesBy } from './import-change.ts';
import { whyWaits } from './import-match.ts';
import { type FilePerson, mergedInto } from './import-people.ts';
import type { RowTold } from './return-compared.ts';

/** What one loading of a file works with. */
export interface Loading {
  readonly batch: string;
  readonly derive: Derive;
  /** Null in a dry run, which writes nothing. */
  readonly recording: Recording | null;
  /** What stands for each row's content, in the order of the rows. */
  readonly digests: readonly string[];
  /** The ids given to people who were not known, by their first row. */
  readonly begun: ReadonlyMap<number, string>;
  /** Is told what becomes of each row. */
  readonly tell?: ((rows: readonly RowTold[]) => void) | undefined;
  /** Is given, in a dry run, what would be recorded. */
  readonly attempt?: Attempt | undefined;
  /** How many rows became what, so far. */
  readonly counts: Partial<Record<Outcome, number>>;
}

/** Tries what would become of people; `had` holds the chains of those who are known. */
export type Attempt = (people: readonly Decided[], had: ReadonlyMap<string, ChainedEntry[]>) => Promise<void>;

/** What becomes of one person. */
export interface Decided {
  readonly person: FilePerson;
  readonly outcome: Outcome;
  readonly child: string | null;
  readonly reason: string | null;
  readonly entry: NewEntry | null;
  /** The batch that asserts what this one would have. */
  readonly leansOn?: string;
  /** What it changes of a known child. */
  readonly changes?: readonly FieldChange[];
}

type Chains = ReadonlyMap<string, readonly Entry[]>;

/** Decides and writes what becomes of some people, in the caller's transaction; in a dry run only counts. */
export async function loadPeople(tx: Database, loading: Loading, people: readonly FilePerson[]): Promise<void> {
  const known = people.flatMap(({ plan }) => (plan.to === 'known' ? plan.child : []));
  const chains = await childChains(tx, known);
  const derivation = await currentDerivation(tx, loading.derive);
  const decided = people.map((person) => decide(loading, person, { chains, derivation }));
  for (const { person, outcome } of decided) {
    loading.counts[outcome] = (loading.counts[outcome] ?? 0) + 1;
    loading.counts.merged = (loading.counts.merged ?? 0) + person.rows.length - 1;
  }
  loading.tell?.(decided.flatMap(toldOf));
  await loading.attempt?.(decided, chains);
  if (loading.recording === null) return;
  await record(tx, loading.derive, loading.recording, decided.flatMap(({ entry }) => entry ?? []));
  await writeRows(tx, [
    { table: 'public.import_row', columns: rowColumns, rows: decided.flatMap((one) => rowsOf(loading, one)) },
  ]);
  await writeRows(tx, [{ table: 'public.quarantine', columns: quarantineColumns, rows: decided.flatMap((one) => waitingRow(loading, one)) }]);
}

function decide(loading: Loading, person: FilePerson, known: { chains: Chains; derivation: Derivation }): Decided {
  const { plan } = person;
  const base = { person, child: null, reason: null, entry: null };
  if (plan.to === 'excluded') return { ...base, outcome: 'excluded', reason: person.excluded ?? null };
  if (plan.to === 'quarantine') return { ...base, outcome: 'quarantined', reason: whyWaits(plan) };
  if (plan.to === 'taken') {
    const { batch, child } = plan.earlier;
    return { ...base, outcome: 'unchanged', child, leansOn: batch, reason: `The same row came with batch ${batch}${child === null ? ', where it waited for a decision when this file was loaded' : ''}` };
  }
  if (plan.to === 'known') return decideKnown(loading, person, { ...known, child: plan.child });
  const child = loading.begun.get(plan.row) as string;
  return { ...base, outcome: 'new', child, entry: assertionOf(child, person.record, person.raw) };
}

function decideKnown(
  loading: Loading, person: FilePerson, { child, chains, derivation }: { child: string; chains: Chains; derivation: Derivation },
): Decided {
  const own = chains.get(child) ?? [];
  const leansOn = assertedBy(own, person.record);
  if (leansOn !== null) {
    return { person, outcome: 'unchanged', child, reason: 'The record says this already', entry: null, leansOn };
  }
  const entry = assertionOf(child, person.record, person.raw);
  const before = joinedEntries(survivorOf(child, chains), chains);
  const changes = changesBy(derivation, before, entry, loading.recording?.recordedAt ?? atLast);
  const decided = { person, child, reason: null, entry };
  return changes === null ? { ...decided, outcome: 'unchanged' } : { ...decided, outcome: 'changed', changes };
}

/** Later than every entry: a dry run has no instant of its own. */
const atLast = '9999-12-31T00:00:00.000000Z';

const rowColumns = ['batch', 'row_no', 'at', 'outcome', 'child_id', 'reason', 'digest', 'leans_on', 'put_with'];

function rowsOf({ batch, digests }: Loading, { person, outcome, child, reason, entry, leansOn }: Decided): Cell[][] {
  const holds = entry !== null || outcome === 'quarantined';
  return person.rows.map(({ row, at }, i) => [
    batch, row, at, i === 0 ? outcome : 'merged', child, i === 0 ? reason : mergedInto(person),
    holds ? digests[row - 1] ?? null : null, leansOn ?? null, i === 0 ? null : person.plan.row,
  ]);
}

function toldOf({ person, outcome, child, reason, changes }: Decided): RowTold[] {
  const { plan, record: { person: { surname, forename } } } = person;
  const about = { child: outcome === 'new' ? null : child, like: plan.to === 'quarantine' ? plan.like : [], name: [surname, forename].filter((part) => part !== null).join(', ') };
  return person.rows.map(({ row, at }, i) => ({ row, at, outcome: i === 0 ? outcome : 'merged', reason: i === 0 ? reason : mergedInto(person), ...about, ...(i === 0 && changes && { changes }) }));
}

const quarantineColumns = ['batch', 'row_no', 'likeness', 'alike', 'record', 'source_row'];

function waitingRow({ batch, begun }: Loading, { person }: Decided): Cell[][] {
  const { plan, record: said, raw } = person;
  if (plan.to !== 'quarantine') return [];
  const first = plan.contradicts === undefined ? undefined : begun.get(plan.contradicts);
  const like = [...plan.like, ...(first === undefined ? [] : [first])];
  return [[batch, plan.row, plan.likeness, `{${like.join(',')}}`, JSON.stringify(said), JSON.stringify(raw)]];
}
