import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { counts, filterOf, questionOf, tally, today } from '../../test/asked-figures.ts';
import { testDatabase } from '../../test/database.ts';
import { inventCases } from '../../test/invented-cases.ts';
import type { InventedCase } from '../../test/invented-cases.ts';
import { mainEthnicity } from '../case-history/kinds/ethnicity.ts';
import { derivedTables } from '../deadlines/derived-tables.ts';
import type { Database } from '../platform/database.ts';
import { seatInvented, seatInventedStaff } from '../staff/invented-people.sql.ts';
import { INVENTED_TEAMS } from '../staff/invented-staff.ts';
import type { Figure } from './figure.ts';
import { caseRows, figure } from './figures.sql.ts';
import type { CaseRow } from './figures.sql.ts';
import type { Filter } from './filters.ts';
import { measures } from './measures.sql.ts';
import { nameNow, unknownName } from './names-on-record.sql.ts';
import { withScratch } from './scratch.sql.ts';

const { db } = await testDatabase();
const cases = inventCases(11, 150, today);
const byChild = new Map(cases.map((one) => [one.rows.childId, one]));

// Every second case is with its caseworker alone; invented caseworkers without a seat of their own are in no team.
const [north] = INVENTED_TEAMS as [(typeof INVENTED_TEAMS)[number]];
const byCaseworker = (childId: string): boolean => Number(childId.slice(0, 8)) % 2 === 0;
const caseworkers = [...new Set(cases.flatMap(({ settled }) => settled.allocation?.caseworker ?? []))];
await seatInventedStaff(db, `${today}T09:00:00Z`);
await seatInvented(db, caseworkers.map((id) => ({ id, name: `Caseworker ${id}`, email: `${id}@council.invalid`, role: 'caseworker', teamId: null, service: null })), `${today}T09:00:00Z`);
const { rows: staff } = await sql<{ id: string; team: string | null }>`select id, team_id as team from staff`.execute(db);
const teamOfStaff = new Map(staff.map(({ id, team }) => [id, team]));

const scratch = (use: (db: Database) => Promise<void>): Promise<void> => withScratch(db, derivedTables, cases.map(({ rows }) => rows), async (on) => {
  await sql`update child set team_id = null where left(child_id::text, 8)::int % 2 = 0`.execute(on);
  await use(on);
});

/** The primary need of the plan that a row names, or else of the child's latest plan. */
function needOf({ settled }: InventedCase, row: CaseRow): string | null {
  const named = /plan-(\d+)(?:\/(?!AR)|$)/.exec(row.case)?.[1];
  const plan = named === undefined ? settled.plans.at(-1) : settled.plans[Number(named) - 1];
  return plan?.needs.find(({ rank }) => rank === '1')?.type ?? null;
}

/** The team of a case: its own, else that of its caseworker. */
function teamOf({ settled: { allocation }, rows }: InventedCase): string | null {
  return byCaseworker(rows.childId) ? (teamOfStaff.get(allocation?.caseworker ?? '') ?? null) : (allocation?.team ?? null);
}

const isLookedAfter = ({ settled }: InventedCase): boolean => settled.lookedAfter.some(({ fromOn, untilOn }) => fromOn <= today && (untilOn ?? today) >= today);

/** The numbers of the establishments where a child is placed as at the day. */
function placesOf({ settled }: InventedCase): (string | null)[] {
  const on = (from: string | null, to: string | null): boolean => (from ?? today) <= today && (to ?? today) >= today;
  return settled.plans.filter(({ startOn, ceaseOn }) => on(startOn, ceaseOn)).flatMap(({ placements }) => placements)
    .filter(({ entryOn, leavingOn }) => on(entryOn, leavingOn)).map(({ urn, ukprn }) => urn ?? ukprn);
}

const [urn, ukprn] = [6, 8].map((digits) => cases.flatMap(placesOf).find((number) => number?.length === digits) ?? '');

const passing: [text: string, passes: (one: InventedCase, row: CaseRow) => boolean][] = [
  ['sex=F', ({ settled }) => settled.person.sex === 'F'],
  ['sex=not_recorded', ({ settled }) => settled.person.sex === null],
  ['ethnicity=WBRI', ({ settled }) => settled.person.ethnicity !== null && mainEthnicity(settled.person.ethnicity) === 'WBRI'],
  ['need=ASD', (one, row) => needOf(one, row) === 'ASD'],
  ['need=not_recorded', (one, row) => needOf(one, row) === null],
  [`team=${north.name}`, (one) => teamOf(one) === north.id], ['team=not_recorded', (one) => teamOf(one) === null],
  ['looked-after=yes', isLookedAfter], ['looked-after=not_recorded', (one) => !isLookedAfter(one)],
  [`establishment=${urn}`, (one) => placesOf(one).includes(urn ?? '')], [`establishment=${ukprn}`, (one) => placesOf(one).includes(ukprn ?? '')],
  ['establishment=not_recorded', (one) => placesOf(one).every((number) => number === null)],
  [`area=${north.area}`, (one) => teamOf(one) === north.id], ['area=not_recorded', (one) => teamOf(one) === null],
];

