// Rows that may or may not be about a child who is known: the list, and one of them beside the children it is like.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Derive } from '../casework/derivation.ts';
import { seenAmong } from '../casework/may-see.sql.ts';
import { caseAddress } from '../children/addresses.ts';
import type { Database } from '../platform/database.ts';
import { numberText } from '../platform/layout/format.ts';
import { paging } from '../platform/layout/paging.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, refusedTo, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { givenLine, holderOf } from './given-line.ts';
import { givenIn, givenTo, nameIn } from './given-problem.sql.ts';
import { type GivenProblem, rowKey } from './given-problem.ts';
import { alikeRowsAddress, giveRowAddress, importAddress, quarantineAddress, quarantinedRowAddress } from './import-addresses.ts';
import { staffNames } from './import-lists.sql.ts';
import { likenesses } from './likeness.ts';
import { rowsAlike } from './quarantine-alike.sql.ts';
import { choiceOf, decideQuarantined, knownPeople, type KnownPerson, quarantineCounts, quarantined, quarantinedRow, type QuarantineState, type Verdict } from './quarantine.sql.ts';
import { type Comparison, compareRecords, type QuarantinedRow, scoreOf } from './quarantine.ts';

const who = may('decide-matches');
const shown = { waiting: 'Waiting', unsure: 'Somebody asked for help', decided: 'Decided' } as const satisfies Record<QuarantineState, string>;
const listQuery = z.object({
  show: z.enum(Object.keys(shown) as QuarantineState[]).catch('waiting'), batch: z.uuid().optional().catch(undefined), page: z.coerce.number().catch(1),
});
const decisionForm = z.object({ decision: z.string('Choose what the two records are'), operation: z.uuid() });
const most = 25;

/** The quarantine: its list, one row, and the decision. `derive` is asked for once it is needed. */
export function quarantineRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: quarantineAddress, who, query: listQuery, answer: list }),
    page({ address: quarantinedRowAddress, who, answer: (request) => show(request) }),
    post({ address: quarantinedRowAddress, who, form: decisionForm, answer: (request) => decide(request, derive) }),
  ];
}

async function list({ db, viewer, query, now }: PageRequest<'/quarantine', object, z.infer<typeof listQuery>, never>): Promise<Answer> {
  const counts = await quarantineCounts(db, viewer, query.batch);
  const pages = paging(query.page, counts[query.show], (number) => quarantineAddress({ ...query, page: number }));
  const rows = await quarantined(db, viewer, { state: query.show, batch: query.batch }, { from: pages.before, most });
  const seen = await seenAmong(db, viewer, rows.flatMap(childrenOf), now);
  const given = await givenIn(db, rows.map(({ batch }) => batch));
  // What a decided row said is in the record: its name is that of the child.
  const decided = new Map((await knownPeople(db, viewer, rows.flatMap(({ decidedChild }) => decidedChild ?? []), now)).map((person) => [person.child, person]));
  // Who loads files finds it on the page of these.
  const own = viewer.rights.has('import-files') ? [] : await givenTo(db, viewer, now);
  const model = {
    given: own.map(givenLine), heading: shown[query.show], all: counts[query.show], pages, rows: rows.map((row) => lineOf(row, childrenOf(row).every((child) => seen.has(child)), { given, decided })),
    others: (Object.keys(shown) as QuarantineState[]).map((name) => (
      { text: `${shown[name]} (${numberText(counts[name])})`, href: quarantineAddress({ show: name, batch: query.batch }), active: name === query.show })),
    links: { everything: query.batch === undefined ? null : quarantineAddress({ show: query.show }) },
  };
  return { page: 'exchange/quarantine.njk', model, shows: { what: 'quarantine', children: [...seen, ...own.flatMap(({ children }) => children)] } };
}

const outcomes: Readonly<Record<string, string>> = { 'waiting': 'Waiting', 'same': 'Same person', 'different': 'Different people', 'rolled-back': 'Dropped' };

const childrenOf = ({ alike, decidedChild }: QuarantinedRow): string[] => [...alike, ...(decidedChild === null ? [] : [decidedChild])];

/** A row that is like somebody whose record is closed to the viewer waits for others: what it says would tell of whom. */
function lineOf(row: QuarantinedRow, open: boolean, { given, decided }: { given: ReadonlyMap<string, GivenProblem>; decided: ReadonlyMap<string, KnownPerson> }): object {
  if (!open) return { name: 'Restricted record', why: likenesses[row.likeness], state: outcomes[row.state] };
  const name = nameOf(row.record?.person ?? decided.get(row.decidedChild ?? ''));
  return {
    href: quarantinedRowAddress({ batch: row.batch, row: String(row.row) }), name: name === '' ? row.at : name, at: row.at,
    why: likenesses[row.likeness], holder: row.state === 'waiting' ? holderOf(given.get(nameIn({ batch: row.batch, problem: rowKey(row.row) }))) : null,
    state: row.unsureBy !== null && row.state === 'waiting' ? 'Waiting: somebody asked for help' : outcomes[row.state],
  };
}

