// Counts by hand over requests and assessments.
import { sql } from 'kysely';
import type { Parameters } from '../performance/measure.ts';
import { type ByHand, daysOf, type Fragment, type HandCount } from './bench-count.sql.ts';

/** Known of on the day: what bears no day is. */
const seen = (p: Parameters): Fragment => sql`(received_on is null or received_on <= ${daysOf(p).asAt})`;
const ended = (p: Parameters): Fragment => sql`(ended and (ended_on is null or ended_on <= ${daysOf(p).asAt}))`;

/** A decision that came after the day; the day of a withdrawal is that of the end. */
const decidedLater = (p: Parameters): Fragment =>
  sql`coalesce(request_outcome_on > ${daysOf(p).asAt}, request_outcome = 'withdrawn' and ended_on > ${daysOf(p).asAt}, false)`;
const resultLater = (p: Parameters): Fragment =>
  sql`coalesce(assessment_outcome_on > ${daysOf(p).asAt}, assessment_outcome = 'withdrawn' and ended_on > ${daysOf(p).asAt}, false)`;

const decision = (p: Parameters, outcome: string): Fragment => sql`(request_outcome = ${outcome} and not ${decidedLater(p)})`;
const result = (p: Parameters, outcome: string): Fragment => sql`(assessment_outcome = ${outcome} and not ${resultLater(p)})`;

const request = (where: Fragment, yes?: Fragment): HandCount =>
  ({ from: sql`request`, where, ageOn: sql`received_on`, ...(yes === undefined ? {} : { yes }) });

/** Requests of the window, by what came of them. */
const received = (yes?: (p: Parameters) => Fragment): ByHand => (p) => {
  const { from, to } = daysOf(p);
  const where = sql`received_on between ${from} and ${to} and (request_outcome <> 'historical' or ${decidedLater(p)})`;
  return { ...request(where, yes?.(p)), undated: sql`received_on is null and request_outcome <> 'historical'` };
};

/** Decisions of the window, or on requests of the window. */
const sixWeeks = (dayOf: 'request_outcome_on' | 'received_on', yes: Fragment): ByHand => (p) => {
  const { from, to, asAt } = daysOf(p);
  const where = sql`request_outcome in ('assess', 'refuse') and ${sql.ref(dayOf)} between ${from} and ${to}
    and request_outcome_on <= ${asAt} and received_on <= ${asAt}`;
  return { ...request(where, yes), undated: sql`${sql.ref(dayOf)} is null and request_outcome in ('assess', 'refuse')` };
};

/** Refusals to issue of which no source gives the day. */
const undated = sql`assessment_outcome_on is null and assessment_outcome = 'no-plan'`;

/** Assessments concluded in the window. */
const concluded = (yes: Fragment): ByHand => (p) => {
  const { from, to } = daysOf(p);
  const where = sql`assessment_outcome in ('issue', 'no-plan') and assessment_outcome_on between ${from} and ${to} and ${seen(p)}`;
  return { ...request(where, yes), undated };
};

const noPlan = (yes: Fragment): ByHand => (p) => {
  const { from, to, asAt } = daysOf(p);
  const where = sql`assessment_outcome = 'no-plan' and assessment_outcome_on between ${from} and ${to} and received_on <= ${asAt}`;
  return { ...request(where, yes), undated };
};

/** Plans issued in the window that can be timed. */
const issued = (more: Fragment, yes?: Fragment): ByHand => (p) => {
  const { from, to, asAt } = daysOf(p);
  return request(sql`assessment_outcome = 'issue' and assessment_outcome_on between ${from} and ${to} and received_on <= ${asAt} and ${more}`, yes);
};

const taken = sql`assessment_outcome_on - received_on`;
const undisputed = sql`not (coalesce(request_mediation, false) or coalesce(request_tribunal, false)
  or coalesce(assessment_mediation, false) or coalesce(assessment_tribunal, false))`;
