// Who looked at whom, what was searched for, what was refused, and looks to ask about.
import { z } from 'zod';
import { caseAddress } from '../children/addresses.ts';
import { wantedIn } from '../children/search-words.ts';
import { dayOfInstant } from '../calendar/day.ts';
import { typedDay, typedInstant } from '../performance/typed-days.ts';
import { dayText, numberText } from '../platform/layout/format.ts';
import { fileLinks, isListFormat, type ListFile, rowsOf } from '../platform/layout/list-formats.ts';
import { momentText, shortMomentText } from '../platform/layout/moment.ts';
import { listDownload } from '../platform/list-file.ts';
import { typedText } from '../platform/typed-text.ts';
import { address } from '../platform/web-address.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, type Route, type Shows } from '../platform/web-route.ts';
import { administrationTabs } from '../staff/administration-tabs.ts';
import { may } from '../staff/rights.ts';
import { DAYS_BACK, LOG_REPORTS, type LogReport, searchesDays } from './access-log-reports.sql.ts';
import { accessLog, childInLog, everybody, type LogEntry, type LogQuestion } from './access-log.sql.ts';
import { routeInWords } from './route-words.ts';

const who = may('see-access-log');
const MOST = 25;
const query = z.object({
  person: typedText, case: typedText, only: typedText, until: typedText,
  days: z.coerce.number().pipe(z.literal(DAYS_BACK)).catch(DAYS_BACK[0]), before: z.coerce.number().int().positive().optional().catch(undefined),
});
type Query = z.infer<typeof query>;

export const accessLogAddress = address('/administration/access-log');

const accessLogFileAddress = address('/administration/access-log/file/:format');

/** How many entries a file holds at most: more than anybody reads, and made while somebody waits. */
const MOST_IN_FILE = 5000;

/** The access log and its file, for those who may see it. */
export const accessLogRoutes: readonly Route[] = [
  page({ address: accessLogAddress, who, query, answer: show }),
  page({ address: accessLogFileAddress, who, query, answer: (request) => sendFile(request, request.parts.format) }),
];

type Request = PageRequest<string, typeof who, Query, never>;

interface Refused { readonly field: 'person' | 'only' | 'case' | 'until'; readonly message: string }

const isReport = (name: string): name is LogReport => Object.hasOwn(LOG_REPORTS, name);

/** What the log is asked; or what is wrong with that: an answer that was not offered, a case that there is not, or of which the log does not tell, or what is no day. */
async function questionOf({ db, viewer, query: asked, now }: Request): Promise<LogQuestion | Refused> {
  const report = asked.only || null;
  if (asked.person && !z.uuid().safeParse(asked.person).success) return { field: 'person', message: 'Choose a person from the list' };
  if (report !== null && !isReport(report)) return { field: 'only', message: 'Choose entries from the list' };
  const reference = asked.case === undefined || asked.case === '' ? null : wantedIn(asked.case).reference;
  const child = reference === null ? null : await childInLog(db, viewer, reference, now);
  if (asked.case && child === null) return { field: 'case', message: 'No case has this reference. It has ten letters and digits, like 7K2QM-3XD0A' };
  if (asked.until && typedDay(asked.until) === null) return { field: 'until', message: 'Enter a day, like 16 March 2026' };
  const until = asked.until ? typedInstant(asked.until, now) : null;
  return { staffId: asked.person || null, child, report, days: asked.days, until, before: asked.before ?? null, now };
}

/** The children whose references are shown, for the entry of looking; and the case that was asked for. */
function showsOf(entries: readonly LogEntry[], what: string, { case: typed }: Query): Shows {
  return { what, children: [...new Set(entries.flatMap(({ children }) => children.flatMap(({ id, closed }) => (closed ? [] : [id]))))], ...(typed ? { criteria: typed } : {}) };
}

