// Finding a case: one box for names, date of birth, reference or number, and all children by name below it.
import { z } from 'zod';
import { type Day, dayOfInstant } from '../calendar/day.ts';
import { nameWordsOf } from '../case-history/identity.ts';
import { paging } from '../platform/layout/paging.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { caseAddress, emergencyAddress, findCaseAddress } from './addresses.ts';
import { type ClosedRecord, closedRecords } from './closed-records.sql.ts';
import { childrenNamed, childrenNumbered, countChildren, type ListedChild, listChildren } from './find-case.sql.ts';
import { dueLabel } from './due-label.ts';
import { type Wanted, wantedIn, widerThan } from './search-words.ts';
import { nameOf } from './subject-bar.ts';

const who = { right: 'see-children' } as const;
const MOST_FOUND = 25;
const PAGE = 'children/find-case.njk';

const query = z.object({ page: z.coerce.number().int().positive().optional().catch(undefined) });
const search = z.object({ search: z.string().trim().min(1, 'Enter a name, date of birth, case reference, UPN, ULN or NHS number').max(200, 'Enter 200 characters or fewer') });

/** The list of cases and the search. What is searched for is posted, so that it stands in no address (SEC-73). */
export const findCaseRoutes: readonly Route[] = [
  page({ address: findCaseAddress, who, query, answer: showList }),
  post({ address: findCaseAddress, who, form: search, answer: find }),
];

type Request<Query, Form> = PageRequest<'/children', typeof who, Query, Form>;
type Search = Request<object, z.infer<typeof search>>;

async function showList({ db, viewer, query: { page: asked = 1 }, now }: Request<z.infer<typeof query>, never>): Promise<Answer> {
  const total = await countChildren(db, viewer, now);
  const { before, page: at, pagination } = paging(asked, total, (number) => findCaseAddress({ page: number }));
  const found = await listChildren(db, viewer, now, { before, most: MOST_FOUND });
  const rows = found.map((child) => rowOf(child, dayOfInstant(now), []));
  return { page: PAGE, model: { total, at, pagination, rows, searched: null, search: '' }, shows: { what: 'list of cases', children: idsOf(found) } };
}

async function find(request: Search): Promise<Answer> {
  const { db, viewer, form, now } = request;
  const search = String(form.typed['search'] ?? '');
  const wanted = wantedIn(search);
  const errors = !form.ok ? form.errors : wanted.number !== null && !viewer.fields.has('numbers') ? [{ field: 'search', message: 'Your role does not see numbers of people. Search by name, date of birth or case reference' }] : [];
  if (errors.length > 0) return { page: PAGE, model: { total: 0, at: 1, pagination: null, search, rows: [], searched: null, errors }, shows: 'nobody' };
  const [exact, ...others] = await childrenNumbered(db, viewer, wanted, now);
  if (exact !== undefined && others.length === 0) return { goTo: caseAddress({ childId: exact }), shows: { what: 'search', children: [exact], criteria: search } };
  const found = await childrenNamed(db, viewer, { ...wanted, now }, MOST_FOUND + 1);
  return foundPage(request, wanted, { found, closed: await closedRecords(db, viewer, wanted, now) });
}

interface Found { readonly found: readonly ListedChild[]; readonly closed: readonly ClosedRecord[] }

function foundPage({ viewer, form, now }: Search, wanted: Wanted, { found, closed }: Found): Answer {
  const searched = String(form.typed['search'] ?? '').trim();
  const shown = found.slice(0, MOST_FOUND);
  const model = {
    total: 0, at: 1, pagination: null, search: searched, searched, rows: shown.map((child) => rowOf(child, dayOfInstant(now), wanted.names)), more: found.length > MOST_FOUND,
    mayAdd: viewer.rights.has('record-events'), wider: shown.length === 0 ? widerThan(searched) : [], closed: closed.map(({ ask }) => ask ?? 'a team manager'),
    number: wanted.number !== null, emergencyHref: viewer.rights.has('open-in-emergency') ? emergencyAddress() : null,
  };
  return { page: PAGE, model, shows: { what: 'search', children: [...idsOf(shown), ...idsOf(closed)], criteria: searched } };
}

const idsOf = (found: readonly { readonly childId: string }[]): string[] => found.map(({ childId }) => childId);

/** A line of the list. Other names are told where the name alone does not show why the child was found. */
function rowOf(child: ListedChild, today: Day, typed: readonly string[]): object {
  const { childId, reference, knownAs, otherNames, birthOn, dueOn } = child;
  const when = dueOn === null ? null : { on: dueOn, words: dueLabel(dueOn, today), overdue: dueOn < today };
  const own = [child.surname, child.forename, knownAs].flatMap(nameWordsOf);
  const explained = typed.every((name) => own.some((word) => word.includes(name)));
  return { href: caseAddress({ childId }), name: nameOf(child), knownAs, otherNames: explained ? [] : otherNames, reference, birthOn, when };
}
