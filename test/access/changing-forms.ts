// Every form that changes something, filled in so that it does: for tests of what happens to the change where its entry cannot be written.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { keepBeside } from '../../src/exchange/import-files.file.ts';
import { newToken } from '../../src/platform/web-cookie.ts';
import { askForDownload } from '../../src/governance/large-downloads.sql.ts';
import { invite } from '../../src/staff/invitation.sql.ts';
import { startSignIn } from '../../src/staff/sign-in.sql.ts';
import type { Role } from '../../src/staff/rights.ts';
import { viewerOf } from '../caseloads.ts';
import { boxesIn, recordStory, returned, zuleika } from '../cases.ts';
import { addPerson, addPersonWithApp, codeAt, PASSWORD, secretFrom } from '../people.ts';
import { returnAsXml } from '../return-files.ts';
import { runImports, sendFiles } from '../sent-files.ts';
import { columnsForm, postFields, runTrackerJobs, sendTracker } from '../sent-trackers.ts';
import { tokenIn, type Visitor } from '../visitor.ts';
import { send } from './asking.ts';
import type { Council } from './council.ts';
import type { Dealings } from './dealings.ts';

/** Sends a form that is filled in. May be done twice: the first time may come to nothing. */
export type Sending = () => Promise<{ readonly statusCode: number; readonly body: string }>;
type Way = (at: { readonly council: Council; readonly work: Dealings }) => Promise<Sending>;

/** Forms that change nothing: they look for something, or say what sending them again would do. */
export const onlyAsk = ['/administration/people', '/children', '/children/new/form', '/help', '/my-work', '/my-work/file/:format', '/team/cases', '/team/cases/file/:format'];
/** Forms of a database that is nobody's yet, or of an invented council: `set-up.test.ts` and `invented-council.page.test.ts` have them. */
export const ofOtherSites = ['/set-up/:token/council', '/set-up/:token/look-round', '/invented-council', '/sign-in/person'];
/** Forms that do what another does, by the same function. */
export const likeAnother: Readonly<Record<string, string>> = { '/trackers/:batch/values': '/trackers/:batch/columns', '/quarantine/:batch/:row/alike': '/quarantine/:batch/:row', '/imports/:batch/problem/:place': '/quarantine/:batch/:row/give', '/imports/mail': '/alerts/mail' };

/** Forms of which each is one entry of the history by the same door as those below: a new child as an event, a reading of the law as another setting. */
export const byHistory = ['/children/new', '/administration/settings/readings/:name'];

/** The form of a page as somebody of a role fills it in. */
const form = (role: Role, page: string, fields: Record<string, string>, to = page.split('?')[0] ?? page): Way => async ({ council }) => filled(council.person(role).visitor, page, fields, to);

async function filled(visitor: Visitor, page: string, fields: Record<string, string>, to = page): Promise<Sending> {
  const boxes = boxesIn((await visitor.open(page)).body);
  return () => send(visitor, to, { ...boxes, ...fields });
}

