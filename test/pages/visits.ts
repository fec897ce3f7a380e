// Where each page is to be seen: every page of the router at the address that test/access/parts.ts makes of it, by somebody who may open
// it; and those by hand that lie behind a link, a first step or a state that few have. A page of which neither is true fails the tests.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Route } from '../../src/platform/web-route.ts';
import type { SignOnSettings } from '../../src/platform/sign-on-settings.ts';
import { newToken } from '../../src/platform/web-cookie.ts';
import { invite } from '../../src/staff/invitation.sql.ts';
import { ROLES, type Role } from '../../src/staff/rights.ts';
import { startSignIn } from '../../src/staff/sign-in.sql.ts';
import { send } from '../access/asking.ts';
import { canaryCouncil, type Council, type Person } from '../access/council.ts';
import { dealings, type Dealings } from '../access/dealings.ts';
import { addressOf } from '../access/parts.ts';
import { routes } from '../access/routes.ts';
import { records, type Standing } from '../access/standings.ts';
import { boxesIn, recordStory, zuleika } from '../cases.ts';
import { freePort } from '../free-port.ts';
import { addPerson, addPersonWithApp, makeReal, PASSWORD } from '../people.ts';
import { type Ending, testApp, type TestApp, tokenIn, type Visitor } from '../visitor.ts';

/** Somebody at an address of an application. */
export interface Visit {
  readonly site: TestApp;
  readonly visitor: Visitor;
  readonly path: string;
  /** The status of the answer where it is not 200. */
  readonly status?: number;
  /** The address at which the application listens already. */
  readonly url?: string;
}

/** A council of canaries with everything in hand that pages tell of, and what to clean up after. */
export interface Full {
  readonly t: Ending;
  readonly council: Council;
  readonly work: Dealings;
}

type Way = (full: Full) => Promise<Visit>;

/** Builds the council in which pages are full: each of its lists has records that are closed to some. */
export async function fullCouncil(t: Ending): Promise<Full> {
  const council = await canaryCouncil(t);
  return { t, council, work: await dealings(council) };
}

/** Routes of the router that a browser shows as a page, or leads on from to one; not those that send a file or a stream. */
export const pages: readonly Route[] = routes.filter(({ method, pattern }) => method === 'GET' && !['/live', '/calendar/:file'].includes(pattern));
/** Forms that pages send. */
export const forms: readonly Route[] = routes.filter(({ method }) => method === 'POST');

/** Addresses that show no page of their own, and where they lead. */
export const leadOn: Readonly<Record<string, string>> = { '/': '/team', '/administration': '/administration/people', '/children/new': '/children', '/children/new/form': '/children' };

const order: readonly Role[] = ['team-manager', 'administrator', 'data-officer', 'head-of-service', 'performance-officer'];
const rank = ({ role }: Person): number => order.indexOf(role) + 1 || order.length + 1;

/** Those who may open a route, the first of them those with most to do there. */
function holdersOf({ people }: Council, { who }: Route): Person[] {
  return people.filter(({ role }) => typeof who === 'string' || (ROLES[role].rights as readonly string[]).includes(who.right)).sort((a, b) => rank(a) - rank(b));
}

/** Who has most to do on the page of a route. */
export function holderOf(council: Council, route: Route): Person {
  const [person] = holdersOf(council, route);
  if (person === undefined) throw new Error(`${route.pattern} is for nobody`);
  return person;
}

/** Those who may open a route and only read what others record. */
export function readersOf(council: Council, route: Route): Person[] {
  return typeof route.who === 'string' ? [] : holdersOf(council, route).filter(({ role }) => !records(role, 'own caseload'));
}

/** Where somebody sees the page of a route, about a child to whom they stand so. */
export function visitBy({ council, work }: Full, route: Route, person: Person, standing: Standing = 'own caseload'): Visit {
  return { site: council.site, visitor: person.visitor, path: addressOf(route, { council, dealings: work, person, child: person.childOf(standing) }) };
}

/** Whether what a visit opens is a file that is saved, and not seen: other tests read those. */
export async function savesFile({ visitor, path }: Visit): Promise<boolean> {
  return (await visitor.open(path)).headers['content-disposition'] !== undefined;
}

