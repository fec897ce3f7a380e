import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { inventCases } from '../../test/invented-cases.ts';
import { cohort, inTime, onTrack, overdue, reviewDecisions, waits } from '../../test/naive-law.ts';
import { day } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';
import { derivedTables } from '../deadlines/derived-tables.ts';
import { figure } from './figures.sql.ts';
import type { Figure } from './figure.ts';
import type { Parameters } from './measure.ts';
import { findMeasure } from './measures.sql.ts';
import { withScratch } from './scratch.sql.ts';

const { db } = await testDatabase();
const until = day('2026-11-21');
const cases = inventCases(7, 500, until);
const codes: [string, string[]][] = [
  ['decide_assess', ['NA.DECIDE_ASSESS']], ['no_plan', ['NA.NOTIFY_NO_PLAN']], ['final_plan', ['NA.FINAL_PLAN']], ['advice', ['NA.ADVICE']],
  ['review', ['AR.COMPLETE_BY']], ['review_decision', ['AR.DECISION']], ['amended_plan', ['AR.FINAL']], ['phase_transfer', ['PT.FINAL', 'PT.P16_P16']],
];

type Days = Pick<Parameters, 'from' | 'to' | 'asAt'>;
const asked: Days[] = [
  { from: day('2025-01-01'), to: day('2025-12-31'), asAt: until },
  { from: day('2026-04-01'), to: until, asAt: until },
  { from: day('2024-09-01'), to: day('2025-06-30'), asAt: day('2025-06-30') },
];

async function all(use: (ask: (id: string, days: Days) => Promise<Figure>) => Promise<void>): Promise<void> {
  await withScratch(db, derivedTables, cases.map(({ rows }) => rows), (scratch) => use((id, days) => {
    const measure = findMeasure(id)?.measure;
    assert.ok(measure, id);
    return figure(scratch, { measure, parameters: { ...days, basis: 'as-at' }, filters: [] });
  }));
}

const counts = ({ numerator, denominator }: Figure): object => ({ numerator, denominator });

test('what fell due, and what is open and overdue, as counted over the dates in memory', () => all(async (ask) => {
  let seen = 0;
  for (const days of asked) {
    for (const [name, list] of codes) {
      const expected = inTime(cases, list, days);
      assert.deepEqual(counts(await ask(`legal.${name}`, days)), { ...expected }, `${name} ${days.asAt}`);
      assert.equal((await ask(`open_overdue.${name}`, days)).denominator, overdue(cases, list, days.asAt), `${name} overdue ${days.asAt}`);
      seen += expected.denominator;
    }
    assert.deepEqual(counts(await ask('advice.in_six_weeks', days)), { ...inTime(cases, ['NA.ADVICE'], days) });
  }
  assert.ok(seen > 1000);
}));

const percentile = (sorted: readonly number[], share: number): number => {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
  return Math.round((low + (high - low) * (at - Math.floor(at))) * 10) / 10;
};

test('families waiting: how many, how long, by how many weeks', () => all(async (ask) => {
  for (const { asAt } of asked) {
    const found = await ask('IND.WAIT_NOW', { from: asAt, to: asAt, asAt });
    const days = waits(cases, asAt);
    assert.equal(found.denominator, days.length);
    assert.equal(found.days?.longest, days.at(-1));
    assert.equal(found.days?.median, percentile(days, 0.5));
    assert.equal(found.days?.p90, percentile(days, 0.9));
    const most = found.categories.find(({ category }) => category === 'over 52 weeks');
    assert.equal(most?.denominator, days.filter((wait) => wait > 364).length);
  }
}));

test('the cohort, those on track, and review decisions with overdue ones', () => all(async (ask) => {
  for (const days of asked) {
    assert.deepEqual(counts(await ask('IND.20W_COHORT', days)), { ...cohort(cases, days) }, `cohort ${days.asAt}`);
    assert.deepEqual(counts(await ask('IND.ON_TRACK', days)), { ...onTrack(cases, days.asAt) }, `on track ${days.asAt}`);
    assert.deepEqual(counts(await ask('IND.AR_4W', days)), { ...reviewDecisions(cases, days, 'decided') });
    assert.deepEqual(counts(await ask('IND.AR_4W_WITH_OVERDUE', days)), { ...reviewDecisions(cases, days, 'overdue too') });
  }
}));

test('a limit has one more day than people think, or none: both readings of a phase transfer', () => all(async (ask) => {
  const days = { from: day('2026-01-01') as Day, to: day('2026-12-31') as Day, asAt: until };
  const [strict, quoted] = [await ask('IND.PT_STRICT', days), await ask('IND.PT_QUOTED', days)];
  assert.equal(strict.denominator, quoted.denominator);
  assert.ok(strict.numerator <= quoted.numerator && strict.denominator > 0);
}));
