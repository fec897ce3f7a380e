// What `dataGaps` finds wrong with the data of a case, asked of the derived tables: the same but for an event without
// a day, which they do not hold.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../calendar/day.ts';

type Condition = RawBuilder<boolean>;

/** A plan in force today, over the columns of `plan`. */
export function inForce(today: Day): Condition {
  return sql<boolean>`(CASE WHEN cease_on IS NULL THEN cease_reason IS NULL ELSE cease_on > ${today}::date END)`;
}

const person: Condition = sql`(c.surname IS NULL OR c.forename IS NULL OR c.birth_on IS NULL OR (c.upn IS NULL AND c.uln IS NULL AND c.upn_unknown IS NULL))`;

const identities: Condition = sql`EXISTS (SELECT FROM identity WHERE identity.child_id = c.child_id
  HAVING count(DISTINCT birth_on) > 1 OR count(DISTINCT identity.upn) > 1)`;

const requests: Condition = sql`EXISTS (SELECT FROM request WHERE request.child_id = c.child_id AND (
  received_on IS NULL
  OR (request_outcome IN ('assess', 'refuse') AND request_outcome_on IS NULL)
  OR (assessment_outcome IN ('issue', 'no-plan') AND assessment_outcome_on IS NULL)
  OR request_outcome_on < received_on OR assessment_outcome_on < request_outcome_on
  OR (assessment_outcome = 'issue' AND NOT EXISTS (SELECT FROM plan WHERE plan.child_id = c.child_id))))`;

const plans: Condition = sql`EXISTS (SELECT FROM plan WHERE plan.child_id = c.child_id AND (
  start_on IS NULL OR cease_on < start_on
  OR (cease_on IS NULL AND cease_reason IS NULL AND (
    NOT EXISTS (SELECT FROM plan_need WHERE plan_need.child_id = c.child_id AND plan_need.plan_no = plan.plan_no AND rank = '1')
    OR NOT EXISTS (SELECT FROM placement WHERE placement.child_id = c.child_id AND placement.plan_no = plan.plan_no AND leaving_on IS NULL)))))`;

/** Whether something basic is missing from the data of the child `c`, or contradicts itself. */
export const hasDataProblem: Condition = sql`(${person} OR ${identities} OR ${requests} OR ${plans})`;