/** The same about a child who stands to that person so that they may. */
const ofChild = (role: Role, path: string, fields: (me: Visitor) => Record<string, string>, query = ''): Way => async ({ council }) => {
  const { visitor } = council.person(role);
  const child = await recordStory(council.site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-13'], ['ALLOCATED', '2026-10-20', { caseworker: visitor.staffId }]]);
  return filled(visitor, `/children/${child}/${path}${query}`, fields(visitor), `/children/${child}/${path}`);
};

/** Somebody new who has just signed in, and has an app. */
async function somebody({ site }: Council, role: Role = 'caseworker'): Promise<{ visitor: Visitor; email: string; code: (seconds: number) => string }> {
  const person = await addPersonWithApp(site, role);
  const [visitor, token] = [site.visitor(), newToken()];
  await startSignIn(site.db, { token, now: site.clock.now }, person.id);
  [visitor.staffId, visitor.cookie] = [person.id, `sightline=${token}`];
  return { visitor, email: person.email, code: (seconds) => person.codeAt(new Date(Date.parse(site.clock.now) + seconds * 1000).toISOString()) };
}

async function invited({ site }: Council): Promise<{ visitor: Visitor; path: string }> {
  const token = newToken();
  await invite(site.db, { token, now: site.clock.now }, (await addPerson(site.db, 'caseworker')).id);
  return { visitor: site.visitor(), path: `/invitation/${token}` };
}

const anonymous = async (visitor: Visitor, page: string, fields: (body: string) => Record<string, string>): Promise<Sending> => {
  const { body } = await visitor.open(page);
  return () => visitor.post(page, { token: tokenIn(body), ...fields(body) });
};

const why = { why: 'It was asked for in writing' };
const reason = { reason: 'It was asked for in writing' };
const person = { name: 'Odile Newcomer', email: 'newcomer@council.invalid', role: 'caseworker', team: '', service: '' };

const staffForms: Readonly<Record<string, Way>> = {
  '/sign-in': async ({ council }) => anonymous(council.site.visitor(), '/sign-in', ((email) => () => ({ email, password: PASSWORD }))((await somebody(council)).email)),
  '/sign-in/code': async ({ council }) => {
    const [{ email, code }, visitor] = [await somebody(council), council.site.visitor()];
    await visitor.fill('/sign-in', { email, password: PASSWORD });
    const { body } = await visitor.open('/sign-in/code');
    let times = 0;
    return () => visitor.post('/sign-in/code', { token: tokenIn(body), code: code(30 * times++) });
  },
  '/sign-out': async ({ council }) => ((visitor) => () => send(visitor, '/sign-out', {}))((await somebody(council)).visitor),
  '/invitation/:token': async ({ council }) => {
    const { visitor, path } = await invited(council);
    return anonymous(visitor, path, () => ({ password: 'silver harbour ninety' }));
  },
  '/invitation/:token/second-step': async ({ council }) => {
    const { visitor, path } = await invited(council);
    return anonymous(visitor, `${path}/second-step`, (body) => ({ code: codeAt(secretFrom(body), council.site.clock.now) }));
  },
  '/account/sign-ins': async ({ council }) => filled((await somebody(council)).visitor, '/account', { signIn: 'others' }, '/account/sign-ins'),
  '/account/password': async ({ council }) => filled((await somebody(council)).visitor, '/account/password', { password: 'silver harbour ninety' }),
  '/account/second-step': async ({ council }) => {
    const { visitor } = await somebody(council);
    return anonymous(visitor, '/account/second-step', (body) => ({ code: codeAt(secretFrom(body), council.site.clock.now) }));
  },
  '/account/recovery-codes': async ({ council }) => filled((await somebody(council)).visitor, '/account/recovery-codes', {}),
  '/account/prove': async ({ council }) => filled((await somebody(council)).visitor, '/account/prove', { proof: PASSWORD }),
  '/kept-form/keep': async ({ council }) => ((visitor) => () => send(visitor, '/kept-form/keep', { address: '/help', fields: '{"note":"typed"}' }))((await somebody(council)).visitor),
  '/kept-form/discard': async ({ council }) => {
    const { visitor } = await somebody(council);
    await send(visitor, '/kept-form/keep', { address: '/help', fields: '{"note":"typed"}' });
    return () => send(visitor, '/kept-form/discard', {});
  },
  '/administration/people/new': form('administrator', '/administration/people/new', person),
  '/administration/people/:staffId/change': async ({ council }) => filled(council.person('administrator').visitor, `/administration/people/${(await somebody(council)).visitor.staffId}/change`, { ...person, email: 'changed@council.invalid', ...reason }),
  '/administration/people/:staffId/do/:act': async ({ council }) => {
    const { staffId } = (await somebody(council)).visitor;
    await sql`INSERT INTO council_account (staff_id, issuer, subject, connected_at) VALUES (${staffId}, 'https://login.council.invalid', sha256(${staffId}::bytea), ${council.site.clock.now})`.execute(council.site.db);
    return filled(council.person('administrator').visitor, `/administration/people/${staffId}/do/reset`, reason);
  },
  '/administration/teams/new': form('administrator', '/administration/teams/new', { name: 'East', area: '', manager: '', ...reason }),
  '/administration/teams/:teamId': async ({ council }) => filled(council.person('administrator').visitor, `/administration/teams/${council.team}`, { name: 'North again', area: '', manager: '', ...reason, step: 'change' }),
  '/administration/settings/council': form('administrator', '/administration/settings/council', { name: 'Other County Council', ...reason }),
  '/administration/settings/sign-ins': form('administrator', '/administration/settings/sign-ins', { idleMinutes: '25', longestHours: '11', ...reason }),
  '/administration/settings/alerts': form('administrator', '/administration/settings/alerts', { alertDays: '9 4', escalateAfter: '4', ...reason }),
  '/administration/settings/out-of-hours': async ({ council }) => filled(council.person('administrator').visitor, '/administration/settings/out-of-hours', { team: council.team, ...reason }),
  '/administration/settings/other-systems': form('administrator', '/administration/settings/other-systems', { 'name-0': 'Archive', 'address-0': 'https://archive.invalid/', ...reason }),
};

const caseForms: Readonly<Record<string, Way>> = {
  '/children/:childId/who-may-see/:act': ofChild('team-manager', 'who-may-see/restrict', ({ staffId }) => ({ staff: staffId, code: 'ADOPTION', ...why })),
  '/children/:childId/conflict-of-interest': ofChild('caseworker', 'conflict-of-interest', () => why),
  '/children/:childId/record': ofChild('caseworker', 'record', () => ({ 'on-day': '3', 'on-month': '11', 'on-year': '2026', 'step': 'record' }), '?kind=REQUEST_WITHDRAWN'),
  '/emergency-access/:id': async ({ council }) => {
    const { rows } = await sql<{ id: string }>`SELECT id FROM emergency_access e WHERE staff_id = ${council.person('caseworker').visitor.staffId}::uuid
      AND NOT EXISTS (SELECT FROM conflict WHERE conflict.child_id = e.child_id) ORDER BY opened_at LIMIT 1`.execute(council.site.db);
    await sql`UPDATE staff SET disabled_at = ${council.site.clock.now} WHERE id IN (SELECT guardian_id FROM restriction JOIN emergency_access USING (child_id))`.execute(council.site.database.owner);
    return filled(council.person('head-of-service').visitor, `/emergency-access/${rows[0]?.id ?? ''}`, { finding: 'justified', note: 'The duty desk asked' });
  },
  '/restricted-records/:childId/guardian': async ({ council }) => {
    const { id } = await addPerson(council.site.db, 'team-manager');
    const child = await recordStory(council.site.db, [zuleika, ['RESTRICTED', '2026-11-02', { reason: 'ADOPTION', guardian: id }]]);
    await sql`UPDATE staff SET disabled_at = ${council.site.clock.now} WHERE id = ${id}::uuid`.execute(council.site.database.owner);
    return filled(council.person('information-governance').visitor, `/restricted-records/${child}/guardian`, { staff: council.person('team-manager').visitor.staffId, ...why });
  },
  '/emergency-access': async ({ council }) => {
    const closed = council.planted.get(council.person('senior-caseworker').childOf('restricted, and not named'))?.facts['upn'] ?? '';
    return filled(council.person('senior-caseworker').visitor, '/emergency-access', { words: closed, purpose: 'SAFEGUARDING', reason: 'The family is at the door of the office' });
  },
  '/large-downloads/new': form('data-officer', '/large-downloads/new?file=/figures/persons/rows.csv', { reason: 'The auditors compare it with their sample' }),
  '/large-downloads/:id': async ({ council }) => {
    const [{ visitor: { staffId } }, id] = [council.person('data-officer'), randomUUID()];
    await askForDownload(council.site.db, viewerOf(staffId, 'data-officer'), { id, file: '/figures/persons/rows.xlsx', holds: { about: [], columns: [] }, children: 700, reason: 'The auditors compare it' }, council.site.clock.now);
    return () => send(council.person('head-of-service').visitor, `/large-downloads/${id}`, { answer: 'agree', note: 'It is the sample of this year' });
  },
  '/reports/new': form('director', '/reports/new?measure=persons', { title: 'For the panel', note: '' }),
};

async function sendReturn({ site, person }: Council): Promise<{ location: string }> {
  const sent = await sendFiles(person('data-officer').visitor, [{ content: returnAsXml([returned(2026, '2025-03-03')], 2026) }]);
  await runImports(site);
  return sent;
}

const fileForms: Readonly<Record<string, Way>> = {
  '/trackers/:batch/columns': async ({ council }) => {
    const { visitor } = council.person('data-officer');
    const { batch } = await sendTracker(visitor, 'UPN,Child,DOB,Date received\nA123,Zuleika,03/02/2016,04/02/2026');
    await runTrackerJobs(council.site);
    const fields = columnsForm((await visitor.open(`/trackers/${batch}/columns`)).body);
    return () => postFields(visitor, `/trackers/${batch}/columns`, [...fields, ['tracker', 'Another list'], ['asAt-day', '30'], ['asAt-month', '3'], ['asAt-year', '2026']]);
  },
  '/imports/new': async ({ council }) => () => sendFiles(council.person('data-officer').visitor, [{ content: '<Message/>' }]),
  '/imports/:batch/start-again': async ({ council }) => {
    const { visitor } = council.person('data-officer');
    const { location } = await sendFiles(visitor, [{ content: '<Message/>' }]);
    await sql`UPDATE import_batch SET state = 'interrupted', ended_at = now() WHERE id = ${location.split('/').at(-1) ?? ''}::uuid`.execute(council.site.database.owner);
    return () => send(visitor, `${location}/start-again`, {});
  },
  '/imports/:batch/approve': async ({ council }) => {
    const [{ visitor }, { location }] = [council.person('data-officer'), await sendReturn(council)];
    const { body } = await visitor.open(`${location}/approve`);
    return () => send(visitor, `${location}/approve`, { compared: /name="compared" value="([^"]+)"/.exec(body)?.[1] ?? '' });
  },
  '/imports/:batch/compare-again': async ({ council }) => {
    const [{ visitor }, { location }] = [council.person('data-officer'), await sendReturn(council)];
    return async () => {
      // As if it had been compared with a record of other files.
      await keepBeside(council.site.dataDir, location.split('/').at(-1) ?? '', 'compared.json', { filesOnRecord: 'others' });
      return send(visitor, `${location}/compare-again`, {});
    };
  },
  '/imports/:batch/drop': async ({ council }) => {
    const [{ visitor }, { location }] = [council.person('data-officer'), await sendReturn(council)];
    return () => send(visitor, `${location}/drop`, {});
  },
  '/quarantine/:batch/:row': async ({ council, work }) => {
    const { visitor, childOf } = council.person('data-officer');
    return filled(visitor, `/quarantine/${work.batch}/${work.rows.get(childOf('own team')) ?? 0}`, { decision: 'unsure', operation: randomUUID() });
  },
  '/quarantine/:batch/:row/give': async ({ council, work }) => {
    const { visitor, childOf } = council.person('data-officer');
    const row = work.rows.get(childOf('own team')) ?? 0;
    return () => send(visitor, `/quarantine/${work.batch}/${row}/give`, { step: 'give', problem: `row-${row}`, to: visitor.staffId, held: '', why: 'You know the family' });
  },
  '/imports/:batch/roll-back': async ({ council, work }) => () => send(council.person('data-officer').visitor, `/imports/${work.batch}/roll-back`, {}),
  '/trackers/new': async ({ council }) => async () => {
    const { batch, body } = await sendTracker(council.person('data-officer').visitor, 'Child,DOB\nZuleika,03/02/2016');
    return { statusCode: batch === '' ? 503 : 303, body };
  },
  '/trackers/:batch/drop': async ({ council }) => {
    const { visitor } = council.person('data-officer');
    const { batch } = await sendTracker(visitor, 'Child,DOB\nZuleika,03/02/2016');
    return () => send(visitor, `/trackers/${batch}/drop`, {});
  },
  '/trackers/:batch/approve': async ({ council, work }) => {
    const { visitor } = council.person('data-officer');
    const { body } = await visitor.open(`/trackers/${work.tracker}/approve`);
    return () => send(visitor, `/trackers/${work.tracker}/approve`, { compared: /name="compared" value="([^"]+)"/.exec(body)?.[1] ?? '' });
  },
  '/backups': async ({ council }) => () => send(council.person('administrator').visitor, '/backups', {}),
};

const workForms: Readonly<Record<string, Way>> = {
  '/team/cases/allocate': async ({ council }) => {
    const { visitor, childOf } = council.person('team-manager');
    return () => send(visitor, '/team/cases/allocate', { list: '{}', team: council.team, case: childOf('own team'), to: council.person('caseworker').visitor.staffId });
  },
  '/team/share': async ({ council }) => () => send(council.person('team-manager').visitor, '/team/share', { team: council.team, to: council.person('caseworker').visitor.staffId }),
  '/allocations/:allocation': async ({ council, work }) => () => send(council.person('team-manager').visitor, `/allocations/${work.allocations.get('team-manager') ?? ''}`, { step: 'drop' }),
  '/alerts/put-off/:childId': async ({ council }) => {
    const { visitor } = await somebody(council);
    await recordStory(council.site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-16'], ['ALLOCATED', '2026-10-20', { caseworker: visitor.staffId }]]);
    const link = /href="(\/alerts\/put-off\/[^"]+)"/.exec((await visitor.open('/alerts')).body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const { body } = await visitor.open(link);
    const until = /<option value="(\d{4}-\d\d-\d\d)"|name="until"[^>]*value="(\d{4}-\d\d-\d\d)"/.exec(body)?.slice(1).find((day) => day !== undefined) ?? '';
    return () => send(visitor, link.split('?')[0] ?? '', { cause: new URLSearchParams(link.split('?')[1]).get('cause') ?? '', until, ...reason });
  },
  '/alerts/mail': async ({ council }) => async () => {
    const { visitor } = council.person('caseworker');
    await send(visitor, '/alerts/mail', { act: 'mail-on' });
    return send(visitor, '/alerts/mail', { act: 'calendar-new' });
  },
  '/advice': async ({ council }) => () => send(council.person('adviser').visitor, '/advice', { service: 'EDUCATIONAL_PSYCHOLOGIST', perWeek: '7' }),
  '/views/:list': async ({ council }) => () => send(council.person('caseworker').visitor, '/views/mine', { name: 'Mine', first: 'yes', question: '{}' }),
  '/help/:topic/guide': async ({ council }) => () => send(council.person('caseworker').visitor, '/help/account/guide', { act: 'hide' }),
};

/** By the address of its route, each form that changes something. */
export const changingForms: Readonly<Record<string, Way>> = { ...staffForms, ...caseForms, ...fileForms, ...workForms };
