// Where a case is on a day, as its page says and lists sort and filter by it.
import type { Day } from '../calendar/day.ts';
import type { Assessment, Case, Plan } from './case.ts';

/** Stages in the order of the process, in words. */
export const stages = {
  'request': 'Request: decision whether to assess to come',
  'advice-to-ask': 'Assessment: advice to be asked for',
  'advice': 'Assessment: advice awaited',
  'advice-in': 'Assessment: advice is in, plan to be decided',
  'draft': 'Assessment: draft plan sent to the family',
  'plan': 'Plan in force',
  'review': 'Plan in force: decision after the review to come',
  'amending': 'Plan in force: being amended after the review',
  'ended': 'Nothing open but a date that still runs',
} as const;

export type Stage = keyof typeof stages;

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
  // One that is arranged and was not held tells nothing of the plan yet.
  const review = reviews.findLast(({ meetingOn, decisionOn, outcome }) => meetingOn !== null || decisionOn !== null || outcome !== null);
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
