// Who looked at whom, what was searched for, what was refused, and looks to ask about.
import { z } from 'zod';
import { caseAddress } from '../children/addresses.ts';
import { wantedIn } from '../children/search-words.ts';
import { address } from '../platform/web-address.ts';
import { type Answer, page, type PageRequest, type Route } from '../platform/web-route.ts';
import { administrationTabs } from '../staff/administration-tabs.ts';
import { may } from '../staff/rights.ts';
import { DAYS_BACK, LOG_REPORTS, type LogReport, searchesDays } from './access-log-reports.sql.ts';
import { accessLog, childInLog, everybody, type LogEntry } from './access-log.sql.ts';
import { routeInWords } from './route-words.ts';

const who = may('see-access-log');
const MOST = 25;
const query = z.object({
  person: z.uuid().optional().catch(undefined), case: z.string().trim().max(20).optional().catch(undefined),
  only: z.enum(Object.keys(LOG_REPORTS) as LogReport[]).optional().catch(undefined),
  days: z.coerce.number().pipe(z.literal(DAYS_BACK)).catch(DAYS_BACK[0]), before: z.coerce.number().int().positive().optional().catch(undefined),
});
type Query = z.infer<typeof query>;

export const accessLogAddress = address('/administration/access-log');

/** The access log, for those who may see it. */
export const accessLogRoutes: readonly Route[] = [page({ address: accessLogAddress, who, query, answer: show })];

async function show({ db, viewer, query: asked, now }: PageRequest<string, typeof who, Query, never>): Promise<Answer> {
  const reference = asked.case === undefined || asked.case === '' ? null : wantedIn(asked.case).reference;
  const child = reference === null ? null : await childInLog(db, viewer, reference, now);
  const people = await everybody(db);
  const only = [{ value: '', text: 'All entries' }, ...Object.entries(LOG_REPORTS).map(([value, text]) => ({ value, text, selected: value === asked.only }))];
  const days = DAYS_BACK.map((value) => ({ value: String(value), text: `The last ${value} days`, selected: value === asked.days }));
  const model = { values: asked, only, days, searches: searchesDays(asked.only ?? null), people: [{ value: '', text: 'Everybody' }, ...people.map(({ id, name }) => ({ value: id, text: name, selected: id === asked.person }))], chosen: chosenOf(asked, people), clear: accessLogAddress(), tabs: viewer.rights.has('manage-staff') ? administrationTabs(viewer.rights, 'Access log') : [] };
  if (asked.case && child === null) {
    const errors = [{ field: 'case', message: 'No case has this reference. It has ten letters and digits, like 7K2QM-3XD0A' }];
    return { page: 'governance/access-log.njk', model: { ...model, rows: [], errors }, shows: 'nobody' };
  }
  const found = await accessLog(db, viewer, { staffId: asked.person ?? null, child, report: asked.only ?? null, days: asked.days, before: asked.before ?? null, now }, MOST + 1);
  const shown = found.slice(0, MOST);
  const older = found.length > MOST ? accessLogAddress({ ...asked, before: shown.at(-1)?.id }) : null;
  const opens = viewer.rights.has('see-children');
  return {
    page: 'governance/access-log.njk', model: { ...model, rows: shown.map((entry) => rowOf(entry, opens)), older, newest: asked.before === undefined ? null : accessLogAddress({ ...asked, before: undefined }) },
    shows: { what: 'access log', children: [...new Set(shown.flatMap(({ children }) => children.flatMap(({ id, closed }) => (closed ? [] : [id]))))], ...(asked.case ? { criteria: asked.case } : {}) },
  };
}

function rowOf({ count, children, ...entry }: LogEntry, opens: boolean): object {
  const cases = children.map(({ id, reference, closed }) => ({ text: closed ? 'Restricted record' : reference ?? 'A record that does not stand any more', href: opens && reference !== null ? caseAddress({ childId: id }) : null }));
  return { ...entry, route: routeInWords(entry.route), cases, more: count - children.length };
}

function chosenOf(asked: Query, people: readonly { id: string; name: string }[]): { words: string; href: string }[] {
  const without = (name: keyof Query): string => accessLogAddress({ ...asked, [name]: undefined, before: undefined });
  return [
    ...people.filter(({ id }) => id === asked.person).map(({ name }) => ({ words: name, href: without('person') })),
    ...(asked.case ? [{ words: `Case ${asked.case}`, href: without('case') }] : []),
    ...(asked.only === undefined ? [] : [{ words: LOG_REPORTS[asked.only], href: without('only') }]),
  ];
}