const nameOf = (person: Pick<KnownPerson, 'surname' | 'forename'> | undefined): string => [person?.surname, person?.forename].filter((part) => part != null).join(', ');

type Parts = { readonly batch: string; readonly row: string };
interface Seen { readonly db: Database; readonly viewer: Viewer; readonly parts: Parts; readonly now: string }

function rowNamed({ db, viewer, parts }: Seen): Promise<QuarantinedRow | null> {
  if (!/^\d{1,9}$/.test(parts.row) || !z.uuid().safeParse(parts.batch).success) return Promise.resolve(null);
  return quarantinedRow(db, viewer, parts.batch, Number(parts.row));
}

async function closedIn({ db, viewer, now }: Seen, row: QuarantinedRow): Promise<string[]> {
  const seen = await seenAmong(db, viewer, childrenOf(row), now);
  return childrenOf(row).filter((child) => !seen.has(child));
}

async function show(seen: Seen, errors: readonly { field: string; message: string }[] = []): Promise<Answer> {
  const { db, viewer } = seen;
  const row = await rowNamed(seen);
  if (row === null) return NOT_FOUND;
  const closed = await closedIn(seen, row);
  if (closed.length > 0) return refusedTo(closed);
  const people = await knownPeople(db, viewer, row.alike, seen.now);
  const [decided] = row.decidedChild === null ? [] : await knownPeople(db, viewer, [row.decidedChild], seen.now);
  const names = await staffNames(db, [row.decidedBy ?? '', row.unsureBy ?? '']);
  const said = row.record?.person;
  const alike = await rowsAlike(db, viewer, seen.parts, seen.now);
  const holder = holderOf((await givenIn(db, [row.batch])).get(nameIn({ batch: row.batch, problem: rowKey(row.row) })));
  const model = {
    holder, row, why: likenesses[row.likeness], errors, operation: randomUUID(), state: outcomes[row.state], requests: row.record?.requests.length ?? 0,
    decidedBy: names.get(row.decidedBy ?? '') ?? row.decidedBy, decided: decided && { name: nameOf(decided) || 'No name recorded', reference: decided.reference, href: caseAddress({ childId: decided.child }) }, unsureBy: names.get(row.unsureBy ?? '') ?? row.unsureBy,
    beside: said === undefined ? [] : people.map((person) => ({ child: person.child, reference: person.reference, href: caseAddress({ childId: person.child }), ...withScore(compareRecords(said, person)) })),
    alike: alike.length < 2 ? null : { count: alike.length - 1, href: alikeRowsAddress(seen.parts) },
    links: { back: quarantineAddress(), here: quarantinedRowAddress(seen.parts), give: giveRowAddress(seen.parts), batch: seen.viewer.rights.has('import-files') ? importAddress({ batch: row.batch }) : null },
  };
  return { page: 'exchange/quarantined-row.njk', model, shows: { what: 'row in quarantine', children: childrenOf(row) } };
}

const signed = (points: number): string => (points === 0 ? '0' : points > 0 ? `+${points}` : `−${-points}`);

function withScore(lines: readonly Comparison[]): { readonly lines: readonly object[]; readonly score: object } {
  const { points, most } = scoreOf(lines);
  return { lines: lines.map((line) => ({ ...line, counts: signed(line.points) })), score: { counts: signed(points), most } };
}

/** What a button says: `different`, `unsure`, or `same` and the child. */
function verdictOf(decision: string): Verdict | null {
  if (decision === 'different') return { different: true };
  if (decision === 'unsure') return { unsure: true };
  const same = /^same ([0-9a-f-]{36})$/.exec(decision)?.[1];
  return same === undefined ? null : { same };
}

async function decide(request: PageRequest<'/quarantine/:batch/:row', object, object, z.infer<typeof decisionForm>>, derive: () => Derive): Promise<Answer> {
  const { db, viewer, parts, form } = request;
  const row = await rowNamed(request);
  if (row === null) return NOT_FOUND;
  const closed = await closedIn(request, row);
  if (closed.length > 0) return refusedTo(closed);
  const verdict = form.ok ? verdictOf(form.values.decision) : null;
  if (!form.ok || verdict === null) return show(request, [{ field: 'decision', message: 'Choose what the two records are' }]);
  const by = { id: form.values.operation, recordedBy: viewer.staffId };
  const outcome = await decideQuarantined(db, derive(), choiceOf(parts.batch, Number(parts.row), verdict, by));
  if ('refused' in outcome) return show(request, [{ field: '', message: outcome.refused }]);
  return { goTo: quarantineAddress(), notice: noticeOf(verdict) };
}

function noticeOf(verdict: Verdict): string {
  if ('unsure' in verdict) return 'The row goes on waiting, and says that you asked somebody else to look.';
  return 'same' in verdict ? 'The child’s record now holds what the row says.' : 'A new record was begun with what the row says.';
}
