// The measures of a SEN2 return counted a second time, in memory, straight from the records and the words of the
// guide: written apart from the queries, for tests to compare with.
import type { ReturnActivePlan, ReturnAssessment, ReturnNamedPlan, ReturnRecord, ReturnRequest } from '../src/case-history/return-record.ts';

type Counts = Record<string, number>;

interface Period { first: string; last: string; census: string; year: number }

const NEEDS = ['SPLD', 'MLD', 'SLD', 'PMLD', 'SEMH', 'SLCN', 'HI', 'VI', 'MSI', 'PD', 'ASD', 'DS', 'OTH'];

function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 86_400_000;
}

/** Days from one to the other; not a number where either is absent, so that every comparison with it fails. */
function daysFrom(start: string | null | undefined, end: string | null | undefined): number {
  return start && end ? dayNumber(end) - dayNumber(start) : Number.NaN;
}

function inPeriod(day: string | null | undefined, period: Period): boolean {
  return day != null && day >= period.first && day <= period.last;
}

/** Every name whose count may be nought, set to nought. */
function noughts(): Counts {
  const names = [
    'persons', 'requests_records', 'new_plans', 'caseload.total', 'caseload.transferred_in', 'ceased.total',
    ...['received', 'assess', 'not_assess', 'not_made', 'withdrawn', 'rya', 'mediation', 'tribunal', 'tribunal_after_mediation'].map((n) => `requests.${n}`),
    ...['decided', 'received'].flatMap((basis) => [`six_weeks.${basis}.within`, `six_weeks.${basis}.over`]),
    ...['issued', 'not_issued', 'not_issued_within_16_weeks', 'not_issued_over_16_weeks', 'mediation', 'tribunal', 'open', 'withdrawn'].map((n) => `assessments.${n}`),
    ...['all', 'excl', 'undisputed_all', 'undisputed_excl'].flatMap((b) => ['base', 'within', 'w20_52', 'over_52'].map((n) => `twenty_weeks.${b}.${n}`)),
    ...[...NEEDS, 'not_recorded'].map((n) => `caseload.by_primary_need.${n}`),
    ...['M', 'F', 'U', 'not_recorded'].map((n) => `caseload.by_sex.${n}`), 'caseload.by_age.not_recorded',
    'budgets.personal_budget', 'budgets.organised', ...['E', 'S', 'H', 'I', 'not_recorded'].map((n) => `budgets.direct_payment.${n}`),
    ...['A', 'B', 'not_recorded'].map((n) => `residential.${n}`), ...['A', 'T', 'S', 'not_recorded'].map((n) => `work_based.${n}`),
    ...['not_expected', 'expected', 'meeting_in_period', 'meeting_after', 'meeting_before', 'no_meeting'].map((n) => `reviews.${n}`),
    ...['', 'in_period.'].flatMap((p) => ['outcome_amend', 'outcome_cease', 'outcome_maintain', 'outcome_none', 'decided_within_4_weeks', 'decided_over_4_weeks'].map((n) => `reviews.${p}${n}`)),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 'not_recorded'].map((n) => `ceased.by_reason.${n}`),
    'phase_transfer.due.not_recorded', 'phase_transfer.final_on_time.not_recorded',
  ];
  return Object.fromEntries(names.map((name) => [name, 0]));
}

function countRequest(request: ReturnRequest, period: Period, add: (name: string) => void): void {
  const { requestOutcome: outcome, receivedDate, requestOutcomeDate } = request;
  if (inPeriod(receivedDate, period) && (outcome === 'Y' || outcome === 'N' || outcome === 'A' || outcome === 'W')) {
    add('requests.received');
    add(`requests.${{ Y: 'assess', N: 'not_assess', A: 'not_made', W: 'withdrawn' }[outcome]}`);
    if (request.rya === true) add('requests.rya');
    if (request.requestMediation === true) add('requests.mediation');
    if (request.requestTribunal === true) add('requests.tribunal');
    if (request.requestMediation === true && request.requestTribunal === true) add('requests.tribunal_after_mediation');
  }
  if (outcome !== 'Y' && outcome !== 'N') return;
  const days = daysFrom(receivedDate, requestOutcomeDate);
  if (Number.isNaN(days)) return;
  if (inPeriod(requestOutcomeDate, period)) add(`six_weeks.decided.${days <= 42 ? 'within' : 'over'}`);
  if (inPeriod(receivedDate, period)) add(`six_weeks.received.${days <= 42 ? 'within' : 'over'}`);
}

function countAssessment(request: ReturnRequest, assessment: ReturnAssessment, period: Period, add: (name: string) => void): void {
  const { assessmentOutcome: outcome, assessmentOutcomeDate: on } = assessment;
  if (outcome === 'A') add('assessments.open');
  if (outcome === 'W') add('assessments.withdrawn');
  if (!inPeriod(on, period) || (outcome !== 'Y' && outcome !== 'N')) return;
  add(outcome === 'Y' ? 'assessments.issued' : 'assessments.not_issued');
  if (assessment.assessmentMediation === true) add('assessments.mediation');
  if (assessment.assessmentTribunal === true) add('assessments.tribunal');
  const days = daysFrom(request.receivedDate, on);
  if (Number.isNaN(days)) return;
  if (outcome === 'N') add(`assessments.not_issued_${days <= 112 ? 'within' : 'over'}_16_weeks`);
  else countTwentyWeeks(request, assessment, days, add);
}

