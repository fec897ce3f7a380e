// The way to the council's own sign-in (single sign-on). Each is a link and no form: the content policy lets forms lead to Sightline alone.
import { z } from 'zod';
import { beginJourney } from '../platform/journey.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, type Route } from '../platform/web-route.ts';
import { accountAddress, connectCouncilAddress, councilSignInAddress, invitationCouncilAddress, proveCouncilAddress } from './addresses.ts';
import { LONGEST_SIGNED_IN } from './council-account.ts';
import { refusedPage, type Trip } from './council-account-refused.ts';
import { isConnected } from './council-account.sql.ts';
import { enterRefusedInvitation, invitedBy } from './invitation.sql.ts';
import { askForProof } from './proof.sql.ts';
import type { StaffParts } from './second-step.ts';

// What is longer would make an address that some servers on the way do not take.
const next = z.string().max(1000).optional().catch(undefined);
const query = z.object({ next });
const signInQuery = z.object({ next, anew: z.literal('yes').optional().catch(undefined) });

type Parts = Pick<StaffParts, 'signOn' | 'start'>;

/** The four ways to the council's sign-in: to sign in, to come in by an invitation, to prove who one is, and to connect an account. */
export function councilAccountRoutes(parts: Parts): Route[] {
  return [
    page({ address: councilSignInAddress, who: 'anyone', query: signInQuery, answer: (request) => toSignIn(request, parts) }),
    page({ address: invitationCouncilAddress, who: 'anyone', query, answer: (request) => toComeIn(request, parts) }),
    page({ address: proveCouncilAddress, who: 'signed-in', query, answer: (request) => go(request, parts, { errand: 'prove', next: request.query.next }) }),
    page({ address: connectCouncilAddress, who: 'signed-in', answer: (request) => toConnect(request, parts) }),
  ];
}

type Asked = Pick<PageRequest<string, 'anyone', object, never>, 'cookie' | 'now' | 'site'>;

async function go({ cookie, now, site }: Asked, { signOn }: Parts, trip: Trip, anew = trip.errand === 'prove'): Promise<Answer> {
  if (signOn === null || site.kind !== 'real') return NOT_FOUND;
  const carried = Object.fromEntries(Object.entries(trip).filter(([, value]) => value !== undefined));
  const asking = { email: trip.errand === 'connect' || trip.errand === 'come in', anew, longest: LONGEST_SIGNED_IN };
  const address = await signOn.provider.begin(beginJourney(cookie, { begunAt: now, carried }), asking);
  return address === null ? refusedPage('unreachable', trip) : { goTo: address };
}

async function toSignIn(request: PageRequest<string, 'anyone', z.infer<typeof signInQuery>, never>, parts: Parts): Promise<Answer> {
  const { viewer, query: asked } = request;
  if (viewer !== null) return { goTo: parts.start };
  return go(request, parts, { errand: 'sign in', next: asked.next }, asked.anew === 'yes');
}

async function toComeIn(request: PageRequest<'/invitation/:token/council-account', 'anyone', z.infer<typeof query>, never>, parts: Parts): Promise<Answer> {
  const { db, parts: { token }, now, query: asked } = request;
  if ((await invitedBy(db, { token, now })) === null) return (await enterRefusedInvitation(db, token, request)) ?? NOT_FOUND;
  return go(request, parts, { errand: 'come in', invitation: token, next: asked.next });
}

async function toConnect(request: PageRequest<string, 'signed-in', object, never>, parts: Parts): Promise<Answer> {
  const { db, viewer } = request;
  if (parts.signOn !== null && (await isConnected(db, viewer.staffId, parts.signOn.issuer))) return { goTo: accountAddress() };
  return (await askForProof(db, request, connectCouncilAddress())) ?? go(request, parts, { errand: 'connect' });
}