/** Whether a page lies behind something that not every council, or not everybody, has. */
export const isByHand = ({ pattern }: Route): boolean => byHand[pattern] !== undefined;

/** Where a page is to be seen with all that it can have; of a form, the page that it stands on. */
export async function visitOf(full: Full, route: Route): Promise<Visit> {
  const way = byHand[`${route.method} ${route.pattern}`] ?? byHand[route.pattern];
  return way === undefined ? visitBy(full, route, holderOf(full.council, route)) : way(full);
}

const nobodyAt = (path: string): Way => async ({ council: { site } }) => ({ site, visitor: site.visitor(), path });
const as = (role: Role, path: string): Way => async ({ council }) => ({ site: council.site, visitor: council.person(role).visitor, path });
const aboutMine = (path: string): Way => async ({ council }) => {
  const { visitor, childOf } = council.person('team-manager');
  return { site: council.site, visitor, path: path.replace(':childId', childOf('own caseload')) };
};

const afterPassword: Way = async ({ council: { site } }) => {
  const [visitor, { email }] = [site.visitor(), await addPersonWithApp(site, 'caseworker')];
  await visitor.fill('/sign-in', { email, password: PASSWORD });
  return { site, visitor, path: '/sign-in/code' };
};

const byInvitation = (after: string): Way => async ({ council: { site } }) => {
  const token = newToken();
  await invite(site.db, { token, now: site.clock.now }, (await addPerson(site.db, 'caseworker')).id);
  return { site, visitor: site.visitor(), path: `/invitation/${token}${after}` };
};

// Of a database that is nobody's yet.
const bySetUpLink = (after: string): Way => async ({ t }) => {
  const site = await testApp(t);
  return { site, visitor: site.visitor(), path: `${await site.setUpLink()}${after}` };
};

const lookingRound = (path: string): Way => async ({ t }) => {
  const site = await testApp(t);
  const [visitor, link] = [site.visitor(), await site.setUpLink()];
  await visitor.fill(link, {}, `${link}/look-round`);
  return { site, visitor, path };
};

// Somebody with an app who has just signed in, and so has proved who they are.
const withApp = (path: string): Way => async ({ council: { site } }) => {
  const [visitor, token, { id }] = [site.visitor(), newToken(), await addPersonWithApp(site, 'caseworker')];
  await startSignIn(site.db, { token, now: site.clock.now }, id);
  [visitor.staffId, visitor.cookie] = [id, `sightline=${token}`];
  return { site, visitor, path };
};

// Where staff sign in with the council's own account, and its sign-in does not answer: else these pages lead to it.
const councilAway: SignOnSettings = { issuer: 'http://127.0.0.1:1', clientId: 'sightline', clientSecret: 'secret', secretFile: null, strengths: [{ claim: 'amr', value: 'mfa' }], localAccounts: 'everybody' };

const withCouncilAway = (way: (path: string) => Way, path: string, status = 503): Way => async ({ t, ...full }) => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const site = await testApp(t, [], { config: { publicAddress: url, signOn: councilAway } });
  await makeReal(site.db);
  await site.app.listen({ host: '127.0.0.1', port: Number(new URL(url).port) });
  return { ...(await way(path)({ ...full, t, council: { ...full.council, site } })), status, url };
};

const formKept: Way = async (full) => {
  const visit = await withApp('/kept-form')(full);
  await send(visit.visitor, '/kept-form/keep', { address: '/help', fields: '{"note":"typed"}' });
  return visit;
};

// Only a search leads to it.
const newChildForm: Way = async ({ council: { site, person } }) => {
  const { visitor } = person('caseworker');
  const token = tokenIn((await visitor.fill('/children', { search: 'Nobodine' })).body);
  const { raw } = await visitor.post('/children/new/form', { token });
  return { site, visitor, path: String(raw.req.url) };
};

const alertToPutOff: Way = async ({ council: { site, person } }) => {
  const { visitor } = person('caseworker');
  await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-16'], ['ALLOCATED', '2026-10-20', { caseworker: visitor.staffId }]]);
  const path = /href="(\/alerts\/put-off\/[^"]+)"/.exec((await visitor.open('/alerts')).body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return { site, visitor, path };
};