const bases: readonly (readonly [string, Fragment])[] = [
  ['all', sql`true`], ['excl', sql`week20 is not true`], ['undisputed_all', undisputed], ['undisputed_excl', sql`${undisputed} and week20 is not true`],
];
const bands: readonly (readonly [string, Fragment | undefined])[] = [
  ['base', undefined], ['within', sql`${taken} < 141`], ['w20_52', sql`${taken} > 140 and ${taken} < 365`], ['over_52', sql`${taken} > 364`],
];

/** Requests of the window that should have had a plan by now. */
const cohort: ByHand = (p) => {
  const { from, to, asAt } = daysOf(p);
  return request(sql`received_on between ${from} and ${to} and received_on < ${asAt} - 140
    and ${decision(p, 'refuse')} is not true and ${decision(p, 'withdrawn')} is not true and ${result(p, 'withdrawn')} is not true
    and ${result(p, 'no-plan')} is not true and ${result(p, 'historical')} is not true and not (exported_to is not null and ${ended(p)})`,
  sql`assessment_outcome = 'issue' and assessment_outcome_on <= ${asAt} and ${taken} <= 140`);
};

/** Assessments agreed to that nothing has ended. */
const open: ByHand = (p) => ({
  ...request(sql`${seen(p)} and (request_outcome_on is null or request_outcome_on <= ${daysOf(p).asAt}) and not ${ended(p)}
    and (${resultLater(p)} or assessment_outcome = 'undecided' or (assessment_outcome is null and request_outcome = 'assess' and not ended))`),
  undated: sql`assessment_outcome = 'undecided'`,
});

/** The counts of requests and assessments. */
export const requestCounts: Readonly<Record<string, ByHand>> = {
  'requests.received': received(),
  'requests.assess': received((p) => decision(p, 'assess')),
  'requests.not_assess': received((p) => decision(p, 'refuse')),
  'requests.not_made': received((p) => sql`(request_outcome = 'undecided' or ${decidedLater(p)})`),
  'requests.withdrawn': received((p) => decision(p, 'withdrawn')),
  'requests.rya': received(() => sql`rya`),
  'requests.mediation': received(() => sql`request_mediation`),
  'requests.tribunal': received(() => sql`request_tribunal`),
  'requests.tribunal_after_mediation': received(() => sql`request_mediation and request_tribunal`),
  'six_weeks.decided.within': sixWeeks('request_outcome_on', sql`request_outcome_on < received_on + 43`),
  'six_weeks.decided.over': sixWeeks('request_outcome_on', sql`request_outcome_on > received_on + 42`),
  'six_weeks.received.within': sixWeeks('received_on', sql`request_outcome_on < received_on + 43`),
  'six_weeks.received.over': sixWeeks('received_on', sql`request_outcome_on > received_on + 42`),
  'assessments.issued': concluded(sql`assessment_outcome = 'issue'`),
  'assessments.not_issued': concluded(sql`assessment_outcome = 'no-plan'`),
  'assessments.mediation': concluded(sql`assessment_mediation`),
  'assessments.tribunal': concluded(sql`assessment_tribunal`),
  'assessments.not_issued_within_16_weeks': noPlan(sql`${taken} < 113`),
  'assessments.not_issued_over_16_weeks': noPlan(sql`${taken} > 112`),
  'assessments.open': open,
  'assessments.withdrawn': (p) => request(sql`${result(p, 'withdrawn')} and ${seen(p)} and (request_outcome_on is null or request_outcome_on <= ${daysOf(p).asAt})`),
  ...Object.fromEntries(bases.flatMap(([base, where]) => bands.map(([band, yes]) => [`twenty_weeks.${base}.${band}`, issued(where, yes)]))),
  exception_share: (p) => request(sql`assessment_outcome = 'issue' and assessment_outcome_on between ${daysOf(p).from} and ${daysOf(p).to} and ${seen(p)}`, sql`week20`),
  'twenty_weeks.cohort.within': cohort,
  'waiting.by_age': (p) => ({ ...request(sql`received_on <= ${daysOf(p).asAt} and not ${ended(p)}`), ageOn: daysOf(p).asAt }),
  requests_records: (p) => request(seen(p)),
};
