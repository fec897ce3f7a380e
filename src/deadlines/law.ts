// What dates are worked out from besides the case: the rules, the calendar, the council's readings and the horizon.
import { bankHolidays } from '../calendar/bank-holidays.ts';
import type { Day } from '../calendar/day.ts';
import { type Calendar, calendarWith } from '../calendar/working-days.ts';
import { rules as allRules } from '../statute/rules.ts';
import type { Part, Rule } from '../statute/rule.ts';
import { defaultSettings, type Settings } from '../statute/settings.ts';

/** The versions of one rule, in force at different times or for different starts. */
export interface Versions {
  readonly code: string;
  readonly rules: readonly Rule[];
  /** Kinds of entry that start any of them. */
  readonly startedBy: ReadonlySet<string>;
  /** Worked out from other dates instead. */
  readonly derived: boolean;
}

export interface Law {
  readonly rules: readonly Rule[];
  readonly calendar: Calendar;
  readonly settings: Settings;
  /** Yearly reviews due after this day are not yet worked out; null for no bound. */
  readonly horizon: Day | null;
  /** Choose rules as at this day instead of the day on which the duty falls due; null for the latter. */
  readonly ruleSetAt: Day | null;
  /** The rules of each part of a case, by code, in their order. */
  readonly byPart: ReadonlyMap<Part, readonly Versions[]>;
}

/** The law with these parts in place of the usual ones. */
export function lawWith(parts: Partial<Omit<Law, 'byPart'>> = {}): Law {
  const rules = parts.rules ?? allRules;
  return {
    rules, calendar: parts.calendar ?? calendarWith(bankHolidays), settings: parts.settings ?? defaultSettings,
    horizon: parts.horizon ?? null, ruleSetAt: parts.ruleSetAt ?? null, byPart: byPart(rules),
  };
}

function byPart(rules: readonly Rule[]): Map<Part, Versions[]> {
  const parts = [...new Set(rules.flatMap((rule) => rule.within))];
  return new Map(parts.map((part) => {
    const own = rules.filter((rule) => rule.within.includes(part));
    return [part, [...new Set(own.map((rule) => rule.code))].map((code) => versionsOf(code, own.filter((rule) => rule.code === code)))];
  }));
}

function versionsOf(code: string, rules: readonly Rule[]): Versions {
  const startedBy = new Set(rules.flatMap((rule) => rule.starts.map((start) => start.event)));
  return { code, rules, startedBy, derived: rules.some((rule) => rule.basedOn !== undefined) };
}
