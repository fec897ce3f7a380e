// Every rule, in the order in which they are worked out: a rule based on another date comes after it.
import type { Day } from '../calendar/day.ts';
import { annualReviewRules } from './annual-reviews.ts';
import { appealRules } from './appeals.ts';
import { assessmentRules } from './assessment.ts';
import { ceasingRules } from './ceasing.ts';
import { relaxedIn2020 } from './coronavirus.ts';
import { detainedRules } from './detained.ts';
import { mediationRules } from './mediation.ts';
import { moveRules } from './moves.ts';
import { orderRules } from './orders.ts';
import { otherRules } from './other.ts';
import { phaseTransferRules } from './phase-transfers.ts';
import { reassessmentRules } from './reassessment.ts';
import type { Rule } from './rule.ts';

const permanent: readonly Rule[] = [
  ...assessmentRules, ...appealRules, ...mediationRules, ...orderRules, ...annualReviewRules, ...phaseTransferRules, ...moveRules,
  ...reassessmentRules, ...detainedRules, ...ceasingRules, ...otherRules,
];

export const rules: readonly Rule[] = [...permanent, ...relaxedIn2020(permanent)];

/** Whether the rule governs a duty that falls due on `dueOn`. */
export function inForce(rule: Rule, dueOn: Day): boolean {
  return rule.from <= dueOn && (rule.to === null || dueOn <= rule.to);
}

/** Of versions that are in force, the one that came last: a temporary rule before the one it stands in for. */
export function latestRule(versions: readonly Rule[]): Rule | undefined {
  return versions.reduce<Rule | undefined>((held, rule) => (held === undefined || rule.from > held.from ? rule : held), undefined);
}
