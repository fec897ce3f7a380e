// The alert inbox, and putting an alert off with a reason.
import { z } from 'zod';
import { dayOfInstant, type Day } from '../calendar/day.ts';
import { accessTo } from '../casework/may-see.sql.ts';
import { paging } from '../platform/layout/paging.ts';
import { type Answer, page, type PageRequest, post, refusedTo, type Route } from '../platform/web-route.ts';
import { restrictionLine } from '../staff/restriction-tasks.ts';
import { restrictionTasks } from '../staff/restriction-tasks.sql.ts';
import { may } from '../staff/rights.ts';
import { alertLine, groupsOf, untilDays } from './alert-words.ts';
import { alertsAddress, snoozeAddress } from './addresses.ts';
import { alertSettings } from './alert-settings.sql.ts';
import { groupCounts, type InboxAlert } from './inbox.ts';
import { alertsOfLines, inboxLines } from './inbox-lines.sql.ts';
import { snooze } from './inbox.sql.ts';

const who = may('record-events');
const SIZE = 50;
const cause = z.string().max(300);
const query = z.object({ page: z.coerce.number().int().optional().catch(undefined) });
const putting = z.object({ cause, until: z.string().max(10).optional(), reason: z.string().trim().max(500, 'The reason must be 500 characters or fewer').optional(), back: z.literal('yes').optional() });

/** The inbox, and the form that puts an alert off. */
export const inboxRoutes: readonly Route[] = [
  page({ address: alertsAddress, who, query, answer: show }),
  page({ address: snoozeAddress, who, query: z.object({ cause }), answer: async (request) => showForm(request, await alertAsked(request, request.query.cause), {}) }),
  post({ address: snoozeAddress, who, form: putting, answer: receive }),
];

async function show({ db, viewer, query: { page: asked = 1 }, now }: PageRequest<string, typeof who, z.infer<typeof query>, never>): Promise<Answer> {
  const today = dayOfInstant(now);
  const all = await inboxLines(db, viewer, today);
  const open = all.filter(({ putOff }) => !putOff);
  const pages = paging(asked, open.length, (number) => alertsAddress({ page: number }), SIZE);
  const shown = await alertsOfLines(db, viewer, today, open.slice(pages.before, pages.before + SIZE));
  const put = await alertsOfLines(db, viewer, today, all.filter(({ putOff }) => putOff));
  const counts = groupCounts(all);
  const tasks = await restrictionTasks(db, viewer, now);
  return {
    page: 'worklists/inbox.njk', shows: shown.length + put.length + tasks.length === 0 ? 'nobody' : { what: 'alerts', children: [...new Set([...[...shown, ...put].map(({ of }) => of.childId), ...tasks.map(({ childId }) => childId)])] },
    model: {
      groups: groupsOf(shown, all, today), toDo: open.length - counts.information + tasks.length, restricted: tasks.map((task) => restrictionLine(task, today)), put: put.map((one) => ({ ...alertLine(one, today), action: snoozeAddress({ childId: one.of.childId }) })),
      page: pages.page, pagination: pages.pagination, days: await alertSettings(db),
    },
  };
}

type Asking = Pick<PageRequest<'/alerts/put-off/:childId', typeof who, object, never>, 'db' | 'viewer' | 'parts' | 'now'>;

/** The alert that an address names, where it is one of the viewer's own today. */
async function alertAsked({ db, viewer, parts, now }: Asking, wanted: unknown): Promise<InboxAlert | null> {
  if (typeof wanted !== 'string' || !z.uuid().safeParse(parts.childId).success) return null;
  return (await alertsOfLines(db, viewer, dayOfInstant(now), [{ childId: parts.childId, cause: wanted }]))[0] ?? null;
}

/** There is no such alert; of a child whose record is closed to the viewer, the access log has the refusal. */
async function noAlert({ db, viewer, parts: { childId }, now }: Asking): Promise<Answer> {
  const { known, sees } = await accessTo(db, viewer, childId, now);
  return refusedTo(known && !sees ? [childId] : []);
}

async function showForm(request: Asking, found: InboxAlert | null, more: object): Promise<Answer> {
  if (found === null) return noAlert(request);
  const today = dayOfInstant(request.now);
  const { childId } = found.of;
  return {
    page: 'worklists/put-off.njk', shows: { what: 'alert', children: [childId] },
    model: { line: alertLine(found, today), days: untilDays(found.alert.dueOn, today), cause: found.alert.cause, action: snoozeAddress({ childId }), back: { href: alertsAddress(), text: 'Alerts' }, ...more },
  };
}

async function receive(request: PageRequest<'/alerts/put-off/:childId', typeof who, object, z.infer<typeof putting>>): Promise<Answer> {
  const { db, viewer, form, now } = request;
  const found = await alertAsked(request, form.typed['cause']);
  if (found === null) return noAlert(request);
  const about = { childId: found.of.childId, cause: found.alert.cause };
  if (form.ok && form.values.back === 'yes') {
    await snooze(db, viewer, about, null);
    return { goTo: alertsAddress(), notice: 'The alert is back.' };
  }
  const { until = '', reason = '' } = form.ok ? form.values : { until: String(form.typed['until'] ?? ''), reason: String(form.typed['reason'] ?? '') };
  const day = untilDays(found.alert.dueOn, dayOfInstant(now)).find(({ value }) => value === until);
  const errors = [...(day === undefined ? [{ field: 'until', message: 'Choose a day' }] : []), ...(reason === '' ? [{ field: 'reason', message: 'Enter why you put it off' }] : []), ...(form.ok ? [] : form.errors)];
  if (errors.length > 0) return showForm(request, found, { errors, until, reason });
  await snooze(db, viewer, about, { untilOn: until as Day, reason, now });
  return { goTo: alertsAddress(), notice: `Put off until ${day?.text ?? ''}.` };
}
