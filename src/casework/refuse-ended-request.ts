// An earlier request that has ended: it may be recorded while another one is open, since its clock does not run any more.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Assessment, Case } from '../case-history/case.ts';
import type { Facts } from '../case-history/entry.ts';

/** Whether the facts of a request say that it has ended. */
export function saysItEnded({ ending, endingOn }: Facts): boolean {
  return ending != null || endingOn != null;
}

/** Why a request that was received on `on`, and ended as its facts say, may not be recorded; null where it may. */
export function endedRequestRefused({ on, facts: { ending, endingOn } }: { readonly on: Day; readonly facts: Facts }, { assessments, plans }: Case): string | null {
  if (ending == null || endingOn == null) return 'Say both how that request ended and on which day; or neither, if it is still open.';
  const until = endingOn as Day;
  if (until < on) return `The request cannot have ended on ${dayInWords(until)}, before it was received.`;
  const open = assessments.find((other) => (other.receivedOn ?? '') <= until && endOf(other) > on);
  if (open !== undefined) return openThen(open);
  const inForce = plans.some(({ startOn, ceaseOn }) => (startOn ?? '') <= on && (ceaseOn ?? '9999') > on);
  return inForce ? 'There was a plan in force on that day. A request for it is a request for reassessment or a review.' : null;
}

/** Why a request may not be received on `on`, in the time of another one that has ended since; null where there is none. */
export function openOnThatDay(on: Day, { assessments }: Case): string | null {
  const open = assessments.find((other) => other.receivedOn !== null && other.receivedOn <= on && endOf(other) > on);
  return open === undefined ? null : openThen(open);
}

function openThen({ receivedOn }: Assessment): string {
  const received = receivedOn === null ? 'whose day is not recorded' : `received on ${dayInWords(receivedOn)}`;
  return `The request ${received} was open at that time: one request cannot be open beside another. To change its days, correct it.`;
}

/** Of one that ended on a day not recorded, nothing is known that would be in the way. */
const endOf = ({ ended, endedOn }: Assessment): string => (ended ? endedOn ?? '' : '9999');
