// Decisions whether to assess, against the limit of six weeks (SEND Regulations 2014, regulation 5(1)).
import { sql } from 'kysely';
import type { Parameters } from '../measure.ts';
import { inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { requestCase, requestsFor } from './request-rows.sql.ts';

const taken: Fragment = sql`request_outcome_on - received_on`;

const bases = {
  decided: {
    of: 'decisions made', dayIs: 'Day the family was told', countedOn: sql`request_outcome_on`,
    definition: 'Counted: decisions to assess or not to assess of which the family was told in the window.',
  },
  received: {
    of: 'requests received and decided', dayIs: 'Day received', countedOn: sql`received_on`,
    definition: 'Counted: requests received in the window on which it was decided to assess or not to assess, whenever that was.',
  },
} as const;

type Basis = keyof typeof bases;

const sides = {
  within: { title: 'Decided within six weeks', words: '42 days or fewer', numerator: sql`${taken} <= 42` },
  over: { title: 'Decided after more than six weeks', words: 'more than 42 days', numerator: sql`${taken} > 42` },
} as const;

function rows(p: Parameters, basis: Basis, numerator: Fragment): MeasureRows {
  const { countedOn } = bases[basis];
  const decided = sql`decision in ('assess', 'refuse')`;
  const open = basis === 'decided' ? sql`false` : sql`decision not in ('assess', 'refuse')`;
  return rowsQuery({
    from: requestsFor(p), caseText: requestCase, countedOn, numerator, days: taken, ageOn: sql`received_on`,
    where: sql`(${inWindow(p, countedOn)} and (${decided} or ${open})) or (${countedOn} is null and ${decided})`,
    excluded: [
      [sql`received_on is null`, 'Day received not recorded'],
      [sql`decision = 'undecided'`, 'Not decided yet'],
      [open, 'Withdrawn, or decided before the period of the return'],
      [sql`request_outcome_on is null`, 'Day of the decision not recorded'],
    ],
  });
}

function sixWeeks(basis: Basis, side: keyof typeof sides): Measure {
  const { title, words, numerator } = sides[side];
  const aliases = side === 'over' ? [] : [`six_weeks.${basis}`, ...(basis === 'decided' ? ['IND.6W'] : [])];
  return measure({
    id: `six_weeks.${basis}.${side}`, title: `${title}, of ${bases[basis].of}`, source: 'DfE', citation: 'SEN2, six-week decisions', rowIs: 'request',
    definition: `${bases[basis].definition} Counted as yes: ${words} from the day of receipt (day 0) to the day the family was told.`,
    pairings: ['open_overdue.decide_assess'], dayIs: bases[basis].dayIs, daysAre: 'Days from request to decision', aliases, rows: (p) => rows(p, basis, numerator),
  });
}

export const sixWeekMeasures: readonly Measure[] = [
  sixWeeks('decided', 'within'), sixWeeks('decided', 'over'), sixWeeks('received', 'within'), sixWeeks('received', 'over'),
];
