// Statutory limits as they stand on a day: the rows that measures of law count. A deadline never moves; an exception
// excuses it, and it closes when the path that needs it has closed.
import { sql } from 'kysely';
import { open, over } from '../../deadlines/deadline-table.ts';
import { statusSql } from '../../deadlines/standing.sql.ts';
import type { Parameters } from '../measure.ts';
import type { Fragment } from '../measure.sql.ts';

/** A limit, or several that serve one duty, as people speak of it. */
export interface Limit {
  readonly name: string;
  readonly title: string;
  /** What a row is about. */
  readonly rowIs: string;
  /** A condition on `code`. */
  readonly codes: Fragment;
  readonly citation: string;
}

const regulations = 'SEND Regulations 2014';

/** The limits that have measures of their own. */
export const limits: readonly Limit[] = [
  { name: 'decide_assess', title: 'Decision whether to assess (6 weeks)', rowIs: 'request', codes: sql`code = 'NA.DECIDE_ASSESS'`, citation: `${regulations}, regulation 5(1)` },
  { name: 'no_plan', title: 'Notice that there will be no plan (16 weeks)', rowIs: 'assessment', codes: sql`code = 'NA.NOTIFY_NO_PLAN'`, citation: `${regulations}, regulation 10(1)` },
  { name: 'final_plan', title: 'Final plan (20 weeks)', rowIs: 'assessment', codes: sql`code = 'NA.FINAL_PLAN'`, citation: `${regulations}, regulation 13(2)` },
  { name: 'advice', title: 'Advice for an assessment (6 weeks)', rowIs: 'request for advice', codes: sql`code = 'NA.ADVICE'`, citation: `${regulations}, regulation 8(1)` },
  { name: 'review', title: 'Annual review (12 months)', rowIs: 'plan', codes: sql`code = 'AR.COMPLETE_BY'`, citation: 'Children and Families Act 2014, section 44(1)' },
  { name: 'review_decision', title: 'Decision after a review (4 weeks from the meeting)', rowIs: 'review', codes: sql`code = 'AR.DECISION'`, citation: `${regulations}, regulation 20(10)` },
  { name: 'amendment_notice', title: 'Notice of amendments after a review (4 weeks from the meeting)', rowIs: 'review', codes: sql`code = 'AR.AMEND_NOTICE'`, citation: `${regulations}, regulation 22(2)` },
  { name: 'amended_plan', title: 'Final amended plan after a review', rowIs: 'review', codes: sql`code = 'AR.FINAL'`, citation: `${regulations}, regulation 22(3)` },
  { name: 'phase_transfer', title: 'Final plan before a phase transfer', rowIs: 'phase transfer', codes: sql`code in ('PT.FINAL', 'PT.P16_P16')`, citation: `${regulations}, regulation 18` },
  { name: 'orders', title: 'Orders, notices to the Tribunal and agreements', rowIs: 'limit set by an order', codes: sql`(code like 'TO.%' or code = 'MED.COMPLY_OTHER')`, citation: `${regulations}, regulations 42, 44 and 45` },
  { name: 'reassessment', title: 'Reassessment', rowIs: 'reassessment', codes: sql`code in ('RA.DECIDE', 'RA.FINAL')`, citation: `${regulations}, regulations 24 and 27` },
];

/** The case text of a row of `deadline`. */
export const deadlineCase: Fragment = sql`lower(episode_kind) || '-' || episode_no || '/' || code || case when turn > 1 then '-' || turn else '' end`;

/** A condition: the status as at the day is one of `statuses`. */
export function stands(p: Parameters, ...statuses: readonly string[]): Fragment {
  return sql`${statusSql(p.asAt)} in (${sql.join(statuses.map((status) => sql.lit(status)))})`;
}

/** The dates that `codes` names and that were not over on the day. Those not over now and those that were not then are each found by an index. */
export function notOver(p: Parameters, codes: Fragment): Fragment {
  return sql`(select * from deadline where ${sql.raw(open)} and ${codes}
    union all select * from deadline where ${sql.raw(over)} > ${p.asAt}::date and ${codes})`;
}

/** A condition: done by the day it was due. */
export const met = (p: Parameters): Fragment => stands(p, 'MET');

/** Why a limit that fell due does not count: it was closed by its day, as at the day asked for. */
export function closedInTime(p: Parameters): readonly [Fragment, string] {
  return [
    sql`(${stands(p, 'NOT_APPLICABLE')} and coalesce(closed_on <= due_on, true))`,
    'No longer needed by the due day, or done on a day not recorded',
  ];
}
