// Orders of the Tribunal (regulation 44), appeals that the authority does not oppose (45) and mediation agreements on
// matters that can be appealed (42(2)): one table for the three.
import { day } from '../calendar/day.ts';
import { type Act, acts, type Part, type Rule, since2014, type Start } from './rule.ts';

const grounds = ['SETTING_CLOSED', 'SETTING_CLOSED_EY', 'EXCEPTIONAL_PERSONAL', 'ABSENT_FROM_AREA', 'REPRESENTATIONS'] as const;
const within: readonly Part[] = ['DISPUTE'];

interface Row {
  readonly code: string;
  readonly title: string;
  readonly effect: string;
  readonly weeks: number;
  readonly done: readonly Act[];
  readonly stops?: readonly Act[];
  /** The last step of what was ordered: a day directed or agreed takes its place. */
  readonly last?: true;
  readonly mark?: 'INFERRED';
  readonly note?: string;
  readonly weeksBefore2015?: number;
  /** A draft must go to the family first. */
  readonly drafted?: true;
}

const finalPlan = acts('FINAL_PLAN_SENT', 'FINAL_AMENDED_PLAN_SENT', 'REASSESSMENT_PLAN_SENT');
const noPlan = acts('DECISION_NO_PLAN_NOTIFIED', 'NO_AMENDMENT_NOTIFIED');
const complied = acts('ORDER_COMPLIED_WITH');

const table: readonly Row[] = [
  {
    code: 'TO.ASSESS_NOTIFY', title: 'Tell the family that it will assess, as ordered', effect: 'ASSESS', weeks: 2, weeksBefore2015: 4,
    done: [...acts('DECISION_TO_ASSESS_NOTIFIED', 'REASSESSMENT_AGREED_NOTIFIED'), ...complied], stops: [...finalPlan, ...noPlan],
  },
  { code: 'TO.ASSESS_NO_PLAN', title: 'Tell the family if there will be no plan, after an order to assess', effect: 'ASSESS', weeks: 10, done: noPlan, stops: [...acts('DECISION_TO_ISSUE', 'DRAFT_PLAN_SERVED'), ...finalPlan] },
  { code: 'TO.ASSESS_FINAL', title: 'Send the final plan, after an order to assess', effect: 'ASSESS', weeks: 14, done: finalPlan, stops: noPlan, last: true, drafted: true },
  { code: 'TO.MAKE_DRAFT', title: 'Send the draft plan, as ordered', effect: 'MAKE_PLAN', weeks: 5, done: acts('DRAFT_PLAN_SERVED'), stops: finalPlan },
  { code: 'TO.MAKE_FINAL', title: 'Send the final plan, as ordered', effect: 'MAKE_PLAN', weeks: 11, done: finalPlan, last: true, drafted: true },
  {
    code: 'TO.RECONSIDER', title: 'Reconsider, and send a draft plan or a notice of no plan', effect: 'RECONSIDER', weeks: 2,
    done: [...acts('DRAFT_PLAN_SERVED', 'DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED', 'REFUSAL_STANDS_NOTIFIED'), ...noPlan, ...complied], stops: finalPlan, last: true,
    mark: 'INFERRED', note: 'The number of weeks is from general knowledge of regulation 44. Where a refusal to assess is reconsidered, telling the family what came of it is taken to do.',
  },
  { code: 'TO.AMEND', title: 'Send the amended plan, as ordered', effect: 'AMEND', weeks: 5, weeksBefore2015: 4, done: [...finalPlan, ...complied], last: true, note: 'Also where section I is in issue together with other contents.' },
  { code: 'TO.NAME', title: 'Name the setting, as ordered', effect: 'NAME', weeks: 2, done: [...finalPlan, ...complied], last: true },
  { code: 'TO.MAINTAIN', title: 'Keep the plan, as ordered', effect: 'MAINTAIN', weeks: 0, done: complied },
  { code: 'TO.CEASE', title: 'Plan ends, the appeal being dismissed', effect: 'CEASE', weeks: 0, done: [...acts('PLAN_CEASED'), ...complied] },
];

function starts(events: readonly Start[], effect: string): Start[] {
  return events.map((event) => ({ ...event, effect }));
}

const ordersAndAgreements: readonly Start[] = [{ event: 'TRIBUNAL_ORDER_MADE', counts: 'order' }, { event: 'MEDIATION_AGREEMENT_SIGNED' }];
const notOpposed: readonly Start[] = [{ event: 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED' }];

function ruleOf(row: Row): Rule {
  return {
    ...since2014, within, take: 'each', anywhere: 'since the start', code: row.code, title: row.title, mark: row.mark ?? 'SEEN',
    citation: 'SEND Regulations 2014, regulation 44(2), and 42(2) for mediation agreements', starts: starts(ordersAndAgreements, row.effect),
    period: row.weeks === 0 ? { counting: 'D-AFTER', count: 0 } : { counting: 'W-AFTER', count: row.weeks },
    done: row.done, stops: row.stops ?? [], exceptions: row.weeks === 0 ? [] : grounds, absenceDays: 14,
    ...(row.drafted === true ? { window: acts('DRAFT_PLAN_SERVED', 'DRAFT_REISSUED') } : {}),
    ...(row.last === true ? { replacedBy: ['directedDate', 'agreedDate'] } : {}), ...(row.note === undefined ? {} : { note: row.note }),
  };
}

/** Appeals not opposed before the response: as made in 2014, and as rewritten on 23 March 2015. */
function notOpposedRules(row: Row): Rule[] {
  const asMade: Rule = { ...ruleOf(row), starts: starts(notOpposed, row.effect), citation: 'SEND Regulations 2014, regulation 45 (as made)', to: day('2015-03-22') };
  const before = row.weeksBefore2015 ?? row.weeks;
  return [
    { ...asMade, period: before === row.weeks ? asMade.period : { counting: 'W-AFTER', count: before } },
    { ...asMade, ruleSet: 'amend-2015', from: day('2015-03-23'), to: null, citation: 'SEND Regulations 2014, regulation 45 (as substituted by SI 2015/359)' },
  ];
}

export const orderRules: readonly Rule[] = [
  ...table.flatMap((row) => [ruleOf(row), ...(row.effect === 'RECONSIDER' || row.effect === 'CEASE' ? [] : notOpposedRules(row))]),
  {
    ...since2014, within, take: 'each', anywhere: 'since the start', code: 'TREC.RESPONSE', title: 'Reply to the Tribunal’s recommendation on health or social care',
    citation: 'SEND (First-tier Tribunal Recommendations Power) Regulations 2017 (SI 2017/1306)', ruleSet: 'redress-2018', from: day('2018-04-03'),
    starts: [{ event: 'TRIBUNAL_RECOMMENDATION_MADE' }], period: { counting: 'W-AFTER', count: 5 }, replacedBy: ['directedDate'], done: acts('RECOMMENDATION_ANSWERED'),
  },
];
