// Plans recorded as ended while an appeal could still be brought or was open: Children and Families Act 2014, section 45(4).
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Case } from '../case-history/case.ts';
import type { DataGap } from '../case-history/data-gaps.ts';
import type { Duty } from './duty.ts';

/** Ends that are no decision of the authority: passed to another authority, moved outside England, deceased. */
const undecided = new Set(['5', '7', '8']);

/** Why a plan that ends on a day ends too early, in one sentence; null where it does not. `duties` are those of the case with that end in it. */
export function endsTooEarly(duties: readonly Duty[], on: Day, reason: string | null): string | null {
  if (undecided.has(reason ?? '')) return null;
  const begun = duties.filter(({ code, triggerOn }) => code === 'CE.EARLIEST' && triggerOn !== null && triggerOn <= on);
  const latest = begun.reduce<Duty | undefined>((held, one) => (held === undefined || (one.triggerOn as Day) >= (held.triggerOn as Day) ? one : held), undefined);
  if (latest === undefined || latest.notApplicable || (latest.closedOn !== null && latest.closedOn < on)) return null;
  if (latest.dueOn === null) return 'An appeal about ending the plan is open, and the plan must be kept until it is decided (Children and Families Act 2014, section 45(4)).';
  return on >= latest.dueOn ? null : `The plan must be kept while an appeal can be brought: it may end from ${dayInWords(latest.dueOn)} (Children and Families Act 2014, section 45(4)).`;
}

/** Every plan of a case that is recorded as ended too early. */
export function plansEndedEarly({ plans }: Case, duties: readonly Duty[]): DataGap[] {
  return plans.flatMap(({ ceaseOn, ceaseReason }) => {
    const why = ceaseOn === null ? null : endsTooEarly(duties, ceaseOn, ceaseReason);
    return ceaseOn === null || why === null ? [] : [{ text: `The plan is recorded as ended on ${dayInWords(ceaseOn)}. ${why} Is that day right?`, mendedBy: null }];
  });
}
