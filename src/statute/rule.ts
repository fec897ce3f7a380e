// The form of a rule: the law as data. A rule without a citation or a day of coming into force does not compile.
import type { Span } from '../calendar/counting.ts';
import { type Day, day } from '../calendar/day.ts';
import type { SettingName } from './settings.ts';

/** What a missed date means: only STATUTORY and CASE_LAW may be reported as unlawful. */
export type Force = 'STATUTORY' | 'CASE_LAW' | 'GUIDANCE' | 'DERIVED' | 'INTERNAL';

/** SEEN: read in its source. INFERRED: reasoned from the wording, from general law or from practice. */
export type Mark = 'SEEN' | 'INFERRED';

/** The part of the case that owns the clock. */
export type Part =
  | 'ASSESSMENT' | 'REVIEW' | 'PHASE_TRANSFER' | 'REASSESSMENT' | 'AMENDMENT' | 'TRANSFER_IN' | 'TRANSFER_OUT' | 'CEASE'
  | 'DISPUTE' | 'DETAINED' | 'PLAN' | 'OTHER';

export type Ground =
  | 'SETTING_CLOSED' | 'SETTING_CLOSED_EY' | 'EXCEPTIONAL_PERSONAL' | 'ABSENT_FROM_AREA' | 'MISSED_APPOINTMENT'
  | 'REPRESENTATIONS' | 'CORONAVIRUS';

/** An event; where `fact` is given, only one whose facts say any of `is` ("null": not recorded), or anything without `is`. */
export interface Act {
  readonly event: string;
  readonly fact?: string;
  readonly is?: readonly string[];
  /** The fact that holds the day it counts from, where that is not the day of the event. */
  readonly day?: string;
  /** Only from the day of the event that started the clock. */
  readonly since?: 'the start';
  /** It must name the same body or setting as the event that started the clock: the name of that fact. */
  readonly same?: string;
}

/** An event that starts the clock. */
export interface Start extends Act {
  /** `receipt`: the reading of when something is received applies; `order`: that of when an order starts time. */
  readonly counts?: 'receipt' | 'order';
  /** Orders, notices to the Tribunal and agreements: only those that have this effect. */
  readonly effect?: string;
  /** What the law calls it, where that is not the event. */
  readonly name?: string;
}

/**
 * How far back events elsewhere in the case count: to the start; to 1 September before the day; to that before the day five
 * months earlier, since a school may act in the summer for the year to come; or, where the start lies in those months, to it.
 */
export type Reach = 'since the start' | 'in the school year' | 'in the school year five months before' | 'in the school year or since the start';

/** Another date that this one is worked out from: the earliest of those with these codes. */
export interface Basis { readonly codes: readonly string[] }

/** Dates that no single way of counting gives; each is a function in `deadlines/special-dates.ts`. */
export type SpecialDate =
  | 'appeal window' | 'tribunal working days' | 'move' | 'new authority review' | 'phase transfer' | 'phase transfer quoted' | 'months before the transfer'
  | 'further months if complex' | 'end of appeal' | 'earliest' | 'next day' | 'maximum age';

/** How the day is found, and the same in words. */
export type Period = Span | { readonly special: SpecialDate; readonly count?: number; readonly words: string };

/** Another reading of the period, where the council has chosen it. */
export interface Reading {
  readonly setting: SettingName;
  readonly value: string;
  readonly period: Period;
}

export interface Rule {
  readonly code: string;
  /** In plain words, as an officer reads it. */
  readonly title: string;
  readonly citation: string;
  readonly force: Force;
  readonly mark: Mark;
  /** The instrument or judgment that it rests on; a key of `ruleSets`. */
  readonly ruleSet: RuleSetId;
  /** In force for duties falling due from this day … */
  readonly from: Day;
  /** … to this day, or null while it is in force. */
  readonly to: Day | null;
  readonly within: readonly Part[];
  readonly starts: readonly Start[];
  /** Instead of an event, another date starts it. */
  readonly basedOn?: Basis;
  /** Which of several starts count: the first, the last, each of them, or the first named that there is. */
  readonly take?: 'first' | 'last' | 'each' | 'first named';
  readonly period: Period;
  readonly readings?: readonly Reading[];
  /** Facts of the starting event that hold a day which takes the place of the one worked out. */
  readonly replacedBy?: readonly string[];
  /** The furthest that such a day may lie. */
  readonly furthest?: Span;
  /** duty: to be done by the authority, or for it, by the day. duty of others: by somebody else. window: runs out on the day. marker: a day to know. */
  readonly nature: 'duty' | 'duty of others' | 'window' | 'marker';
  /** What counts as done. */
  readonly done: readonly Act[];
  /** After these it is no longer needed. */
  readonly stops: readonly Act[];
  /** The code of the duty that this one takes the place of: one of the two is to be done, and whoever has done either is done with both. */
  readonly insteadOf?: string;
  /** These undo a stop. */
  readonly reopens?: readonly Act[];
  /** Done and stopped by events elsewhere in the case too, and how far back. */
  readonly anywhere?: Reach;
  /** A SEN2 return cannot say whether it was done: of a step known from returns alone that is not recorded. */
  readonly notInReturns?: true;
  readonly exceptions: readonly Ground[];
  /** Days of absence that the ground of absence needs. */
  readonly absenceDays?: number;
  /** A window of 15 days that must fit in before the day: opened by these events. */
  readonly window?: readonly Act[];
  /** What is contested or must be checked. */
  readonly note?: string;
}

/** Where rules come from, and since when each applies. */
export const ruleSets = {
  'base-2014': 'SEND Regulations 2014 (SI 2014/1530) and Children and Families Act 2014 Part 3, from 1 September 2014',
  'amend-2015': 'SI 2015/359: regulation 45 (appeals not opposed) rewritten, from 23 March 2015',
  'detained-2015': 'SI 2015/62 and sections 70 to 75 of the Act (detained persons), from 1 April 2015',
  'redress-2018': 'SI 2017/1306: recommendations on health and social care, from 3 April 2018',
  'rules-2020': 'Tribunal Rules 2008, rule 12(3) limited to special educational needs cases, from 21 July 2020',
  'covid-2020': 'SI 2020/471: limits relaxed where coronavirus was the reason, 1 May to 25 September 2020',
  'devon-2022': 'R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin), used from 8 March 2022',
  'herts-2023': 'R (W) v Hertfordshire County Council [2023] EWHC 3138 (Admin), 8 December 2023',
  'guidance-2024': 'Guidance of the Local Government and Social Care Ombudsman on complaints (Complaint Handling Code, issued in February 2024, used in investigations from April 2026)',
  internal: 'Arithmetic or practice of the authority, with no instrument behind it',
} as const;

export type RuleSetId = keyof typeof ruleSets;

/** Rules in force since 1 September 2014, statutory, seen in their source, without exceptions unless they say otherwise. */
export const since2014 = {
  ruleSet: 'base-2014', from: day('2014-09-01'), to: null, force: 'STATUTORY', mark: 'SEEN', nature: 'duty',
  starts: [], done: [], stops: [], exceptions: [],
} as const satisfies Partial<Rule>;

/** Whether something is to be done by the day, by the authority or by somebody else. */
export function isDuty({ nature }: { readonly nature: string }): boolean {
  return nature === 'duty' || nature === 'duty of others';
}

/** Acts named by their events alone. */
export function acts(...events: string[]): Act[] {
  return events.map((event) => ({ event }));
}
