// Plans issued, against the limit of twenty weeks (SEND Regulations 2014, regulation 13(2)): SEN2 counting.
import { sql } from 'kysely';
import type { Parameters } from '../measure.ts';
import { inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { disputed, requestCase, requestsFor } from './request-rows.sql.ts';

const taken: Fragment = sql`assessment_outcome_on - received_on`;

interface Basis { readonly words: string; readonly exceptions: boolean; readonly disputes: boolean; readonly other: string }

/** Which cases are in; `other` is the basis without which it is never shown. */
const bases: Readonly<Record<string, Basis>> = {
  all: { words: 'including exceptions', exceptions: true, disputes: true, other: 'excl' },
  excl: { words: 'excluding exceptions', exceptions: false, disputes: true, other: 'all' },
  undisputed_all: { words: 'including exceptions, without mediation or appeal', exceptions: true, disputes: false, other: 'undisputed_excl' },
  undisputed_excl: { words: 'excluding exceptions, without mediation or appeal', exceptions: false, disputes: false, other: 'undisputed_all' },
};

const bands: Readonly<Record<string, { title: string; words: string; numerator: Fragment }>> = {
  within: { title: 'Plans issued within 20 weeks', words: '140 days or fewer', numerator: sql`${taken} <= 140` },
  w20_52: { title: 'Plans issued after 20 to 52 weeks', words: '141 to 364 days', numerator: sql`${taken} between 141 and 364` },
  over_52: { title: 'Plans issued after 52 weeks or more', words: '365 days or more', numerator: sql`${taken} >= 365` },
};

const aliases: Readonly<Record<string, readonly string[]>> = {
  'all.within': ['twenty_weeks.all', 'IND.20W_ALL'], 'excl.within': ['twenty_weeks.excl'],
  'undisputed_all.within': ['twenty_weeks.undisputed_all', 'IND.20W_INCL'], 'undisputed_excl.within': ['twenty_weeks.undisputed_excl', 'IND.20W_EXCL'],
};

function rows(p: Parameters, basis: Basis, numerator?: Fragment): MeasureRows {
  return rowsQuery({
    from: requestsFor(p), caseText: requestCase, countedOn: sql`assessment_outcome_on`, ageOn: sql`received_on`, days: taken,
    where: sql`result = 'issue' and ${inWindow(p, sql`assessment_outcome_on`)}`,
    ...(numerator === undefined ? {} : { numerator }),
    excluded: [
      [sql`received_on is null`, 'Day received not recorded'],
      [basis.exceptions ? sql`false` : sql`week20 is true`, 'An exception applied to the 20-week limit'],
      [basis.disputes ? sql`false` : disputed, 'Mediation or appeal about the decision to assess or to issue'],
    ],
  });
}

function inWords(basis: Basis): string {
  return 'Counted: plans issued in the window after an assessment by this authority, where the day of receipt is recorded. '
    + `Plans under a recorded exception are ${basis.exceptions ? 'kept' : 'left out'}; `
    + `cases with mediation or an appeal about assessing or issuing are ${basis.disputes ? 'kept' : 'left out'}. `
    + 'Days run from receipt (day 0) to the day the plan was issued. Not counted: plans issued after a notice of no plan was overturned; plans that came from another authority.';
}

function ofBasis(name: string, basis: Basis): Measure[] {
  const pairings = ['open_overdue.final_plan', 'waiting.by_age'];
  const common = { source: 'DfE', citation: 'SEN2, plans issued within 20 weeks', rowIs: 'plan issued', dayIs: 'Day the plan was issued', daysAre: 'Days from request to plan' } as const;
  const base = measure({
    ...common, id: `twenty_weeks.${name}.base`, title: `Plans issued that can be timed, ${basis.words}`, kind: 'count',
    definition: inWords(basis), pairings: [`twenty_weeks.${basis.other}.base`], rows: (p) => rows(p, basis),
  });
  const shares = Object.entries(bands).map(([band, { title, words, numerator }]) => measure({
    ...common, id: `twenty_weeks.${name}.${band}`, title: `${title}, ${basis.words}`, aliases: aliases[`${name}.${band}`] ?? [],
    definition: `${inWords(basis)} Counted as yes: ${words}.`, pairings: [`twenty_weeks.${basis.other}.${band}`, ...pairings],
    rows: (p) => rows(p, basis, numerator),
  }));
  return [base, ...shares];
}

export const twentyWeekMeasures: readonly Measure[] = [
  ...Object.entries(bases).flatMap(([name, basis]) => ofBasis(name, basis)),
  measure({
    id: 'exception_share', title: 'Plans issued under an exception', source: 'law', citation: 'SEND Regulations 2014, regulation 13(3)',
    rowIs: 'plan issued', dayIs: 'Day the plan was issued', aliases: ['IND.EXCEPTION_SHARE'],
    definition: 'Counted: all plans issued in the window after an assessment by this authority. Counted as yes: an exception to the 20-week limit is recorded.',
    rows: (p) => rowsQuery({
      from: requestsFor(p), caseText: requestCase, countedOn: sql`assessment_outcome_on`, ageOn: sql`received_on`, numerator: sql`week20`,
      where: sql`result = 'issue' and ${inWindow(p, sql`assessment_outcome_on`)}`,
    }),
  }),
];
