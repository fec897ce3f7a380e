// The daily e-mail and the calendar of one's own statutory dates: choosing them, and the calendar itself.
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { titleOf } from '../children/duty.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { fileMailAddress } from '../exchange/import-addresses.ts';
import { newToken } from '../platform/web-cookie.ts';
import { recordView } from '../staff/access.sql.ts';
import { tokenDigest } from '../staff/digests.ts';
import { enterRefusal } from '../staff/guessing.sql.ts';
import { isRole, may } from '../staff/rights.ts';
import { viewerWith } from '../staff/staff-viewer.ts';
import { calendarAddress, mailAddress } from './addresses.ts';
import { calendarText } from './calendar.file.ts';
import { feedSince, openFeed, ownDates, setFeed } from './calendar-feed.sql.ts';
import { firstOfEachCause } from './alerts.ts';
import { chooseDigest, wantsDigest } from './digest.sql.ts';

const who = may('record-events');
const whoFiles = may('import-files');
const mailForm = z.object({ act: z.enum(['mail-on', 'mail-off']) });
const form = z.object({ act: z.enum(['mail-on', 'mail-off', 'calendar-new', 'calendar-off']) });

/** The page to choose on, that of the e-mail alone for who loads files and has no alerts, and the calendar. `mail`: whether this installation can send e-mail. */
export function mailAndCalendarRoutes(parts: { readonly mail: boolean }): Route[] {
  return [
    page({ address: mailAddress, who, answer: (request) => show(request, parts.mail, null) }),
    post({ address: mailAddress, who, form, answer: (request) => receive(request, parts.mail) }),
    page({ address: fileMailAddress, who: whoFiles, answer: (request) => showMail(request, parts.mail) }),
    post({ address: fileMailAddress, who: whoFiles, form: mailForm, answer: receiveMail }),
    page({ address: calendarAddress, who: 'anyone', answer: sendCalendar }),
  ];
}

type Where = Pick<PageRequest<string, typeof who, object, never>, 'db' | 'viewer' | 'now'>;

async function showMail({ db, viewer }: Pick<Where, 'db' | 'viewer'>, canMail: boolean): Promise<Answer> {
  return { page: 'worklists/mail-and-calendar.njk', model: { canMail, mail: await wantsDigest(db, viewer), action: fileMailAddress(), filesOnly: true }, shows: 'nobody' };
}

async function receiveMail({ db, viewer, form: read, now }: PageRequest<'/imports/mail', typeof whoFiles, object, z.infer<typeof mailForm>>): Promise<Answer> {
  if (!read.ok) return NOT_FOUND;
  await chooseDigest(db, viewer, read.values.act === 'mail-on', now);
  return { goTo: fileMailAddress(), notice: notices[read.values.act] };
}

async function show({ db, viewer }: Where, canMail: boolean, token: string | null): Promise<Answer> {
  const model = { canMail, mail: await wantsDigest(db, viewer), since: await feedSince(db, viewer), path: token === null ? null : calendarAddress({ file: `${token}.ics` }), action: mailAddress() };
  return { page: 'worklists/mail-and-calendar.njk', model, shows: 'nobody' };
}

async function receive(request: PageRequest<'/alerts/mail', typeof who, object, z.infer<typeof form>>, canMail: boolean): Promise<Answer> {
  const { db, viewer, form: read, now } = request;
  if (!read.ok) return NOT_FOUND;
  const { act } = read.values;
  if (act === 'calendar-new') {
    const token = newToken();
    await setFeed(db, viewer, tokenDigest(token), now);
    // Shown here alone: nobody can read it afterwards, so there is no page to go on to.
    return show(request, canMail, token);
  }
  if (act === 'calendar-off') await setFeed(db, viewer, null, now);
  else await chooseDigest(db, viewer, act === 'mail-on', now);
  return { goTo: mailAddress(), notice: notices[act] };
}

const notices = { 'mail-on': 'The daily e-mail will come in the morning, when there is something to do.', 'mail-off': 'The daily e-mail is stopped.', 'calendar-off': 'The calendar is turned off. Its address works no more.' };

/** The calendar at a secret address: legal duties and case references, no names. */
async function sendCalendar({ db, parts, now, from }: Pick<PageRequest<'/calendar/:file', 'anyone', object, never>, 'db' | 'parts' | 'now' | 'from'>): Promise<Answer> {
  const route = `GET ${calendarAddress.pattern}`;
  const [, token = ''] = /^([\w-]{40,50})\.ics$/.exec(parts.file) ?? [];
  const today = dayOfInstant(now);
  const owner = token === '' ? null : await openFeed(db, tokenDigest(token), today);
  if (owner === null || !isRole(owner.role)) return (await enterRefusal(db, { from, now }, { staffId: null, what: 'calendar refused', route })) ?? NOT_FOUND;
  const viewer = viewerWith(owner.role, { staffId: owner.staffId, name: '', teamId: owner.teamId });
  const dates = viewer.rights.has('record-events') ? firstOfEachCause(await ownDates(db, viewer, today)) : [];
  // Programs read it many times a day in the name of its owner: the cases are noted at the first of them.
  await recordView(db, viewer, { what: 'calendar of statutory dates', route, children: owner.first ? dates.map(({ childId }) => childId) : [] });
  const days = dates.flatMap(({ reference, date }) => (date.dueOn === null ? [] : [{
    id: `${reference}.${date.code}.${date.turn}${date.body === null ? '' : `.${date.body}`}@sightline.invalid`, on: date.dueOn, summary: `${titleOf(date)}: case ${reference}`,
  }]));
  return { download: { fileName: 'sightline.ics', contentType: 'text/calendar; charset=utf-8', body: calendarText('Statutory dates', days, now) }, shows: 'nobody' };
}
