// The way back from the council's own sign-in: what it tells is checked, and somebody is let in, proved, connected, or told why not.
import { z } from 'zod';
import { instantOf, secondsAt } from '../platform/clock.ts';
import { type Database, whole } from '../platform/database.ts';
import { type BegunJourney, journeyOf } from '../platform/journey.ts';
import type { Told } from '../platform/provider-told.ts';
import { newToken, renewedToken } from '../platform/web-cookie.ts';
import { safeNext } from '../platform/web-guard.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, type Route } from '../platform/web-route.ts';
import { recordView } from './access.sql.ts';
import { accountAddress, councilReturnAddress } from './addresses.ts';
import { isAddressOf, isOverdue, isRecent, isStrong, type SignOn, type Times } from './council-account.ts';
import { type Refused, refusedPage, type Trip } from './council-account-refused.ts';
import { connect, holderOf } from './council-account.sql.ts';
import { enterRefusal, noteNetwork } from './guessing.sql.ts';
import { comeInWith, enterRefusedInvitation, invitedBy } from './invitation.sql.ts';
import { personById } from './people.sql.ts';
import type { StaffParts } from './second-step.ts';
import { noteProof, startSignIn } from './sign-in.sql.ts';

const ROUTE = `GET ${councilReturnAddress.pattern}`;
const text = z.string().max(8000).optional();
const understood = z.object({ code: text, state: text, iss: text, error: text });
// What else a provider says, such as `session_state`, is to be passed over: RFC 6749 section 4.1.2.
const query = understood.loose();
const carried = z.object({ errand: z.enum(['sign in', 'prove', 'connect', 'come in']), next: text, invitation: text });

type Parts = Pick<StaffParts, 'signOn' | 'start' | 'derive'>;
type Request = PageRequest<string, 'anyone', z.infer<typeof query>, never>;

/** Where the council's sign-in sends people back to. */
export function councilReturnRoutes(parts: Parts): Route[] {
  return [page({ address: councilReturnAddress, who: 'anyone', query, answer: (request) => comeBack(request, parts) })];
}

/** Somebody of whom the council's sign-in has told enough. */
interface Arrival {
  readonly request: Request;
  readonly parts: Parts;
  readonly trip: Trip;
  readonly told: Told;
  /** Instant at which they proved there who they are. */
  readonly provedAt: string;
}

async function comeBack(request: Request, parts: Parts): Promise<Answer> {
  const { cookie, viewer, site, query: { state } } = request;
  if (parts.signOn === null || site.kind !== 'real') return NOT_FOUND;
  const begun = state === undefined ? null : journeyOf(cookie, state);
  if (begun === null) return viewer === null ? refuse(request, 'not begun here', { errand: 'sign in' }) : { goTo: parts.start };
  const trip = carried.parse(begun.carried);
  const checked = await check(request, parts.signOn, begun, trip);
  return typeof checked === 'string' ? refuse(request, checked, trip) : errands[trip.errand]({ request, parts, trip, ...checked });
}