function countTwentyWeeks(request: ReturnRequest, assessment: ReturnAssessment, days: number, add: (name: string) => void): void {
  const disputed = [request.requestMediation, request.requestTribunal, assessment.assessmentMediation, assessment.assessmentTribunal].includes(true);
  const bases = ['all'];
  if (assessment.week20 !== true) bases.push('excl');
  if (!disputed) bases.push(...bases.map((basis) => `undisputed_${basis}`));
  for (const basis of bases) {
    add(`twenty_weeks.${basis}.base`);
    add(`twenty_weeks.${basis}.${days <= 140 ? 'within' : days < 365 ? 'w20_52' : 'over_52'}`);
  }
}

function countPlan(record: ReturnRecord, request: ReturnRequest, plan: ReturnNamedPlan, { period, add }: Tally): void {
  const active = request.activePlan;
  const made = request.assessment?.assessmentOutcome;
  if (inPeriod(plan.startDate, period) && (made === 'Y' || made === 'N') && active?.transferLa == null) add('new_plans');
  if (inPeriod(plan.ceaseDate, period)) {
    add('ceased.total');
    add(`ceased.by_reason.${plan.ceaseReason ?? 'not_recorded'}`);
  }
  const open = plan.startDate !== null && plan.startDate <= period.census && (plan.ceaseDate === null || plan.ceaseDate >= period.census);
  if (!open) return;
  add('caseload.total');
  add(`caseload.by_sex.${record.person.sex ?? 'not_recorded'}`);
  add(`caseload.by_age.${ageIn(record.person.personBirthDate, `${period.year - 1}-08-31`)}`);
  add(`caseload.by_primary_need.${active?.needs.find((need) => need.senTypeRank === '1')?.senType ?? 'not_recorded'}`);
  if (plan.pb === true) add('budgets.personal_budget');
  if (plan.oa === true) add('budgets.organised');
  if (plan.dp !== null) add(`budgets.direct_payment.${plan.dp}`);
  if (active !== null && active.transferLa !== null) add('caseload.transferred_in');
  if (active !== null) countActive(active, period, add);
  countReview(plan.startDate as string, active, period, add);
}

function ageIn(born: string | null, on: string): string {
  if (born === null) return 'not_recorded';
  return String(Math.max(0, Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (on.slice(5) < born.slice(5) ? 1 : 0)));
}

function countActive(active: ReturnActivePlan, { census }: Period, add: (name: string) => void): void {
  for (const place of active.placements) {
    if (place.entryDate === null || place.entryDate > census || (place.leavingDate !== null && place.leavingDate < census)) continue;
    if (place.res !== null) add(`residential.${place.res}`);
    if (place.wbp !== null) add(`work_based.${place.wbp}`);
  }
  const due = active.phaseTransferDueDate;
  if (due === null) return;
  add(`phase_transfer.due.${due.slice(0, 4)}`);
  const final = active.phaseTransferFinalDate;
  const onTime = `phase_transfer.final_on_time.${due.slice(0, 4)}`;
  if (final !== null && final <= due) add(onTime);
}

const OUTCOMES: Record<string, string> = { A: 'outcome_amend', C: 'outcome_cease', M: 'outcome_maintain' };

function countReview(start: string, active: ReturnActivePlan | null, period: Period, add: (name: string) => void): void {
  if (start >= period.first) return add('reviews.not_expected');
  add('reviews.expected');
  const meeting = active?.reviewMeeting ?? null;
  if (meeting === null || active === null) return add('reviews.no_meeting');
  if (inPeriod(meeting, period)) add('reviews.meeting_in_period');
  if (meeting > period.last && meeting <= period.census) add('reviews.meeting_after');
  if (meeting < period.first) add('reviews.meeting_before');
  for (const prefix of inPeriod(meeting, period) ? ['', 'in_period.'] : ['']) {
    add(`reviews.${prefix}${OUTCOMES[active.reviewOutcome ?? ''] ?? 'outcome_none'}`);
    const days = daysFrom(meeting, active.lastReview);
    if (!Number.isNaN(days)) add(`reviews.${prefix}decided_${days <= 28 ? 'within' : 'over'}_4_weeks`);
  }
}

interface Tally { period: Period; add: (name: string) => void }

/** The measures of one return by name, noughts included. */
export function naiveMeasures(records: readonly ReturnRecord[], year: number, census: string): Counts {
  const counts = noughts();
  const period: Period = { first: `${year - 1}-01-01`, last: `${year - 1}-12-31`, census, year };
  const add = (name: string): void => { counts[name] = (counts[name] ?? 0) + 1; };
  for (const record of records) {
    add('persons');
    for (const request of record.requests) {
      add('requests_records');
      countRequest(request, period, add);
      if (request.assessment !== null) countAssessment(request, request.assessment, period, add);
      const plan = request.assessment?.namedPlan;
      if (plan != null) countPlan(record, request, plan, { period, add });
    }
  }
  return counts;
}

/** Leaves out the noughts, which a count may list or not. */
export function withoutNoughts(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}
