// Where a case is on a day, as lists sort and filter by it.
import type { Day } from '../calendar/day.ts';
import type { Assessment, Case, Plan } from './case.ts';

/** Stages in the order of the process. */
export type Stage = 'request' | 'advice-to-ask' | 'advice' | 'advice-in' | 'draft' | 'plan' | 'review' | 'amending' | 'ended';

/** The plan in force on a day; undefined where there is none. */
export function planInForce({ plans }: Case, today: Day): Plan | undefined {
  return plans.findLast(({ ceaseOn, ceaseReason }) => (ceaseOn === null ? ceaseReason === null : ceaseOn > today));
}

/** The request or assessment that is open; undefined where there is none. */
export function openAssessment({ assessments }: Case): Assessment | undefined {
  return assessments.findLast(({ ended }) => !ended);
}

/** The stage on a day; `ended` where neither a plan is in force nor an assessment open. */
export function stageOn(settled: Case, today: Day): Stage {
  const plan = planInForce(settled, today);
  const open = openAssessment(settled);
  if (plan !== undefined) return planStage(plan);
  return open === undefined ? 'ended' : openStage(open);
}

function planStage({ reviews }: Plan): Stage {
  const review = reviews.at(-1);
  if (review === undefined) return 'plan';
  if (review.meetingOn !== null && review.decisionOn === null && review.outcome === null) return 'review';
  return review.outcome === 'amend' && review.finalOn === null && review.notAmendedOn === null ? 'amending' : 'plan';
}

function openStage({ requestOutcome, draftServedOn, advice }: Assessment): Stage {
  if (requestOutcome === null || requestOutcome === 'undecided') return 'request';
  if (draftServedOn !== null) return 'draft';
  if (advice.length === 0) return 'advice-to-ask';
  return advice.some(({ receivedOn }) => receivedOn === null) ? 'advice' : 'advice-in';
}