test('a figure with a filter is the count of the rows that pass it', () => scratch(async (on) => {
  for (const { id } of measures) {
    const everything = await caseRows(on, questionOf(id, 'calendar-year:2025', '2026-11-21'));
    for (const [text, passes] of passing) {
      const found = await figure(on, questionOf(id, 'calendar-year:2025', '2026-11-21', [filterOf(text)]));
      const expected = everything.filter((row) => passes(byChild.get(row.child_id) as InventedCase, row));
      assert.deepEqual(counts(found), tally(expected), `${id} ${text}`);
    }
  }
}));

test('age bands with "not recorded" make the whole', () => scratch(async (on) => {
  const bands = ['under-5', '5-10', '11-15', '16-19', '20-25', 'over-25', 'not_recorded'];
  for (const id of ['requests.received', 'twenty_weeks.all.within', 'caseload.total', 'new_plans', 'ceased.total', 'waiting.by_age']) {
    const ask = (filters: Filter[]): Promise<Figure> => figure(on, questionOf(id, 'calendar-year:2025', '2026-11-21', filters));
    const parts = await Promise.all(bands.map((band) => ask([filterOf(`age-band=${band}`)])));
    assert.equal(parts.reduce((sum, part) => sum + part.denominator, 0), (await ask([])).denominator, id);
  }
}));

test('the teams with those of none make the whole, and so do the areas', () => scratch(async (on) => {
  for (const id of ['requests.received', 'caseload.total', 'legal.final_plan']) {
    const ask = async (filters: string[]): Promise<number> => (await figure(on, questionOf(id, 'calendar-year:2025', today, filters.map(filterOf)))).denominator;
    for (const key of ['name', 'area'] as const) {
      const parts = await Promise.all([...INVENTED_TEAMS.map((team) => team[key]), 'not_recorded'].map((value) => ask([`${key === 'name' ? 'team' : key}=${value}`])));
      assert.equal(parts.reduce((sum, part) => sum + part, 0), await ask([]), `${id} ${key}`);
      assert.ok(parts.filter((part) => part > 0).length > 2, id);
    }
  }
}));

test('a link that filters by a team still leads to it once it is renamed, unless another bears the old name', () => scratch(async (on) => {
  const ask = async (name: string): Promise<number> => (await figure(on, questionOf('requests.received', 'calendar-year:2025', today, [filterOf(`team=${name}`)]))).denominator;
  const [before, middle] = [await ask('North team'), await ask('Middle team')];
  assert.notEqual(before, middle);
  await sql`update team set name = 'Hill team', former_names = array['North team'] where name = 'North team'`.execute(on);
  assert.deepEqual([await ask('North team'), await ask('Hill team'), await unknownName(on, [filterOf('team=North team')])], [before, before, null]);
  await sql`update team set name = 'North team' where name = 'Middle team'`.execute(on);
  assert.equal(await ask('North team'), middle);
  for (const [was, is] of [['North team', 'Middle team'], ['Hill team', 'North team']]) await sql`update team set name = ${is}, former_names = '{}' where name = ${was}`.execute(on);
}));

test('a link that filters by an area still leads to it once the area has another name, unless a team at work serves one of the old name', () => scratch(async (on) => {
  const ask = async (name: string): Promise<number> => (await figure(on, questionOf('requests.received', 'calendar-year:2025', today, [filterOf(`area=${name}`)]))).denominator;
  const [north, middle] = [await ask('North'), await ask('Middle')];
  assert.notEqual(north, middle);
  await sql`update team set area = 'Uplands', former_areas = array['North'] where area = 'North'`.execute(on);
  assert.deepEqual([await ask('North'), await ask('Uplands'), await unknownName(on, [filterOf('area=North')])], [north, north, null]);
  assert.deepEqual([await nameNow(on, filterOf('area=North')), await nameNow(on, filterOf('area=Uplands')), await nameNow(on, filterOf('area=not_recorded'))], ['Uplands', null, null]);
  await sql`update team set area = 'Uplands' where area = 'Middle'`.execute(on);
  assert.equal(await nameNow(on, filterOf('area=North')), null, 'by the name of today another team’s cases would count as well');
  await sql`update team set area = 'Middle' where name = 'Middle team'`.execute(on);
  await sql`update team set area = 'North' where area = 'Middle'`.execute(on);
  assert.equal(await ask('North'), middle);
  for (const [was, is] of [['North', 'Middle'], ['Uplands', 'North']]) await sql`update team set area = ${is}, former_areas = '{}' where area = ${was}`.execute(on);
}));

test('a team or an area that there is not is refused with those that there are', async () => {
  assert.match(await unknownName(db, [filterOf('team=Nowhere')]) ?? '', /There is no team “Nowhere”. Choose from: Middle team, North team, South team/);
  assert.match(await unknownName(db, [filterOf('area=Nowhere')]) ?? '', /There is no area “Nowhere”. Choose from: Middle, North, South/);
  assert.equal(await unknownName(db, ['team=North team', 'area=South', 'team=not_recorded', 'sex=F'].map(filterOf)), null);
});