async function show(request: Request): Promise<Answer> {
  const { db, viewer, query: asked } = request;
  const [question, people] = [await questionOf(request), await everybody(db)];
  const only = [{ value: '', text: 'All entries' }, ...Object.entries(LOG_REPORTS).map(([value, text]) => ({ value, text, selected: value === asked.only }))];
  const days = DAYS_BACK.map((value) => ({ value: String(value), text: `The last ${value} days`, selected: value === asked.days }));
  const model = { values: asked, only, days, searches: searchesDays(asked.only !== undefined && isReport(asked.only) ? asked.only : null), people: [{ value: '', text: 'Everybody' }, ...people.map(({ id, name }) => ({ value: id, text: name, selected: id === asked.person }))], chosen: chosenOf(asked, people), clear: accessLogAddress(), tabs: viewer.rights.has('manage-staff') ? administrationTabs(viewer.rights, 'Access log') : [] };
  if ('message' in question) return { page: 'governance/access-log.njk', model: { ...model, rows: [], errors: [question] }, shows: 'nobody' };
  const found = await accessLog(db, viewer, question, MOST + 1);
  const shown = found.slice(0, MOST);
  const older = found.length > MOST ? accessLogAddress({ ...asked, before: shown.at(-1)?.id }) : null;
  const opens = viewer.rights.has('see-children');
  const files = fileLinks((format) => accessLogFileAddress({ format }, { ...asked }));
  return {
    page: 'governance/access-log.njk', shows: showsOf(shown, 'access log', asked),
    model: { ...model, rows: shown.map((entry) => rowOf(entry, opens)), older, newest: asked.before === undefined ? null : accessLogAddress({ ...asked, before: undefined }), files, mostInFile: MOST_IN_FILE },
  };
}

/** The entries of the page and those before them, with the same filters: at most as many as a file holds. */
async function sendFile(request: Request, format: string): Promise<Answer> {
  const { db, viewer, query: asked, now } = request;
  if (!isListFormat(format)) return NOT_FOUND;
  const question = await questionOf(request);
  if ('message' in question) return NOT_FOUND;
  const entries = await accessLog(db, viewer, question, MOST_IN_FILE);
  const searched = searchesDays(question.report) ? [`the last ${question.days} days`] : [];
  const filters = [...chosenOf(asked, await everybody(db)).map(({ words }) => words), ...searched];
  const list: ListFile = {
    about: [
      ['List', 'Access log'], ['Filters', filters.join('; ') || 'None'], ['As at', momentText(now)], ['Rows', numberText(entries.length)],
      ...(entries.length === MOST_IN_FILE ? [['Not here', `Entries before these: a file holds ${numberText(MOST_IN_FILE)} at most`] as const] : []),
    ],
    columns: ['When', 'Who', 'What', 'What was typed or changed', 'Where', 'Cases'], rows: rowsOf(entries, cellsOf),
  };
  return { download: listDownload(`sightline-access-log-${dayOfInstant(now)}`, format, list), shows: showsOf(entries, `export of the access log (${format})`, asked) };
}

const caseWords = ({ reference, closed }: LogEntry['children'][number]): string => (closed ? 'Restricted record' : reference ?? 'A record that does not stand any more');

function rowOf({ count, children, ...entry }: LogEntry, opens: boolean): object {
  const cases = children.map((one) => ({ text: caseWords(one), href: opens && one.reference !== null ? caseAddress({ childId: one.id }) : null }));
  return { ...entry, route: routeInWords(entry.route), cases, more: count - children.length };
}

function cellsOf({ seenAt, viewer, what, criteria, disposed, route, children, count }: LogEntry): string[] {
  const more = count > children.length ? ` and ${numberText(count - children.length)} more` : '';
  return [shortMomentText(seenAt), viewer, what, disposed ? 'What was typed was disposed of' : criteria ?? '', routeInWords(route), children.length === 0 ? 'None' : `${children.map(caseWords).join(', ')}${more}`];
}

function chosenOf(asked: Query, people: readonly { id: string; name: string }[]): { words: string; href: string }[] {
  const without = (name: keyof Query): string => accessLogAddress({ ...asked, [name]: undefined, before: undefined });
  const until = typedDay(asked.until ?? '');
  return [
    ...people.filter(({ id }) => id === asked.person).map(({ name }) => ({ words: name, href: without('person') })),
    ...(asked.case ? [{ words: `Case ${asked.case}`, href: without('case') }] : []),
    ...(until === null ? [] : [{ words: `Up to ${dayText(until)}`, href: without('until') }]),
    ...(asked.only !== undefined && isReport(asked.only) ? [{ words: LOG_REPORTS[asked.only], href: without('only') }] : []),
  ];
}
