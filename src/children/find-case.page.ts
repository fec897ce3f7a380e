// Finding a case: one box for names, date of birth, reference or number, and all children by name below it.
import { z } from 'zod';
import { dayOfInstant, type Day } from '../calendar/day.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { paging } from '../platform/layout/paging.ts';
import { caseAddress, findCaseAddress } from './addresses.ts';
import { childrenNamed, childrenNumbered, countChildren, type ListedChild, listChildren } from './find-case.sql.ts';
import { fromToday } from './in-words.ts';
import { wantedIn } from './search-words.ts';
import { nameOf } from './subject-bar.ts';

const who = { right: 'see-children' } as const;
const MOST_FOUND = 25;

const query = z.object({ page: z.coerce.number().int().positive().optional().catch(undefined) });
const search = z.object({ search: z.string().trim().min(1, 'Enter a name, date of birth, case reference or UPN').max(200, 'Enter 200 characters or fewer') });

/** The list of cases and the search. What is searched for is posted, so that it stands in no address (SEC-73). */
export const findCaseRoutes: readonly Route[] = [
  page({ address: findCaseAddress, who, query, answer: showList }),
  post({ address: findCaseAddress, who, form: search, answer: find }),
];

type Request<Query, Form> = PageRequest<'/children', typeof who, Query, Form>;

async function showList({ db, viewer, query: { page: asked = 1 }, now }: Request<z.infer<typeof query>, never>): Promise<Answer> {
  const today = dayOfInstant(now);
  const total = await countChildren(db);
  const { before, page: at, pagination } = paging(asked, total, (number) => findCaseAddress({ page: number }));
  const found = await listChildren(db, viewer, today, { before, most: MOST_FOUND });
  const rows = found.map((child) => rowOf(child, today));
  return { page: 'children/find-case.njk', model: { total, at, pagination, rows, searched: null, search: '' }, shows: { what: 'list of cases', children: idsOf(found) } };
}

async function find({ db, viewer, form, now }: Request<object, z.infer<typeof search>>): Promise<Answer> {
  const typed = String(form.typed['search'] ?? '');
  const model = { total: 0, at: 1, pagination: null, search: typed, mayAdd: viewer.rights.has('record-events') };
  if (!form.ok) return { page: 'children/find-case.njk', model: { ...model, rows: [], searched: null, errors: form.errors }, shows: 'nobody' };
  const today = dayOfInstant(now);
  const wanted = wantedIn(form.values.search);
  const [exact, ...others] = await childrenNumbered(db, viewer, wanted);
  const criteria = form.values.search;
  if (exact !== undefined && others.length === 0) return { goTo: caseAddress({ childId: exact }), shows: { what: 'search', children: [exact], criteria } };
  const found = await childrenNamed(db, viewer, { wanted, today }, MOST_FOUND + 1);
  const shown = found.slice(0, MOST_FOUND);
  const rows = shown.map((child) => rowOf(child, today));
  return {
    page: 'children/find-case.njk', shows: { what: 'search', children: idsOf(shown), criteria },
    model: { ...model, rows, searched: form.values.search, more: found.length > MOST_FOUND },
  };
}

const idsOf = (found: readonly ListedChild[]): string[] => found.map(({ childId }) => childId);

/** A line of the list. */
function rowOf(child: ListedChild, today: Day): object {
  const { childId, reference, birthOn, dueOn } = child;
  const when = dueOn === null ? null : { on: dueOn, words: fromToday(dueOn, today), overdue: dueOn < today };
  return { href: caseAddress({ childId }), name: nameOf(child), reference, birthOn, when };
}
