// How near an invented council's figures come to the published ones: the real measures, asked for 2025 as at census day.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { type Ask, withFigures } from '../../test/council-figures.ts';
import { testDatabase } from '../../test/database.ts';
import { day } from '../calendar/day.ts';
import type { Figure } from '../performance/figure.ts';
import type { Database } from '../platform/database.ts';
import { knownForEachPlan } from './invented-council.ts';
import type { ServiceName } from './kinds-of-service.ts';
import { published } from './published.ts';

const { requests2025: requests, timeliness2025: timeliness, assessments2025: assessments, reviews2024: reviews, spread2024: spread, trend } = published;
const caseload = published.caseloadJanuary2025;

/** Per cent. `England` is published; an average council must come within `tolerance` points of it. */
interface Row { what: string; measure: string; category?: string; England: number; tolerance: number; failing?: [number, number]; good?: [number, number] }

const of = (part: number, whole: number): number => (100 * part) / whole;
const seen = reviews.last_meeting_in_2024 + reviews.last_meeting_in_2025 + reviews.last_meeting_before_2024;
const need = (code: keyof typeof caseload.byNeed, tolerance: number): Row => ({ what: `Plans in force for ${code}`, measure: 'caseload.by_primary_need', category: code, England: of(caseload.byNeed[code], caseload.total), tolerance });

// Failing and good are held to places between authorities: a failing one lies by the lowest tenth, a good one by the highest.
const table: readonly Row[] = [
  { what: 'Requests refused, of those received', measure: 'requests.not_assess', England: of(requests.refused, requests.received), tolerance: 4 },
  { what: 'Requests withdrawn', measure: 'requests.withdrawn', England: of(requests.withdrawn, requests.received), tolerance: 1 },
  { what: 'Decided within six weeks', measure: 'six_weeks.decided.within', England: of(requests.decided_within_6wk, requests.decided_within_6wk + requests.decided_over_6wk), tolerance: 8, failing: [25, 100 * spread.decided_within_6wk_share_2024.p25], good: [100 * spread.decided_within_6wk_share_2024.p75, 100] },
  { what: 'Assessments without a plan', measure: 'assessments.not_issued', England: of(assessments.plan_not_issued, assessments.plan_issued + assessments.plan_not_issued), tolerance: 3 },
  { what: 'Plans within 20 weeks, without exceptions', measure: 'twenty_weeks.excl.within', England: timeliness.within_20wk_ex_pc, tolerance: 10, failing: [1, 100 * spread.within_20wk_ex_share_2024.p10], good: [88, 100] },
  { what: 'Plans after more than a year, without exceptions', measure: 'twenty_weeks.excl.over_52', England: of(timeliness.over_52wk_ex, timeliness.issued_ex), tolerance: 8, failing: [10, 30], good: [0, 3] },
  { what: 'Plans under an exception', measure: 'exception_share', England: of(timeliness.issued_inc - timeliness.issued_ex, timeliness.issued_inc), tolerance: 2.5 },
  { what: 'Latest review meeting in the year, of reviews expected', measure: 'reviews.meeting_in_period', England: of(reviews.last_meeting_in_2024, reviews.review_expected), tolerance: 6, failing: [35, 55], good: [80, 95] },
  { what: 'No review meeting on record', measure: 'reviews.no_meeting', England: of(reviews.no_meeting_recorded, reviews.review_expected), tolerance: 6 },
  { what: 'Decided to amend, of plans with a meeting', measure: 'reviews.outcome_amend', England: of(reviews.outcome_amend, seen), tolerance: 6 },
  { what: 'Decided to keep', measure: 'reviews.outcome_maintain', England: of(reviews.outcome_maintain, seen), tolerance: 5 },
  { what: 'No decision on record', measure: 'reviews.outcome_none', England: of(reviews.no_outcome_recorded, seen), tolerance: 6, failing: [25, 45], good: [0, 10] },
  { what: 'Decided within four weeks of the meeting', measure: 'reviews.decided_within_4_weeks', England: of(reviews.decision_within_4wk, reviews.decision_within_4wk + reviews.decision_over_4wk), tolerance: 8, failing: [10, 100 * spread.review_decision_within_4wk_share_2024.p25 + 7], good: [100 * spread.review_decision_within_4wk_share_2024.p90, 95] },
  need('ASD', 5), need('SLCN', 6), need('SEMH', 6), need('MLD', 4), need('PD', 1.5),
  { what: 'Plans in force of girls', measure: 'caseload.by_sex', category: 'F', England: of(caseload.bySex.F, caseload.total), tolerance: 4 },
];

const share = ({ numerator, denominator, categories }: Figure, category?: string): number =>
  of(category === undefined ? numerator : categories.find((one) => one.category === category)?.denominator ?? 0, denominator);

/** What is published as a rate of two counts, in per cent, with the bounds for an average council. */
async function rates(ask: Ask, on: Database): Promise<[what: string, found: number, England: number, tolerance: number][]> {
  const count = async (id: string, year?: number): Promise<number> => (await ask(id, year)).denominator;
  const plans = await count('caseload.total');
  const { rows: [appeals] } = await sql<{ n: number }>`select count(*)::int as n from dispute where appeal_on between '2025-01-01' and '2025-12-31'`.execute(on);
  const { rows: [due] } = await sql<{ n: number }>`select count(distinct child_id)::int as n from phase_transfer where due_on between '2026-01-01' and '2026-12-31'`.execute(on);
  return [
    ['Requests in the year, of plans in force', of(await count('requests.received'), plans), of(requests.received, trend.plans_january['2026']), 4],
    ['New plans in the year, of plans in force', of(await count('new_plans'), plans), of(trend.new_plans['2025'], trend.plans_january['2026']), 4],
    ['Plans ended in the year, of plans in force', of(await count('ceased.total'), plans), of(trend.ceased['2025'], trend.plans_january['2026']), 2],
    ['Appeals in the year, of plans in force', of(appeals?.n ?? 0, plans), of(published.appeals['2025'].registered, trend.plans_january['2026']), 1.5],
    ['Plans in force, of those asked for with --plans', of(plans, 9000 / knownForEachPlan), 103, 3],
    ['Phase transfers due in 2026, of plans in force', of(due?.n ?? 0, plans), of(published.phaseTransfers.due_2026, trend.plans_january['2026']), 4],
  ];
}

const { db } = await testDatabase();
const say = (...[what, found, low, high]: [string, number, number, number]): string => `${what.padEnd(56)} ${found.toFixed(1).padStart(5)}   (${low.toFixed(1)} to ${high.toFixed(1)})`;

for (const service of ['failing', 'average', 'good'] as const satisfies readonly ServiceName[]) {
  test(`the figures of a council whose service is ${service} are as near the published ones as the table says`, async (t) => {
    const outside: string[] = [];
    const hold = (what: string, found: number, [low, high]: readonly [number, number]): void => {
      t.diagnostic(say(what, found, low, high));
      if (found < low || found > high) outside.push(say(what, found, low, high));
    };
    await withFigures(db, { children: service === 'average' ? 9000 : 4000, seed: 1, until: day('2026-01-15'), service }, async (ask, on) => {
      for (const row of table) {
        const bounds = service === 'average' ? [row.England - row.tolerance, row.England + row.tolerance] as const : row[service];
        if (bounds !== undefined) hold(row.what, share(await ask(row.measure), row.category), bounds);
      }
      if (service === 'average') for (const [what, found, England, tolerance] of await rates(ask, on)) hold(what, found, [England - tolerance, England + tolerance]);
    });
    assert.deepEqual(outside, []);
  });
}
