// The indicators of a list of annual reviews given as dates.
import { addDays, type Day } from '../calendar/day.ts';
import type { Facts, Json } from '../case-history/entry.ts';
import { firstDay, rate, within } from './worked-indicators.ts';

const DECISION = 28;
const FINAL = 84;

interface Review {
  readonly met: Day;
  readonly decided: Day | null;
  readonly amending: boolean;
  readonly finalOn: Day | null;
}

/**
 * Decisions in four weeks, without and with those outstanding, and final plans in twelve weeks of the meeting; nothing
 * where no case tells of a meeting. The period is that of the decision; of what is outstanding, that of its due day.
 */
export function reviewIndicators(cases: readonly Facts[], asOf: Day | null, period: Json): Facts {
  const reviews = cases.flatMap((facts) => reviewOf(facts, asOf));
  if (reviews.length === 0) return {};
  const inside = within(period);
  const passed = (review: Review, days: number): boolean => asOf !== null && asOf > addDays(review.met, days) && inside(addDays(review.met, days));
  const decided = reviews.filter(({ decided: on }) => on !== null && inside(on));
  const outstanding = reviews.filter((review) => review.decided === null && passed(review, DECISION));
  const inFour = (review: Review): boolean => review.decided !== null && review.decided <= addDays(review.met, DECISION);
  return {
    'IND.AR_4W': rate(decided, inFour), 'IND.AR_4W_WITH_OVERDUE': rate([...decided, ...outstanding], inFour),
    'IND.AR_12W': rate(reviews.filter((review) => review.amending && passed(review, FINAL)), ({ met, finalOn }) => finalOn !== null && finalOn <= addDays(met, FINAL)),
  };
}

/** What was not yet so at `asOf` has not happened. */
function reviewOf(facts: Facts, asOf: Day | null): Review[] {
  const on = (...names: string[]): Day | null => {
    const day = firstDay(facts, names);
    return day === null || (asOf !== null && day > asOf) ? null : day;
  };
  const met = on('reviewMeetingHeld', 'meetingHeld', 'reviewMeeting', 'meeting');
  if (met === null) return [];
  const outcome = String(facts['reviewOutcome'] ?? facts['outcome'] ?? '').toUpperCase();
  return [{ met, decided: on('reviewDecisionNotified', 'decisionNotified', 'decision'), amending: outcome === 'AMEND', finalOn: on('finalAmendedPlanSent', 'finalPlanSent') }];
}