async function check({ now, query: answer }: Request, signOn: SignOn, { journey, begunAt }: BegunJourney, { errand }: Trip): Promise<{ told: Told; provedAt: string } | Refused> {
  const times = { begun: secondsAt(begunAt), ended: secondsAt(now), authenticated: null };
  if (isOverdue(times)) return 'not begun here';
  const said = Object.fromEntries(Object.entries(understood.parse(answer)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const told = await signOn.provider.finish(journey, said, { email: errand === 'connect' || errand === 'come in' });
  if (typeof told === 'string') return told;
  if (!isStrong(told, signOn.strengths)) return 'no second step';
  const known: Times = { ...times, authenticated: told.authenticatedAt };
  return isRecent(errand, known) ? { told, provedAt: instantOf(Math.min(times.ended, told.authenticatedAt ?? 0)) } : 'too long ago';
}

/** Says why not, once it is entered: in the name of whom it is about, where that is known. */
async function refuse({ db, viewer, from, now }: Request, refused: Refused, trip: Trip, staffId: string | null = null): Promise<Answer> {
  const why = `council account: ${refused}`;
  if (viewer !== null) await recordView(db, viewer, { what: trip.errand === 'prove' ? 'proof refused' : 'council account refused', route: ROUTE, children: [], criteria: why, now });
  const wait = viewer === null ? await enterRefusal(db, { from, now }, { staffId, what: 'sign-in refused', route: ROUTE, why }) : null;
  return wait ?? refusedPage(refused, trip);
}

const errands: Readonly<Record<Trip['errand'], (arrival: Arrival) => Promise<Answer>>> = { 'sign in': signIn, 'prove': prove, 'connect': connectOwn, 'come in': comeIn };

async function signIn({ request, parts, trip, told, provedAt }: Arrival): Promise<Answer> {
  const holder = await holderOf(request.db, told);
  if (holder === null || holder.disabled) return refuse(request, holder === null ? 'not known' : 'disabled', trip, holder?.id ?? null);
  return whole(request.db, (tx) => welcome(tx, { request, provedAt }, holder, 'signed in')).then((token) => ({ goTo: safeNext(trip.next, parts.start), signIn: token }));
}

async function prove({ request, trip, told }: Arrival): Promise<Answer> {
  const { db, viewer, signInToken, now } = request;
  if (viewer === null || signInToken === null) return refuse(request, 'signed out', trip);
  if ((await holderOf(db, told))?.id !== viewer.staffId) return refuse(request, 'another person', trip);
  const renewed = await whole(db, async (tx) => {
    await recordView(tx, viewer, { what: 'proved who they are', route: ROUTE, children: [], criteria: 'council account' });
    return noteProof(tx, { token: signInToken, now }, renewedToken(signInToken));
  });
  return { goTo: safeNext(trip.next, accountAddress()), ...(renewed === null ? {} : { signIn: renewed }) };
}

async function connectOwn({ request, parts, trip, told, provedAt }: Arrival): Promise<Answer> {
  const { db, viewer, now } = request;
  const person = viewer === null ? null : await personById(db, viewer.staffId);
  if (person === null) return refuse(request, 'signed out', trip);
  if (!isAddressOf(told.verifiedEmail, person.email)) return refuse(request, told.verifiedEmail === null ? 'no verified address' : 'another address', trip);
  const token = await whole(db, async (tx) => {
    const connected = await connect(tx, { derive: parts.derive(), by: person.id }, { staffId: person.id, account: told, now });
    return connected ? welcome(tx, { request, provedAt }, person, 'connected a council account') : null;
  });
  return token === null ? refuse(request, 'taken', trip) : { goTo: accountAddress(), signIn: token, notice: 'Your council account is connected. You are signed out everywhere else.' };
}

async function comeIn({ request, parts, trip, told, provedAt }: Arrival): Promise<Answer> {
  const { db, now } = request;
  const link = { token: trip.invitation ?? '', now };
  const invited = await invitedBy(db, link);
  if (invited === null) return (await enterRefusedInvitation(db, link.token, request)) ?? NOT_FOUND;
  if (!isAddressOf(told.verifiedEmail, invited.email)) return refuse(request, told.verifiedEmail === null ? 'no verified address' : 'another address', trip, invited.id);
  const came = await whole(db, async (tx) => {
    const outcome = await comeInWith(tx, { derive: parts.derive(), by: invited.id }, link, { staffId: invited.id, account: told });
    return outcome === 'done' ? { token: await welcome(tx, { request, provedAt }, invited, 'came in by an invitation') } : outcome;
  });
  if (came === 'spent') return NOT_FOUND;
  return came === 'taken' ? refuse(request, 'taken', trip, invited.id) : { goTo: safeNext(trip.next, parts.start), signIn: came.token };
}

/** Opens a sign-in of somebody and enters it. In the caller's transaction. */
async function welcome(tx: Database, { request, provedAt }: Pick<Arrival, 'request' | 'provedAt'>, person: { readonly id: string; readonly email: string }, what: string): Promise<string> {
  const token = newToken();
  await recordView(tx, { staffId: person.id }, { what, route: ROUTE, children: [], criteria: 'council account' });
  await noteNetwork(tx, person, request);
  await startSignIn(tx, { token, now: request.now }, person.id, provedAt);
  return token;
}