const guardianGone: Way = async ({ council: { site, person } }) => {
  const { id } = await addPerson(site.db, 'team-manager');
  const child = await recordStory(site.db, [zuleika, ['RESTRICTED', '2026-11-02', { reason: 'ADOPTION', guardian: id }]]);
  await sql`UPDATE staff SET disabled_at = ${site.clock.now} WHERE id = ${id}::uuid`.execute(site.database.owner);
  return { site, visitor: person('information-governance').visitor, path: `/restricted-records/${child}/guardian` };
};

// An emergency is looked into by the guardian of the record.
const emergencyToReview: Way = async ({ council: { site, person } }) => {
  const [{ visitor }, id] = [person('team-manager'), randomUUID()];
  const child = await recordStory(site.db, [zuleika, ['RESTRICTED', '2026-11-02', { reason: 'ADOPTION', guardian: visitor.staffId }]]);
  await sql`INSERT INTO emergency_access (id, staff_id, child_id, reason, purpose, opened_at, ends_at) VALUES (${id}, ${person('caseworker').visitor.staffId}::uuid, ${child}::uuid,
    'The family is at the door of the office', 'SAFEGUARDING', '2026-11-21T09:00:00Z', '2026-11-21T13:00:00Z')`.execute(site.database.owner);
  return { site, visitor, path: `/emergency-access/${id}` };
};

// Where two children are too many to be downloaded by one person.
const tooManyAtOnce: Way = async ({ t }) => {
  const site = await testApp(t, [], { mostAtOnce: 1 });
  const visitor = await site.signedIn('data-officer');
  for (const upn of ['Z999000000123', 'Z999000000124']) await recordStory(site.db, [[zuleika[0], null, { ...zuleika[2], upn }]]);
  return { site, visitor, path: '/large-downloads/new?file=/figures/persons/rows.csv' };
};

const downloadToAgreeTo: Way = async (full) => {
  const { site, visitor, path } = await tooManyAtOnce(full);
  const asking = await visitor.open(path);
  const { headers } = await visitor.post('/large-downloads/new', { ...boxesIn(asking.body), reason: 'The auditors compare it with their sample' });
  return { site, visitor: await site.signedIn('head-of-service'), path: String(headers.location) };
};

const byHand: Readonly<Record<string, Way>> = {
  '/sign-in': nobodyAt('/sign-in'),
  '/signed-out': nobodyAt('/signed-out'),
  '/sign-in/code': afterPassword,
  '/set-up/:token': bySetUpLink(''),
  '/set-up/:token/council': bySetUpLink('/council'),
  '/invented-council': lookingRound('/invented-council'),
  '/invitation/:token': byInvitation(''),
  '/invitation/:token/second-step': byInvitation('/second-step'),
  '/sign-in/council-account': withCouncilAway(nobodyAt, '/sign-in/council-account'),
  '/sign-in/council-account/return': withCouncilAway(nobodyAt, '/sign-in/council-account/return', 422),
  '/invitation/:token/council-account': withCouncilAway(byInvitation, '/council-account'),
  '/account/prove/council-account': withCouncilAway(withApp, '/account/prove/council-account'),
  '/account/council-account': withCouncilAway(withApp, '/account/council-account'),
  '/account/second-step': withApp('/account/second-step'),
  '/account/recovery-codes': withApp('/account/recovery-codes'),
  '/kept-form': formKept,
  '/alerts/put-off/:childId': alertToPutOff,
  '/restricted-records/:childId/guardian': guardianGone,
  '/emergency-access/:id': emergencyToReview,
  '/reports/new': as('director', '/reports/new?measure=persons'),
  '/large-downloads/new': tooManyAtOnce,
  '/large-downloads/:id': downloadToAgreeTo,
  'POST /sign-in/person': lookingRound('/sign-in'),
  'POST /views/:list': as('caseworker', '/my-work'),
  'POST /team/cases/allocate': as('team-manager', '/team/cases'),
  'POST /children/new': newChildForm,
  'POST /children/:childId/record': aboutMine('/children/:childId/record?kind=REQUEST_WITHDRAWN'),
};
