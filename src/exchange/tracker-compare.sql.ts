// A tracker beside the record, row by row. Nothing is written.
import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Entry } from '../case-history/entry.ts';
import { joinedEntries, survivorOf } from '../case-history/joins.ts';
import { childChains } from '../casework/entries.sql.ts';
import { currentDerivation } from '../casework/current-derivation.sql.ts';
import type { Derivation, Derive } from '../casework/derivation.ts';
import { maySee } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { FileSource } from './import-batch.ts';
import { assertedBy, assertionOf, changesBy } from './import-change.ts';
import { type FilePerson, mergedInto, peopleOf } from './import-people.ts';
import { planned } from './import-plan.sql.ts';
import type { Hear } from './import-progress.ts';
import { whyWaits } from './import-match.ts';
import { compareFields } from './tracker-compare.ts';
import { type Compared, type ComparedRow, type OnlyInRecord, type RowVerdict, verdictOf } from './tracker-compared.ts';
import { countDays } from './tracker-day-orders.ts';
import { type Covers, coversOf, type TrackerMapping } from './tracker-mapping.ts';

// Few at a time: comparing computes, and others wait for the same processor.
const windowSize = 100;

/** Compares every row of a tracker with the record as it stands. Throws `RefusedFile` where the file is refused after all. */
export async function compareTracker(db: Database, viewer: Viewer, what: { source: FileSource; mapping: TrackerMapping; derive: Derive; hear: Hear }): Promise<Compared> {
  return db.transaction().setIsolationLevel('repeatable read').execute(async (tx) => {
    const { source, mapping, derive, hear } = what;
    // Before the snapshot is taken: from here on the derived tables are not swapped.
    await sql`LOCK TABLE derivation IN ACCESS SHARE MODE`.execute(tx);
    const derivation = await currentDerivation(tx, derive);
    const { plans, problems, problemCount } = await planned(tx, hear, source);
    const rows: ComparedRow[] = [];
    const days = countDays(mapping);
    let firstEnd: Day | null = null;
    let waiting: FilePerson[] = [];
    for await (const { people } of peopleOf(source.read(), plans)) {
      for (const { raw, excluded } of people) if (excluded === undefined) days.add(raw);
      firstEnd = people.flatMap(endsOf).reduce(earlier, firstEnd);
      waiting.push(...people);
      if (waiting.length < windowSize) continue;
      rows.push(...await comparedRows(tx, derivation, waiting));
      waiting = [];
    }
    rows.push(...await comparedRows(tx, derivation, waiting));
    const met = rows.flatMap(({ child }) => child ?? []);
    const onlyInRecord = await childrenWithout(tx, viewer, { met, covers: coversOf(mapping), asAt: source.header.referenceDate, firstEnd });
    return { rows: rows.sort((a, b) => a.row - b.row), onlyInRecord, problems, problemCount, days: days.counted() };
  });
}

async function comparedRows(tx: Database, derivation: Derivation, people: readonly FilePerson[]): Promise<ComparedRow[]> {
  const chains = await childChains(tx, people.flatMap(({ plan }) => childOf(plan) ?? []));
  return people.flatMap((person) => rowsOf(person, chains, derivation));
}

function childOf(plan: FilePerson['plan']): string | null {
  if (plan.to === 'known') return plan.child;
  return plan.to === 'taken' ? plan.earlier.child : null;
}

function rowsOf(person: FilePerson, chains: ReadonlyMap<string, readonly Entry[]>, derivation: Derivation): ComparedRow[] {
  const { plan, rows, record, raw, excluded } = person;
  const known = childOf(plan);
  const child = known === null ? null : survivorOf(known, chains);
  const name = [record.person.surname, record.person.forename].filter((part) => part !== null).join(', ');
  const before = child === null ? [] : joinedEntries(child, chains);
  const fields = child === null ? [] : compareFields(before, assertionOf(child, record, raw));
  const verdict = child === null ? VERDICTS[plan.to] : verdictOf(fields, changes(person, before, derivation));
  const why = plan.to === 'quarantine' ? whyWaits(plan) : plan.to === 'excluded' ? excluded ?? null : plan.to === 'taken' && child === null ? WAITS_ALREADY : null;
  return rows.map(({ row, at }, i) => (i === 0 ? { row, at, verdict, why, child, name, fields } : { row, at, verdict: 'merged', why: mergedInto(person), child, name, fields: [] }));
}

