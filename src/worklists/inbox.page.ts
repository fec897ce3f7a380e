// The alert inbox: one's own alerts, for a manager with the counts of everybody's, and the alerts of one caseworker's cases.
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { givenTo } from '../exchange/given-problem.sql.ts';
import { importsAddress, quarantineAddress } from '../exchange/import-addresses.ts';
import { paging } from '../platform/layout/paging.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, type Route } from '../platform/web-route.ts';
import { restrictionLine } from '../staff/restriction-tasks.ts';
import { restrictionTasks } from '../staff/restriction-tasks.sql.ts';
import { may } from '../staff/rights.ts';
import { alertTable, countByGroup } from './alert-counts.ts';
import { alertLine, groupsOf } from './alert-words.ts';
import { alertsAddress, snoozeAddress } from './addresses.ts';
import { alertSettings } from './alert-settings.sql.ts';
import { type AlertGroup, alertGroups } from './alerts.ts';
import { alertCounts, alertsOfLines, inboxLines, nameOfStaff } from './inbox-lines.sql.ts';
import { NOBODY } from './list-question.ts';

const who = may('record-events');
const SIZE = 25;
const query = z.object({
  page: z.coerce.number().int().optional().catch(undefined),
  whose: z.union([z.literal(NOBODY), z.uuid('There is no such caseworker.')]).optional(),
  group: z.enum(Object.keys(alertGroups) as AlertGroup[], 'There is no such group of alerts.').optional(),
});

/** The inbox. */
export const inboxRoutes: readonly Route[] = [page({ address: alertsAddress, who, query, answer: (request) => (request.query.whose === undefined ? showInbox(request) : showOf(request, request.query.whose)) })];

type Asking = PageRequest<string, typeof who, z.infer<typeof query>, never>;

/** A page of the alerts of somebody's cases: the model of the list, and the children in it. */
async function listOf({ db, viewer, query: { page: asked = 1, group, whose }, now }: Asking, of: string): Promise<{ model: object; page: number; children: string[] }> {
  const today = dayOfInstant(now);
  const all = (await inboxLines(db, viewer, today, of)).filter((line) => group === undefined || line.group === group);
  const open = all.filter(({ putOff }) => !putOff);
  const pages = paging(asked, open.length, (number) => alertsAddress({ whose, group, page: number }), SIZE);
  const shown = await alertsOfLines(db, viewer, today, open.slice(pages.before, pages.before + SIZE));
  const put = await alertsOfLines(db, viewer, today, all.filter(({ putOff }) => putOff));
  return {
    page: pages.page, children: [...shown, ...put].map((one) => one.of.childId),
    model: {
      groups: groupsOf(shown, all, today), put: put.map((one) => ({ ...alertLine(one, today), action: snoozeAddress({ childId: one.of.childId }) })),
      page: pages.page, pagination: pages.pagination, days: await alertSettings(db),
    },
  };
}

const shows = (children: readonly string[]) => (children.length === 0 ? 'nobody' as const : { what: 'alerts', children: [...new Set(children)] });

async function showInbox(request: Asking): Promise<Answer> {
  const { db, viewer, now, query: { page: asked } } = request;
  const today = dayOfInstant(now);
  const [list, tasks, counted] = [await listOf({ ...request, query: { page: asked } }, viewer.staffId), await restrictionTasks(db, viewer, now), await alertCounts(db, viewer, today)];
  const { information: _, ...toDo } = countByGroup(counted);
  const given = (await givenTo(db, viewer, now)).length;
  return {
    page: 'worklists/inbox.njk', shows: shows([...list.children, ...tasks.map(({ childId }) => childId)]),
    model: {
      ...list.model, kind: 'inbox', given: given === 0 ? null : { count: given, ...placeOfGiven(viewer) }, toDo: Object.values(toDo).reduce((sum, count) => sum + count, tasks.length), restricted: tasks.map((task) => restrictionLine(task, today)),
      table: list.page === 1 ? alertTable(counted, viewer.staffId) : null,
    },
  };
}

/** The page on which somebody finds what they were given. */
const placeOfGiven = ({ rights }: Asking['viewer']): object => (rights.has('import-files') ? { href: importsAddress(), page: 'Files loaded' } : { href: quarantineAddress(), page: 'Quarantine' });

/** The alerts of one caseworker's cases, or of those that nobody has. */
async function showOf(request: Asking, whose: string): Promise<Answer> {
  const { db, viewer, query: { group } } = request;
  const name = whose === NOBODY ? null : await nameOfStaff(db, whose);
  if (name === null && whose !== NOBODY) return NOT_FOUND;
  const list = await listOf(request, whose);
  const kind = whose === NOBODY ? 'nobody' : whose === viewer.staffId ? 'own' : 'caseworker';
  return {
    page: 'worklists/inbox.njk', shows: shows(list.children),
    model: { ...list.model, kind, name, whole: group === undefined ? null : alertsAddress({ whose }), back: { href: alertsAddress(), text: 'Alerts' } },
  };
}
