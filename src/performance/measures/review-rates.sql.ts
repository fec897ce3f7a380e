// How quickly annual reviews are decided, amended and repeated, counting also those that nobody has finished.
import { sql } from 'kysely';
import { schoolYearAgeDay } from '../measure.ts';
import type { Parameters } from '../measure.ts';
import { inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { perhapsInForce, planCase, startUnknown } from './caseload.sql.ts';
import { stands } from './deadline-rows.sql.ts';

const reviewCase: Fragment = sql`'plan-' || plan_no || '/review-' || review_no`;

/** The day on which the plan ended, looked up only for the few reviews for which it matters. */
const planEnded: Fragment = sql`(select cease_on from plan where plan.child_id = review.child_id and plan.plan_no = review.plan_no)`;
const taken: Fragment = sql`(decision_on - meeting_on)`;

const decidedBy = (p: Parameters): Fragment => sql`coalesce(decision_on <= ${p.asAt}::date, false)`;

function decisions(p: Parameters, withOverdue: boolean): MeasureRows {
  // Said so that the index on the day of the decision finds them.
  const outstanding = withOverdue
    ? sql`((decision_on is null or decision_on > ${p.asAt}::date) and meeting_on < ${p.asAt}::date - 28)` : sql`false`;
  return rowsQuery({
    from: sql`review`, where: sql`(${inWindow(p, sql`decision_on`)} or ${outstanding})`, caseText: reviewCase, planNo: sql`plan_no`,
    countedOn: sql`case when ${decidedBy(p)} then decision_on else meeting_on + 28 end`, ageOn: sql`meeting_on`, days: taken,
    numerator: sql`${decidedBy(p)} and ${taken} <= 28`,
    excluded: [
      [sql`meeting_on is null`, 'Day of the meeting not recorded'],
      [sql`decision_on is null and outcome is not null`, 'Day of the decision not recorded'],
      [sql`not ${decidedBy(p)} and ${planEnded} < ${p.asAt}::date`, 'The plan has ended'],
    ],
  });
}

function amended(p: Parameters): MeasureRows {
  const due = sql`(meeting_on + 84)`;
  return rowsQuery({
    from: sql`review`, where: sql`outcome = 'amend' and ${inWindow(p, due)}`, caseText: reviewCase, planNo: sql`plan_no`, countedOn: due, ageOn: sql`meeting_on`,
    days: sql`final_on - meeting_on`, numerator: sql`coalesce(final_on <= ${due} and final_on <= ${p.asAt}::date, false)`,
    excluded: [
      [sql`not ${decidedBy(p)} and decision_on is not null`, 'Not decided yet'],
      [sql`not_amended_on <= ${p.asAt}::date`, 'Decided after all not to amend'],
      [sql`final_on is null and ${planEnded} <= ${due}`, 'The plan has ended'],
      [sql`coalesce(final_on > ${p.asAt}::date, true) and ${due} >= ${p.asAt}::date`, 'The 12 weeks have not passed yet'],
    ],
  });
}

/** Plans in force for a year or more; on time where no yearly review is overdue. */
function yearly(p: Parameters): MeasureRows {
  return rowsQuery({
    from: sql`plan`,
    where: perhapsInForce(p), caseText: planCase, countedOn: sql`start_on`, planNo: sql`plan_no`, ageOn: sql`${schoolYearAgeDay(p.asAt)}::date`,
    numerator: sql`not exists (select from deadline d where d.child_id = plan.child_id and episode_kind = 'PLAN' and episode_no = plan.plan_no
      and code = 'AR.COMPLETE_BY' and due_on < ${p.asAt}::date and ${stands(p, 'OPEN_OVERDUE')})`,
    excluded: [startUnknown, [sql`start_on + interval '12 months' > ${p.asAt}::date`, 'In its first twelve months']],
  });
}

const law = { source: 'law', rowIs: 'review' } as const;
const decision = { dayIs: 'Day decided, or the four weeks ended', daysAre: 'Days from meeting to decision' } as const;

export const reviewRateMeasures: readonly Measure[] = [
  measure({
    ...law, ...decision, id: 'review_decisions.within_4_weeks', title: 'Review decisions within four weeks', citation: 'SEND Regulations 2014, regulation 20(10)',
    aliases: ['IND.AR_4W'], pairings: ['review_decisions.within_4_weeks_with_overdue', 'open_overdue.review_decision'], rows: (p) => decisions(p, false),
    definition: 'Counted: reviews whose decision was sent in the window. Counted as yes: 28 days or fewer after the meeting.',
  }),
  measure({
    ...law, ...decision, id: 'review_decisions.within_4_weeks_with_overdue', title: 'Review decisions within four weeks, overdue ones counted',
    citation: 'SEND Regulations 2014, regulation 20(10)', aliases: ['IND.AR_4W_WITH_OVERDUE'],
    pairings: ['review_decisions.within_4_weeks', 'open_overdue.review_decision'], rows: (p) => decisions(p, true),
    definition: 'Counted: reviews whose decision was sent in the window, and every review of a plan in force whose four weeks have passed with no decision as at the day. '
      + 'Counted as yes: 28 days or fewer after the meeting.',
  }),
  measure({
    ...law, dayIs: 'Day the 12 weeks end', daysAre: 'Days from meeting to final plan', id: 'amended_plans.within_12_weeks', title: 'Amended plans within 12 weeks of the review meeting',
    citation: 'SEND Regulations 2014, regulation 22(3), and R (L, M and P) v Devon', aliases: ['IND.AR_12W'], pairings: ['open_overdue.amended_plan'], rows: amended,
    definition: 'Counted: decisions to amend where 84 days from the meeting ended in the window. Counted as yes: the final amended plan was sent within them. '
      + 'A final plan that is not recorded counts as not sent; the SEN2 return does not hold it.',
  }),
  measure({
    ...law, id: 'reviews.within_12_months', title: 'Plans not past their yearly review', citation: 'Children and Families Act 2014, section 44(1)', rowIs: 'plan',
    dayIs: 'Day the plan started', basis: 'stock', aliases: ['IND.AR_12M'], pairings: ['open_overdue.review'], rows: yearly,
    definition: 'Counted: plans in force as at the day whose first twelve months have ended. Counted as yes: no yearly review is past its last day.',
  }),
];