/** Whether loading the row changes anything of a child who is known: the same is asked when it is loaded. */
function changes({ plan, record, raw }: FilePerson, before: readonly Entry[], derivation: Derivation): boolean {
  if (plan.to !== 'known' || assertedBy(before.filter(({ subjectId }) => subjectId === plan.child), record) !== null) return false;
  return changesBy(derivation, before, assertionOf(plan.child, record, raw), LAST) !== null;
}

/** Later than every entry. */
const LAST = '9999-12-31T00:00:00.000000Z';

const VERDICTS: Readonly<Record<FilePerson['plan']['to'], RowVerdict>> = { new: 'only-tracker', excluded: 'excluded', quarantine: 'waits', taken: 'agrees', known: 'agrees' };

/** Nothing more waits once such a row is loaded. */
const WAITS_ALREADY = 'The very same row came with a file before, and waits in the quarantine';

/** The days on which requests ended, as a row of the sheet has it. One before its request is mistyped. */
function endsOf({ record, excluded }: FilePerson): Day[] {
  return excluded !== undefined ? [] : record.requests.flatMap(({ assessment, receivedDate, requestOutcome, requestOutcomeDate }) => {
    const end = assessment?.assessmentOutcomeDate ?? (requestOutcome === 'N' || requestOutcome === 'W' ? requestOutcomeDate : null);
    return end === null || end === undefined || (receivedDate !== null && end < receivedDate) ? [] : [end];
  });
}

const earlier = (one: Day | null, other: Day): Day => (one === null || other < one ? other : one);

// A sheet that keeps some that have ended should have all that ended since.
const openRequest = (asAt: Day, firstEnd: Day | null = null) => sql`SELECT child_id, received_on AS since FROM derived.request
  WHERE received_on <= ${asAt} AND (NOT ended OR ended_on > ${asAt} OR ended_on >= ${firstEnd})`;
const planInForce = (asAt: Day) => sql`SELECT child_id, start_on AS since FROM derived.plan
  WHERE start_on <= ${asAt} AND (cease_on IS NULL OR cease_on > ${asAt}) AND (cease_reason IS NULL OR cease_on IS NOT NULL)`;

/** Children with an open request or a plan in force on a day, of whom the sheet has no row. */
async function childrenWithout(tx: Database, _viewer: Viewer, { met, covers, asAt, firstEnd }: { met: readonly string[]; covers: Covers; asAt: Day; firstEnd: Day | null }): Promise<OnlyInRecord[]> {
  const covered = { 'requests': openRequest(asAt, firstEnd), 'open requests': openRequest(asAt), 'plans in force': planInForce(asAt), 'both': sql`${openRequest(asAt)} UNION ALL ${planInForce(asAt)}` }[covers];
  const { rows } = await sql<OnlyInRecord>`
    SELECT c.child_id AS child, c.reference, c.surname, c.forename, min(covered.since) AS since
    FROM (${covered}) covered JOIN derived.child c USING (child_id)
    WHERE c.child_id <> ALL(${[...new Set(met)]}::uuid[]) GROUP BY 1, 2, 3, 4 ORDER BY c.surname, c.forename, c.reference`.execute(tx);
  return rows;
}

/** The case references of those of these children whose record the viewer may see now. */
export async function referencesOf(db: Database, viewer: Viewer, children: readonly string[], now: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ child: string; reference: string }>`
    SELECT c.child_id AS child, c.reference FROM derived.child c WHERE c.child_id = ANY(${[...new Set(children)]}::uuid[]) AND ${maySee(viewer, now)}`.execute(db);
  return new Map(rows.map(({ child, reference }) => [child, reference]));
}
