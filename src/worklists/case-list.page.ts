// Lists of cases as pages and as files: one's own caseload, and a team's cases, from which they are allocated. What is searched for in them
// is posted: it stands in no address but sealed (SEC-73).
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { numberRefused, wantedIn } from '../children/search-words.ts';
import { isListFormat } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import type { Address, Parts } from '../platform/web-address.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { allocationAddress, myWorkAddress, myWorkFileAddress, teamCasesAddress, teamChoiceAddress, teamFileAddress } from './addresses.ts';
import { proposeAllocation } from './allocation.sql.ts';
import { caseList, countCases } from './case-list.sql.ts';
import type { ListedCase } from './listed-case.ts';
import { linkOf, listFile, listModel, questionText } from './list-model.ts';
import { type ListPlace, myWork, teamCases } from './list-place.ts';
import { listQuery, type ListQuery, type ListQuestion, questionFromText, questionIn } from './list-question.ts';
import { type Searched, searchForm, searchIn, shownOf } from './list-searching.ts';
import { type SavedView, savedQuestion } from './saved-view.ts';
import { savedViews } from './saved-view.sql.ts';
import { teamChosen } from './teams.sql.ts';
import { systemViews } from './views.ts';

type Request = Pick<PageRequest<string, 'signed-in', ListQuery, never>, 'db' | 'viewer' | 'query' | 'now'> & { readonly searched?: Searched };

const mine = may('record-events');
const team = may('allocate');

const selection = z.object({
  list: z.string().max(2000), team: z.string().max(40), all: z.literal('yes').optional(), to: z.union([z.uuid(), z.literal('')]).optional(),
  search: z.string().max(200).optional(), case: z.union([z.uuid(), z.array(z.uuid()).max(100)]).optional(),
});

/** The lists, their files, and the choice of cases to allocate. */
export const caseListRoutes: readonly Route[] = [
  ...askedBothWays(myWorkAddress, mine, (request) => showList(request, myWork)),
  ...askedBothWays(myWorkFileAddress, mine, (request) => sendList(request, myWork, request.parts.format)),
  ...askedBothWays(teamCasesAddress, team, (request) => withTeam(request, (place) => showList(request, place, { selected: [] }))),
  ...askedBothWays(teamFileAddress, team, (request) => withTeam(request, (place) => sendList(request, place, request.parts.format))),
  post({ address: teamChoiceAddress, who: team, form: selection, answer: choose }),
];

/** A list or file at its address; and where something is searched for, as the answer to a form. */
function askedBothWays<const Pattern extends string>(
  address: Address<Pattern>, who: typeof mine | typeof team, answer: (request: Request & { readonly parts: Parts<Pattern> }) => Promise<Answer>,
): Route[] {
  return [
    page({ address, who, query: listQuery, answer }),
    post({ address, who, query: listQuery, form: searchForm, asks: true, answer: async ({ db, viewer, parts, query, form, now }) => {
      const searched = searchIn(form, query, viewer);
      return searched === null ? NOT_FOUND : answer({ db, viewer, parts, now, query: searched.query, searched });
    } }),
  ];
}

async function withTeam({ db, viewer, query }: Request, use: (place: ListPlace) => Promise<Answer>): Promise<Answer> {
  const chosen = await teamChosen(db, viewer, query.team);
  return chosen === null ? NOT_FOUND : use(teamCases(chosen));
}

const questionsOf = (saved: readonly SavedView[]): Record<string, ListQuestion> =>
  Object.fromEntries(saved.flatMap((one) => { const question = savedQuestion(one); return question === null ? [] : [[one.id, question]]; }));

interface Selected { readonly selected: readonly string[]; readonly to?: string | undefined; readonly errors?: readonly object[] }

