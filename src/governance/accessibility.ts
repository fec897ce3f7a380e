// What the accessibility statement rests on. The checks of every page (test/browser.ts) let pass what is listed here and
// nothing else, so that the public list and the tests cannot differ (UI-90).
import { type Day, day } from '../calendar/day.ts';

/** A problem that is known, and not mended yet. */
export interface AccessibilityProblem {
  /** The rule of axe that finds it, such as `color-contrast`; null where people found it. */
  readonly rule: string | null;
  /** What goes wrong, where, and for whom, in plain words. */
  readonly problem: string;
  /** Why it is not mended yet, and when it will be. */
  readonly reason: string;
  readonly since: Day;
}

/** Problems that are published as they are. */
export const knownProblems: readonly AccessibilityProblem[] = [];

/** The day on which the statement was prepared. */
export const preparedOn = day('2026-11-22');

/** The day of the last automated checks of all pages: set at each release. */
export const lastCheckedOn = day('2026-11-22');

/** The day on which a person last ran the checks with screen reader, voice control and magnifier (UI-91); null: nobody has yet. */
export const lastTriedOn: Day | null = null;
