// Putting an alert off with a reason, and bringing it back.
import { z } from 'zod';
import { dayOfInstant, type Day } from '../calendar/day.ts';
import { accessTo } from '../casework/may-see.sql.ts';
import { shownText } from '../platform/shown-text.ts';
import { type Answer, page, type PageRequest, post, refusedTo, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { alertLine, untilDays } from './alert-words.ts';
import { alertsAddress, snoozeAddress } from './addresses.ts';
import type { InboxAlert } from './inbox.ts';
import { alertsOfLines } from './inbox-lines.sql.ts';
import { snooze } from './inbox.sql.ts';

const who = may('record-events');
const cause = z.string().max(300);
const putting = z.object({ cause, until: z.string().max(10).optional(), reason: z.string().transform(shownText).pipe(z.string().max(500, 'The reason must be 500 characters or fewer')).optional(), back: z.literal('yes').optional() });

/** The form that puts an alert off. */
export const putOffRoutes: readonly Route[] = [
  page({ address: snoozeAddress, who, query: z.object({ cause }), answer: async (request) => showForm(request, await alertAsked(request, request.query.cause), {}) }),
  post({ address: snoozeAddress, who, form: putting, answer: receive }),
];

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
