// What requests and assessments stand at: the rows that several measures count.
import { sql } from 'kysely';
import type { Parameters } from '../measure.ts';
import { happened } from '../measure.sql.ts';
import type { Fragment } from '../measure.sql.ts';

/** The case text of a row of `request`. */
export const requestCase: Fragment = sql`'request-' || request_no`;

/**
 * Table `request` with two columns more: `decision` (on the request) and `result` (of the assessment), as they stand
 * for `p`. As at a day: what was decided later is undecided, and so is an assessment agreed to and not ended.
 */
export function requestsFor(p: Parameters): Fragment {
  if (p.basis === 'as-stated') {
    return sql`(select *, request_outcome as decision, assessment_outcome as result from request) r`;
  }
  const decidedOn = sql`coalesce(request_outcome_on, case request_outcome when 'withdrawn' then ended_on end)`;
  const resultOn = sql`coalesce(assessment_outcome_on, case assessment_outcome when 'withdrawn' then ended_on end)`;
  const later = (on: Fragment): Fragment => sql`${on} > ${p.asAt}::date`;
  return sql`(select *,
      case when ${later(decidedOn)} then 'undecided' else request_outcome end as decision,
      case when ${later(resultOn)} then 'undecided'
        else coalesce(assessment_outcome, case when not ended and request_outcome = 'assess' then 'undecided' end) end as result
    from request where ${happened(p, sql`received_on`)}) r`;
}

/** A condition: the case has ended in any way as at the day asked for. Always false for counting as stated. */
export function endedFor(p: Parameters): Fragment {
  return p.basis === 'as-stated' ? sql`false` : sql`(ended and ${happened(p, sql`ended_on`)})`;
}

/** A condition: mediation or an appeal is on record about the decision to assess or to issue. */
export const disputed: Fragment = sql`(request_mediation is true or request_tribunal is true
  or assessment_mediation is true or assessment_tribunal is true)`;
