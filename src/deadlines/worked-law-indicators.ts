// The indicators that rest on the limits of each case: the same dates and standings as of a case told by its events.
import { addMonths, type Day } from '../calendar/day.ts';
import type { Case } from '../case-history/case.ts';
import type { Facts, Json } from '../case-history/entry.ts';
import { settle } from '../case-history/settle.ts';
import type { Deadline } from './deadline.ts';
import type { Law } from './law.ts';
import { type Standing, standing } from './standing.ts';
import { hasLeft, rate, within } from './worked-indicators.ts';
import type { CountedCase } from './worked-case.ts';
import { workOut } from './work-out.ts';

interface Standings { readonly settled: Case; readonly left: boolean; readonly dates: readonly Dated[] }
type Dated = Deadline & { readonly stands: Standing };

/**
 * Yearly reviews, phase transfers, advice, orders, and open assessments on track; each only where a case tells of such. The
 * period is that of the last lawful day. Nothing without a day to stand on.
 */
export function lawIndicators(cases: readonly CountedCase[], { asOf, period }: { asOf: Day | null; period: Json }, law: Law): Facts {
  if (asOf === null) return {};
  const all = cases.map((one) => standingsOf(one, asOf, law));
  const dates = all.flatMap((one) => one.dates);
  const inside = within(period);
  const fallen = dates.filter(({ dueOn, stands }) => dueOn !== null && inside(dueOn) && stands.status !== 'NOT_STARTED');
  const found = { ...transfers(dates.filter(({ dueOn }) => dueOn !== null && inside(dueOn)), asOf), ...advice(fallen), ...orders(all, inside), ...yearly(all, asOf), ...onTrack(all) };
  return Object.fromEntries(Object.entries(found).filter(([, figure]) => figure !== null)) as Facts;
}

function standingsOf({ facts, entries }: CountedCase, asOf: Day, law: Law): Standings {
  const settled = settle(entries);
  return { settled, left: hasLeft(facts), dates: workOut(settled, law).map((one) => ({ ...one, stands: standing(one, asOf) })) };
}

const rateOf = <T>(list: readonly T[], counts: (one: T) => boolean): Facts | null => (list.length === 0 ? null : rate(list, counts));
const isMet = ({ stands }: Dated): boolean => stands.status === 'MET';

/** No longer needed by its day. */
function closedInTime({ stands, closedOn, dueOn }: Dated): boolean {
  return stands.status === 'NOT_APPLICABLE' && (closedOn === null || closedOn <= (dueOn as Day));
}

/** Plans not sent stay in. */
function transfers(dates: readonly Dated[], asOf: Day): Facts {
  const own = dates.filter((one) => (one.code === 'PT.FINAL' || one.code === 'PT.P16_P16') && !closedInTime(one));
  const sentBy = (one: Dated, day: Day | null): boolean => one.doneOn !== null && one.doneOn <= asOf && day !== null && one.doneOn <= day;
  return { 'IND.PT_STRICT': rateOf(own, (one) => sentBy(one, one.dueOn)), 'IND.PT_QUOTED': rateOf(own, (one) => sentBy(one, one.quotedOn ?? one.dueOn)) };
}

/** What fell due and counts: not what was no longer needed, is due today or lies ahead, or was missed under an exception. */
function judged(one: Dated): boolean {
  return isMet(one) || one.stands.status === 'DONE_LATE' || one.stands.status === 'OPEN_OVERDUE' || (one.stands.status === 'NOT_APPLICABLE' && !closedInTime(one));
}

function advice(fallen: readonly Dated[]): Facts {
  const own = fallen.filter((one) => one.code === 'NA.ADVICE' && judged(one));
  const bodies = [...new Set(own.map(({ body }) => body ?? 'not recorded'))];
  const byBody = Object.fromEntries(bodies.map((body) => [body, rate(own.filter((one) => (one.body ?? 'not recorded') === body), isMet)]));
  return { 'IND.ADVICE_6W': own.length === 0 ? null : { ...rate(own, isMet), byBody } };
}

/** One for each order, notice or agreement: everything that it asked for, the last of it due in the period. */
function orders(all: readonly Standings[], inside: (on: Day) => boolean): Facts {
  const groups = all.flatMap(({ dates }) => {
    const own = dates.filter((one) => (one.code.startsWith('TO.') || one.code === 'MED.COMPLY_OTHER') && one.dueOn !== null && one.stands.status !== 'NOT_STARTED' && !closedInTime(one));
    return [...Map.groupBy(own, ({ partNo, triggerOn }) => `${partNo} ${triggerOn}`).values()];
  });
  const excused = (one: Dated): boolean => one.stands.status === 'OPEN_EXEMPT' || one.stands.status === 'DONE_LATE_EXEMPT';
  const lastDue = (group: readonly Dated[]): Day => group.map(({ dueOn }) => dueOn as Day).sort().at(-1) as Day;
  const counted = groups.filter((group) => inside(lastDue(group)) && !group.every(excused) && group.every(({ stands }) => !stands.status.startsWith('OPEN_IN') && stands.status !== 'OPEN_DUE_TODAY'));
  return { 'IND.ORDERS': rateOf(counted, (group) => group.every((one) => isMet(one) || excused(one))) };
}

/** Plans open on the day whose first twelve months have ended: not past a yearly review. */
function yearly(all: readonly Standings[], asOf: Day): Facts {
  const plans = all.flatMap(({ settled, dates }) => settled.plans.map((plan) => ({ plan, late: dates.some((one) => one.code === 'AR.COMPLETE_BY' && one.partNo === plan.no && one.stands.status === 'OPEN_OVERDUE') })));
  const open = plans.filter(({ plan: { startOn, ceaseOn } }) => startOn !== null && addMonths(startOn, 12) <= asOf && (ceaseOn === null || ceaseOn > asOf));
  return { 'IND.AR_12M': rateOf(open, ({ late }) => !late) };
}

/** Open assessments with the limit ahead, still possible, and nothing of the same assessment late. */
function onTrack(all: readonly Standings[]): Facts {
  const open = all.filter(({ left }) => !left).flatMap(({ dates }) => dates.filter(({ code, stands }) => code === 'NA.FINAL_PLAN' && stands.status.startsWith('OPEN')).map((final) => ({ final, dates })));
  const lateIn = (dates: readonly Dated[], partNo: number): boolean => dates.some(({ part, partNo: no, rule, force, stands }) =>
    part === 'ASSESSMENT' && no === partNo && rule.nature === 'duty' && (force === 'STATUTORY' || force === 'CASE_LAW') && stands.status === 'OPEN_OVERDUE');
  return { 'IND.ON_TRACK': rateOf(open, ({ final, dates }) => final.stands.status === 'OPEN_IN_TIME' && !final.stands.warnings.includes('breachInevitable') && !lateIn(dates, final.partNo)) };
}