async function showList({ db, viewer, query, now, searched }: Request, place: ListPlace, allocating: Selected | null = null): Promise<Answer> {
  const saved = await savedViews(db, viewer, place.list);
  const opening = query.view === undefined ? saved.flatMap((one) => (one.isDefault ? savedQuestion(one) ?? [] : []))[0] : undefined;
  if (opening !== undefined) return { goTo: linkOf(place)(opening) };
  const question = questionIn(query, searched?.search);
  if (searched?.typed === '') return { goTo: linkOf(place)(question) };
  const listing = { scope: place.scope, today: dayOfInstant(now) };
  const rowsAfter = (offset: number): Promise<ListedCase[]> => caseList(db, viewer, { ...listing, question }, { limit: question.size, offset });
  // The page asked for, at the same time as how many there are.
  const before = Math.min(Math.max(question.page - 1, 0), 100_000) * question.size;
  const [counts, asked] = await Promise.all([
    countCases(db, viewer, listing, { ...questionsOf(saved), chosen: question, unsearched: { ...question, search: '' } }), rowsAfter(before),
  ]);
  const total = counts.asked['chosen'] ?? 0;
  const pages = paging(question.page, total, (number) => linkOf(place)(question, { page: number }), question.size);
  // Where there is no such page the first one is shown.
  const rows = pages.before === before ? asked : await rowsAfter(pages.before);
  const found = { place, question, today: listing.today, rows, total, unsearched: counts.asked['unsearched'] ?? 0, views: counts.views, saved: saved.map((one) => ({ ...one, count: counts.asked[one.id] ?? 0 })), pages };
  const allocate = allocating === null ? null : {
    action: teamChoiceAddress(), question: questionText(question), team: place.fixed['team'], selected: allocating.selected,
    people: [{ value: '', text: 'Choose a caseworker' }, ...[...place.caseworkers].map(([value, text]) => ({ value, text, selected: value === allocating.to }))],
  };
  return {
    page: 'worklists/case-list.njk', shows: shownOf(rows, question, `${question.search === '' ? '' : 'search in '}list of cases: ${systemViews[question.view].title.toLowerCase()}`),
    model: { ...listModel(found), allocate, typed: searched?.typed ?? '', errors: searched?.errors.length ? searched.errors : allocating?.errors ?? [] },
  };
}

/** All rows of the list, with the columns of the page. */
async function sendList({ db, viewer, query, now, searched }: Request, place: ListPlace, format: string): Promise<Answer> {
  if (!isListFormat(format) || searched?.search === '') return NOT_FOUND;
  const today = dayOfInstant(now);
  const question = questionIn(query, searched?.search);
  const rows = await caseList(db, viewer, { scope: place.scope, today, question }, null);
  const file = listFile({ place, question, today, rows });
  return { download: listDownload(`sightline-cases-${question.search === '' ? '' : 'found-'}${question.view}-${today}`, format, file), shows: shownOf(rows, question, `export of cases ${question.search === '' ? '' : 'found '}(${format})`) };
}

type Choosing = PageRequest<'/team/cases/allocate', typeof team, object, z.infer<typeof selection>>;

/** Takes the cases that were chosen from a list to the page that says what will change. */
async function choose({ db, viewer, form, now }: Choosing): Promise<Answer> {
  if (!form.ok) return NOT_FOUND;
  const { list, team: which, all, to = '', search = '', case: cases = [] } = form.values;
  const [query, chosen] = [questionFromText(list), await teamChosen(db, viewer, which)];
  if (query === null || chosen === null || numberRefused(wantedIn(search), viewer) !== null) return NOT_FOUND;
  const place = teamCases(chosen);
  const picked = all === 'yes' ? null : [cases].flat();
  const errors = [
    ...(picked?.length === 0 ? [{ field: 'case-1', message: 'Select at least one case' }] : []),
    ...(place.caseworkers.has(to) ? [] : [{ field: 'to', message: 'Choose who gets the cases' }]),
  ];
  if (errors.length > 0) return showList({ db, viewer, query, now, ...(search === '' ? {} : { searched: { query, search, typed: search, errors: [] } }) }, place, { selected: picked ?? [], to, errors });
  const matching = await caseList(db, viewer, { scope: place.scope, today: dayOfInstant(now), question: questionIn(query, search) }, null);
  const wanted = picked === null ? matching : matching.filter(({ childId }) => picked.includes(childId));
  const id = await proposeAllocation(db, viewer, { now, rule: 'by-hand', cases: wanted.map(({ childId }) => ({ child: childId, to })), list: linkOf(place)(questionIn(query)) });
  return { goTo: allocationAddress({ allocation: id }) };
}
