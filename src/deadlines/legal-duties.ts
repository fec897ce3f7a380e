// The legal duties of a case that run on a day: the next of them, how many are late, and what is to be done.
import type { Day } from '../calendar/day.ts';
import { causeOf } from './cause.ts';
import type { Deadline } from './deadline.ts';
import { isExempt, type Stored, stored } from './standing.ts';

/** How the legal duties of a case stand on a day. */
export interface LegalDuties {
  /** Number and last lawful day of the legal duty due first, those excused after all others; null where none runs. */
  readonly nextNo: number | null;
  readonly dueOn: Day | null;
  /** All legal duties that run are past their last lawful day, and excused. */
  readonly excused: boolean;
  /** How many legal duties are past their last lawful day and not excused. */
  readonly overdue: number;
  /** Last lawful day of the legal duty due first of those not yet past it. */
  readonly aheadOn: Day | null;
  /** What is to be done by law and not excused, the first last lawful day of each cause, by day. */
  readonly toDo: readonly { readonly dueOn: Day; readonly cause: string }[];
  /** First day on which a breach of a legal duty not yet past its day, nor excused, is inevitable. */
  readonly inevitableFrom: Day | null;
}

/** A date with what its standing rests on; `legal` where it is a duty that missing would be unlawful. */
export type Dated = Stored & Pick<Deadline, 'no' | 'code' | 'turn' | 'body' | 'part' | 'partNo'> & { readonly legal: boolean };

/** Whether it would be unlawful for the authority to miss it: not so guidance, arithmetic, and duties and windows of others. */
export function isLegalDuty({ nature, force }: { readonly nature: string; readonly force: string }): boolean {
  return nature === 'duty' && (force === 'STATUTORY' || force === 'CASE_LAW');
}

/** A date as far as lists of work need it. */
export function dated(one: Deadline): Dated {
  return { ...one, ...stored(one), legal: isLegalDuty({ nature: one.rule.nature, force: one.force }) };
}

/** How legal duties that all run on a day stand then. */
export function legalDutiesOn(running: readonly Dated[], today: Day): LegalDuties {
  const excused = (date: Dated): boolean => date.dueOn !== null && date.dueOn < today && isExempt(date, today);
  const byDay = running.toSorted((a, b) => Number(excused(a)) - Number(excused(b)) || byText(a.dueOn ?? '', b.dueOn ?? '') || a.no - b.no);
  const ahead = byDay.filter(({ dueOn }) => dueOn !== null && dueOn >= today);
  const breaches = ahead.filter((date) => !isExempt(date, today)).flatMap(({ inevitableFrom }) => inevitableFrom ?? []);
  const [next] = byDay;
  return {
    nextNo: next?.no ?? null, dueOn: next?.dueOn ?? null, excused: next !== undefined && excused(next),
    overdue: byDay.filter((date) => !excused(date)).length - ahead.length,
    aheadOn: ahead[0]?.dueOn ?? null, toDo: firstOfEachCause(byDay.filter((date) => !excused(date))), inevitableFrom: breaches.sort()[0] ?? null,
  };
}

function firstOfEachCause(byDay: readonly Dated[]): LegalDuties['toDo'] {
  const first = new Map<string, Day>();
  for (const date of byDay) if (date.dueOn !== null && !first.has(causeOf(date))) first.set(causeOf(date), date.dueOn);
  return [...first].map(([cause, dueOn]) => ({ dueOn, cause }));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
