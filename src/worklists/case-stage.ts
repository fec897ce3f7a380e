// Where a case is, in the words of its page, and its phase of education: lists sort and filter by them.
import type { Stage } from '../case-history/case-stage.ts';

/** Stages in the order of the process, with the words of the case page. */
export const stages = {
  'request': 'Request: decision whether to assess to come',
  'advice-to-ask': 'Assessment: advice to be asked for',
  'advice': 'Assessment: advice awaited',
  'advice-in': 'Assessment: advice is in, plan to be decided',
  'draft': 'Assessment: draft plan sent to the family',
  'plan': 'Plan in force',
  'review': 'Plan in force: decision after the review to come',
  'amending': 'Plan in force: being amended after the review',
  'ended': 'Nothing open but a date that still runs',
} as const satisfies Readonly<Record<Stage, string>>;

/** Phases of education by national curriculum year (Reception is 0), first and last year of each. */
export const phases = {
  'early-years': { title: 'Early years', years: [-10, -1] },
  'primary': { title: 'Reception to year 6', years: [0, 6] },
  'secondary': { title: 'Years 7 to 11', years: [7, 11] },
  'post-16': { title: 'Years 12 to 14', years: [12, 14] },
  'post-19': { title: 'After year 14', years: [15, 99] },
} as const satisfies Record<string, { title: string; years: readonly [number, number] }>;

export type Phase = keyof typeof phases;
