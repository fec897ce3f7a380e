// What is said to somebody who comes back from the council's own sign-in and is not let in, or not taken for whom they are to be.
import type { NotTold } from '../platform/provider-told.ts';
import { connectCouncilAddress, councilSignInAddress, invitationCouncilAddress, proveCouncilAddress, signInAddress } from './addresses.ts';
import type { Errand } from './council-account.ts';

/** Why somebody who went to the council's sign-in is not let in, or not taken for whom they are to be. */
export type Refused =
  | NotTold | 'not begun here' | 'no second step' | 'too long ago' | 'not known' | 'disabled' | 'another address' | 'no verified address' | 'another person' | 'taken' | 'signed out';

interface Words {
  readonly title: string;
  readonly what: string;
  /** What to do. */
  readonly then: string;
}

const ASK_COUNCIL = 'If it happens again, tell whoever looks after sign-in at your council';

const words: Readonly<Record<Refused, Words>> = {
  'unreachable': { title: 'Your council’s sign-in does not answer', what: 'Sightline works, but the service that signs you in to your council account could not be reached.', then: 'Try again in a few minutes' },
  'not set up': { title: 'Your council’s sign-in did not take Sightline’s question', what: 'It may not know Sightline, or know it by another secret or address.', then: 'Tell your council’s Sightline administrator: whoever runs Sightline has to put it right' },
  'broken off': { title: 'You were not signed in', what: 'Your council’s sign-in was broken off, or did not let you go on.', then: 'Try again' },
  'spent': { title: 'This sign-in was used already, or took too long', what: 'What your council’s sign-in sends back works once, for a short time.', then: 'Sign in again' },
  'clocks differ': { title: 'The clocks differ', what: 'By the clock of Sightline’s server, what your council’s sign-in sent is over, or does not count yet.', then: 'Tell your council’s Sightline administrator: the clock of one of the two servers is wrong' },
  'not trusted': { title: 'You were not signed in', what: 'What your council’s sign-in sent back could not be trusted, so Sightline did not take it.', then: `Try again. ${ASK_COUNCIL}` },
  'not begun here': { title: 'Begin again', what: 'This sign-in was not begun in this browser, or it was begun too long ago.', then: 'Sign in again' },
  'no second step': { title: 'Sightline needs a second step', what: 'Your council’s sign-in let you in without a second step, such as a code or an app, or did not say that you took one.', then: `Sign in again and take the second step. ${ASK_COUNCIL}: it has to ask for one for Sightline` },
  'too long ago': { title: 'Sign in to your council account again', what: 'Your council’s sign-in did not say that you have just signed in there.', then: `Try again, and enter your password or code there. ${ASK_COUNCIL}: it has to say when somebody signed in (auth_time)` },
  'not known': { title: 'Your council account is not connected to anybody here', what: 'You are signed in at your council, but Sightline does not know yet who you are.', then: 'Open the link of your invitation, or sign in as you did before and connect your council account on the page of your account. If you have neither, ask your council’s Sightline administrator' },
  'disabled': { title: 'You cannot sign in to Sightline any more', what: 'Your administrator has ended your access.', then: 'If that is wrong, ask your council’s Sightline administrator' },
  'another address': { title: 'The e-mail addresses differ', what: 'Your council account has another e-mail address than you have in Sightline, so it was not connected.', then: 'Check that you signed in to your own council account. If you did, ask your council’s Sightline administrator to correct your e-mail address here' },
  'no verified address': { title: 'Your council’s sign-in did not confirm your e-mail address', what: 'To connect your council account, Sightline has to be told your e-mail address, and that it was checked.', then: 'Tell whoever looks after sign-in at your council: it has to send Sightline email and email_verified (of Microsoft Entra: email and xms_edov)' },
  'another person': { title: 'This is not your council account', what: 'You signed in to the council account of somebody else, or to one that is not connected to you.', then: 'Sign in to your own' },
  'taken': { title: 'This council account cannot be connected', what: 'It is connected to somebody else, or you are connected to another one.', then: 'Ask your council’s Sightline administrator' },
  'signed out': { title: 'Your sign-in to Sightline has ended', what: 'It ended while you were at your council’s sign-in. Nothing that you had entered is lost.', then: 'Sign in again' },
};

/** What somebody goes to the council's sign-in for, where they go on from there, and the invitation that they come in by. */
export interface Trip {
  readonly errand: Errand;
  readonly next?: string | undefined;
  readonly invitation?: string | undefined;
}

/** The answer of a page with these words. */
interface RefusedPage {
  readonly page: string;
  readonly model: object;
  readonly shows: 'nobody';
  readonly refusalEntered: true;
  readonly status: number;
}

/** The page that says why somebody is refused, which is entered already, and leads back to where they may try again. */
export function refusedPage(refused: Refused, trip: Trip): RefusedPage {
  const status = refused === 'unreachable' ? 503 : 422;
  return { page: 'staff/council-account-refused.njk', model: { ...words[refused], again: againAddress(refused, trip), other: trip.errand === 'sign in' ? signInAddress({ next: trip.next }) : null }, shows: 'nobody', refusalEntered: true, status };
}

function againAddress(refused: Refused, { errand, next, invitation }: Trip): string | null {
  if (refused === 'disabled' || refused === 'not known' || refused === 'taken') return null;
  if (refused === 'signed out') return signInAddress({ next });
  if (errand === 'connect') return connectCouncilAddress();
  if (errand === 'prove') return proveCouncilAddress({ next });
  if (errand === 'come in') return invitation === undefined ? null : invitationCouncilAddress({ token: invitation });
  // Asked to take the second step, somebody who is signed in there already would not be asked for anything.
  return councilSignInAddress({ next, anew: refused === 'no second step' || refused === 'too long ago' ? 'yes' : undefined });
}
