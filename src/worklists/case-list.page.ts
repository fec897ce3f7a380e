// Lists of cases as pages and as files: one's own caseload, and a team's cases, from which they are allocated.
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { isListFormat } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route, type Shows } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { allocationAddress, myWorkAddress, myWorkFileAddress, teamCasesAddress, teamFileAddress } from './addresses.ts';
import { proposeAllocation } from './allocation.sql.ts';
import { caseList, countCases } from './case-list.sql.ts';
import { linkOf, listFile, listModel, questionText } from './list-model.ts';
import { type ListPlace, myWork, teamCases } from './list-place.ts';
import { listQuery, type ListQuery, type ListQuestion, questionFromText, questionIn } from './list-question.ts';
import type { ListedCase } from './listed-case.ts';
import { type SavedView, savedQuestion } from './saved-view.ts';
import { savedViews } from './saved-view.sql.ts';
import { teamChosen } from './teams.sql.ts';
import { systemViews } from './views.ts';

type Request = Pick<PageRequest<string, 'signed-in', ListQuery, never>, 'db' | 'viewer' | 'query' | 'now'>;

const mine = may('record-events');
const team = may('allocate');

const selection = z.object({
  list: z.string().max(2000), team: z.string().max(40), all: z.literal('yes').optional(), to: z.union([z.uuid(), z.literal('')]).optional(),
  case: z.union([z.uuid(), z.array(z.uuid()).max(100)]).optional(),
});

/** The lists, their files, and the choice of cases to allocate. */
export const caseListRoutes: readonly Route[] = [
  page({ address: myWorkAddress, who: mine, query: listQuery, answer: (request) => showList(request, myWork) }),
  page({ address: myWorkFileAddress, who: mine, query: listQuery, answer: (request) => sendList(request, myWork, request.parts.format) }),
  page({ address: teamCasesAddress, who: team, query: listQuery, answer: async (request) => withTeam(request, (place) => showList(request, place, { selected: [] })) }),
  page({ address: teamFileAddress, who: team, query: listQuery, answer: async (request) => withTeam(request, (place) => sendList(request, place, request.parts.format)) }),
  post({ address: teamCasesAddress, who: team, form: selection, answer: choose }),
];

async function withTeam({ db, viewer, query }: Request, use: (place: ListPlace) => Promise<Answer>): Promise<Answer> {
  const chosen = await teamChosen(db, viewer, query.team);
  return chosen === null ? NOT_FOUND : use(teamCases(chosen));
}

const shown = (what: string, rows: readonly ListedCase[]): Shows => (rows.length === 0 ? 'nobody' : { what, children: rows.map(({ childId }) => childId) });

const questionsOf = (saved: readonly SavedView[]): Record<string, ListQuestion> =>
  Object.fromEntries(saved.flatMap((one) => { const question = savedQuestion(one); return question === null ? [] : [[one.id, question]]; }));

interface Selected { readonly selected: readonly string[]; readonly to?: string | undefined; readonly errors?: readonly object[] }

async function showList({ db, viewer, query, now }: Request, place: ListPlace, allocating: Selected | null = null): Promise<Answer> {
  const saved = await savedViews(db, viewer, place.list);
  const opening = query.view === undefined ? saved.flatMap((one) => (one.isDefault ? savedQuestion(one) ?? [] : []))[0] : undefined;
  if (opening !== undefined) return { goTo: linkOf(place)(opening) };
  const question = questionIn(query);
  const listing = { scope: place.scope, today: dayOfInstant(now) };
  const counts = await countCases(db, viewer, listing, { ...questionsOf(saved), chosen: question });
  const total = counts.asked['chosen'] ?? 0;
  const pages = paging(question.page, total, (number) => linkOf(place)(question, { page: number }), question.size);
  const rows = await caseList(db, viewer, { ...listing, question }, { limit: question.size, offset: pages.before });
  const found = { place, question, today: listing.today, rows, total, views: counts.views, saved: saved.map((one) => ({ ...one, count: counts.asked[one.id] ?? 0 })), pages };
  const allocate = allocating === null ? null : {
    action: teamCasesAddress(), question: questionText(question), team: place.fixed['team'], selected: allocating.selected,
    people: [{ value: '', text: 'Choose a caseworker' }, ...[...place.caseworkers].map(([value, text]) => ({ value, text, selected: value === allocating.to }))],
  };
  return {
    page: 'worklists/case-list.njk', shows: shown(`list of cases: ${systemViews[question.view].title.toLowerCase()}`, rows),
    model: { ...listModel(found), allocate, errors: allocating?.errors ?? [] },
  };
}

/** All rows of the list, with the columns of the page. */
async function sendList({ db, viewer, query, now }: Request, place: ListPlace, format: string): Promise<Answer> {
  if (!isListFormat(format)) return NOT_FOUND;
  const today = dayOfInstant(now);
  const question = questionIn(query);
  const rows = await caseList(db, viewer, { scope: place.scope, today, question }, null);
  const file = listFile({ place, question, today, rows });
  return { download: listDownload(`sightline-cases-${question.view}-${today}`, format, file), shows: shown(`export of cases (${format})`, rows) };
}

type Choosing = PageRequest<'/team/cases', typeof team, object, z.infer<typeof selection>>;

/** Takes the cases that were chosen from a list to the page that says what will change. */
async function choose({ db, viewer, form, now }: Choosing): Promise<Answer> {
  if (!form.ok) return NOT_FOUND;
  const { list, team: which, all, to = '', case: cases = [] } = form.values;
  const [query, chosen] = [questionFromText(list), await teamChosen(db, viewer, which)];
  if (query === null || chosen === null) return NOT_FOUND;
  const place = teamCases(chosen);
  const picked = all === 'yes' ? null : [cases].flat();
  const errors = [
    ...(picked?.length === 0 ? [{ field: 'case-1', message: 'Select at least one case' }] : []),
    ...(place.caseworkers.has(to) ? [] : [{ field: 'to', message: 'Choose who gets the cases' }]),
  ];
  if (errors.length > 0) return showList({ db, viewer, query, now }, place, { selected: picked ?? [], to, errors });
  const matching = await caseList(db, viewer, { scope: place.scope, today: dayOfInstant(now), question: questionIn(query) }, null);
  const wanted = picked === null ? matching : matching.filter(({ childId }) => picked.includes(childId));
  const id = await proposeAllocation(db, viewer, { now, rule: 'by-hand', cases: wanted.map(({ childId }) => ({ child: childId, to })) });
  return { goTo: allocationAddress({ allocation: id }) };
}
