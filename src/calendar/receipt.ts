// When something counts as received. The SEND Regulations do not say; a council chooses one of two readings.
import { type Day, dayOfInstant, minutesOfInstant } from './day.ts';
import { type Calendar, workingDayOnOrAfter, workingDaysAfter } from './working-days.ts';

/** ACTUAL: the day it reached any address of the authority. BUSINESS_DAY_5PM: business hours, by the way it came. */
export type ReceiptRule = 'ACTUAL' | 'BUSINESS_DAY_5PM';

export interface Arrival {
  /** The day it came; for first class post the day it was posted. */
  readonly on: Day;
  /** The instant, where known; without it, it is taken to have come in business hours. */
  readonly at: string | null;
  /** email, portal, hand, post, signed-for or other; null where not recorded. */
  readonly channel: string | null;
}

const FIVE_PM = 17 * 60;

/** The day on which the authority has received it. */
export function receivedOn(arrival: Arrival, rule: ReceiptRule, calendar: Calendar): Day {
  const on = arrival.at === null ? arrival.on : dayOfInstant(arrival.at);
  if (rule === 'ACTUAL') return on;
  const channel = (arrival.channel ?? 'other').toLowerCase();
  if (/signed/.test(channel)) return on;
  if (/post|letter/.test(channel)) return workingDaysAfter(on, 1, calendar);
  const late = arrival.at !== null && minutesOfInstant(arrival.at) > FIVE_PM;
  return late ? workingDaysAfter(on, 1, calendar) : workingDayOnOrAfter(on, calendar);
}
