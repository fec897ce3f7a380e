// Contested points of law and practice: what a council may choose, and what holds unless it does.

export interface Settings {
  readonly receiptRule: 'ACTUAL' | 'BUSINESS_DAY_5PM';
  readonly dayOne: 'DAY_AFTER_TRIGGER' | 'TRIGGER_DAY';
  readonly orderStart: 'MADE' | 'SENT';
  readonly reviewCompletes: 'DECISION' | 'MEETING';
  readonly annual: 'STRICT' | 'ANNIVERSARY';
  readonly phaseReading: 'STRICT' | 'QUOTED';
  readonly clearDays: 'FOURTEEN' | 'CLEAR';
  readonly sameSchoolSixthForm: 'ASK' | 'TRANSFER' | 'NO_TRANSFER';
  readonly noticeRule: 'SENT' | 'DELIVERED';
  readonly week20Rule: 'LIMIT' | 'ANY_STEP';
}

export type SettingName = keyof Settings;

export interface ContestedPoint {
  /** The question, in plain words. */
  readonly point: string;
  /** The choices, the default first, with what each means. */
  readonly choices: Readonly<Record<string, string>>;
  /** What is at stake. */
  readonly risk: string;
  /** Where the words stand that can be read in more than one way. */
  readonly citation: string;
}

/** Every contested point with its choices, the default first. */
export const contestedPoints: Readonly<Record<SettingName, ContestedPoint>> = {
  receiptRule: {
    point: 'When something is received out of hours or on a day that is not worked', risk: 'up to four days',
    citation: 'SEND Regulations 2014, regulations 5(1), 8(1) and 10(1)',
    choices: { ACTUAL: 'on the day it reached any address of the authority', BUSINESS_DAY_5PM: 'by 5pm on a working day, first class post on the next working day' },
  },
  dayOne: {
    point: 'Whether the day of receipt counts in “within N weeks of receiving”', risk: 'one day',
    citation: 'SEND Regulations 2014, regulation 5(1)',
    choices: { DAY_AFTER_TRIGGER: 'it does not count (Matthew v Sedman [2021] UKSC 19)', TRIGGER_DAY: 'it is the first day, so that the limit ends a day sooner' },
  },
  orderStart: {
    point: 'The day from which an order is counted', risk: 'days',
    citation: 'SEND Regulations 2014, regulation 44',
    choices: { MADE: 'the day it was made (regulation 44)', SENT: 'the day it was sent out (guide of HM Courts and Tribunals Service)' },
  },
  reviewCompletes: {
    point: 'When a review is complete', risk: 'up to four weeks a year',
    citation: 'Children and Families Act 2014, section 44(1); SEND Regulations 2014, regulation 20(10)',
    choices: { DECISION: 'when the family is told the decision', MEETING: 'at the meeting' },
  },
  annual: {
    point: '“12 months starting with” the day a plan was made or reviewed', risk: 'one day',
    citation: 'Children and Families Act 2014, section 44(1)',
    choices: { STRICT: 'ends on the day before the anniversary', ANNIVERSARY: 'ends on the anniversary' },
  },
  phaseReading: {
    point: '“Before 15 February” and “before 31 March”', risk: 'one day, in figures that many people read',
    citation: 'SEND Regulations 2014, regulation 18',
    choices: { STRICT: '14 February and 30 March', QUOTED: '15 February and 31 March' },
  },
  clearDays: {
    point: '“At least two weeks” before a review meeting', risk: 'one day',
    citation: 'SEND Regulations 2014, regulations 20(3), 20(4), 21(3) and 21(4)',
    choices: { FOURTEEN: 'fourteen days are enough', CLEAR: 'two clear weeks: fifteen days' },
  },
  sameSchoolSixthForm: {
    point: 'Staying on in the sixth form of the same school', risk: 'whether the date applies at all',
    citation: 'SEND Regulations 2014, regulation 18',
    choices: { ASK: 'ask the officer; the date is internal', TRANSFER: 'a phase transfer', NO_TRANSFER: 'no phase transfer' },
  },
  noticeRule: {
    point: 'The day that counts for a notice sent by post alone', risk: 'one or two working days',
    citation: 'SEND Regulations 2014, regulations 5(1), 10(1), 20(10), 22(4) and 25',
    choices: { SENT: 'the day it was sent, with a warning where delivery falls after the limit', DELIVERED: 'the working day after it was posted' },
  },
  week20Rule: {
    point: 'The 20-week exception item of the return where the exception was to an earlier limit only', risk: 'statistics',
    citation: 'SEN2 person-level return, item 3.7',
    choices: { LIMIT: 'set only for an exception to the 20-week limit', ANY_STEP: 'set for an exception at any step' },
  },
};

/** What holds where the council has chosen nothing. */
export const defaultSettings: Settings = {
  receiptRule: 'ACTUAL', dayOne: 'DAY_AFTER_TRIGGER', orderStart: 'MADE', reviewCompletes: 'DECISION', annual: 'STRICT',
  phaseReading: 'STRICT', clearDays: 'FOURTEEN', sameSchoolSixthForm: 'ASK', noticeRule: 'SENT', week20Rule: 'LIMIT',
};

/** Settings from choices by name; what is not a choice is left at the default and named in `unknown`. */
export function settingsFrom(chosen: Readonly<Record<string, unknown>>): { settings: Settings; unknown: string[] } {
  const known = Object.entries(chosen).filter(([name, value]) => isChoice(name, value));
  const unknown = Object.entries(chosen).filter(([name, value]) => !isChoice(name, value)).map(([name, value]) => `${name}: ${String(value)}`);
  return { settings: { ...defaultSettings, ...Object.fromEntries(known) }, unknown };
}

function isChoice(name: string, value: unknown): boolean {
  return Object.hasOwn(contestedPoints, name) && typeof value === 'string' && Object.hasOwn(contestedPoints[name as SettingName].choices, value);
}
