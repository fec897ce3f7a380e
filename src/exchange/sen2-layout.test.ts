import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weekday } from '../calendar/day.ts';
import { inventReturns } from '../../test/returns.ts';
import { CODES, codeOf, existsIn } from './sen2-codes.ts';
import { ETHNICITIES, mainEthnicity } from '../case-history/kinds/ethnicity.ts';
import { ITEMS } from './sen2-items.ts';
import { CENSUS_DAYS, itemsOf, layoutOf, PARTS, SUPPORTED_YEARS } from './sen2-layout.ts';
import type { Item, Layout } from './sen2-layout.ts';
import type { ModuleName } from './sen2-item.ts';

function elements(year: number, module: ModuleName): string {
  const { modules } = layoutOf(year) as Layout;
  return modules[module].contents.map((content) => ('module' in content ? content.module : content.element)).join(' ');
}

function itemIn(year: number, element: string): Item | undefined {
  const { modules } = layoutOf(year) as Layout;
  return Object.values(modules).flatMap(itemsOf).find((item) => item.element === element);
}

test('active plans stand in the order of their year', () => {
  assert.equal(elements(2023, 'ActivePlans'), 'TransferLA PlacementDetail Res WBP SENneed LastReview');
  assert.equal(elements(2024, 'ActivePlans'), 'TransferLA PlacementDetail SENneed ReviewMeeting ReviewOutcome LastReview');
  assert.equal(elements(2025, 'ActivePlans'),
    'TransferLA PlacementDetail SENneed ReviewMeeting LastReview ReviewOutcome ReviewDraft PhaseTransferDueDate PhaseTransferFinalDate');
  assert.equal(elements(2026, 'ActivePlans'),
    'TransferLA PlacementDetail SENneed ReviewMeeting ReviewOutcome ReviewDraft PhaseTransferDueDate PhaseTransferFinalDate LastReview');
});

test('details of the plan come straight after its start', () => {
  for (const year of SUPPORTED_YEARS) {
    assert.equal(elements(year, 'NamedPlan'), 'StartDate PlanDetail PlanRes PlanWBP PB OA DP CeaseDate CeaseReason');
  }
});

test('items come and go with their years', () => {
  const has = (year: number, element: string): boolean => itemIn(year, element) !== undefined;
  assert.deepEqual(SUPPORTED_YEARS.map((year) => has(year, 'GenderCurrent')), [true, false, false, false]);
  assert.deepEqual(SUPPORTED_YEARS.map((year) => has(year, 'Sex')), [false, true, true, true]);
  assert.deepEqual(SUPPORTED_YEARS.map((year) => has(year, 'AttendancePattern')), [true, false, false, false]);
  assert.deepEqual(SUPPORTED_YEARS.map((year) => has(year, 'ReviewMeeting')), [false, true, true, true]);
  for (const element of ['DSCO', 'RequestSource', 'ReviewDraft', 'PhaseTransferDueDate', 'PhaseTransferFinalDate']) {
    assert.deepEqual(SUPPORTED_YEARS.map((year) => has(year, element)), [false, false, true, true], element);
  }
});

test('item numbers and needs are those of the year', () => {
  const number = (year: number, element: string): string | undefined => itemIn(year, element)?.number;
  assert.deepEqual([2023, 2024, 2025].map((year) => number(year, 'RYA')), ['2.2', '2.2', '2.3']);
  assert.deepEqual([2023, 2024, 2025].map((year) => number(year, 'LastReview')), ['5.4', '5.6', '5.4b']);
  assert.deepEqual([2023, 2024, 2026].map((year) => number(year, 'EntryDate')), ['5.5e', '5.7e', '5.7e']);
  assert.deepEqual([2025, 2026].map((year) => itemIn(year, 'RequestSource')?.need), ['O', 'M']);
});

test('the layout names exactly the values of a record', () => {
  const record = inventReturns(3, { children: 200, year: 2026 });
  const plan = record.flatMap((r) => r.requests).find((q) => q.assessment?.namedPlan && q.activePlan);
  const samples: Partial<Record<ModuleName, object>> = {
    Person: { ...record[0]?.person, requests: [] }, Requests: plan ?? {}, Assessment: plan?.assessment ?? {},
    NamedPlan: plan?.assessment?.namedPlan ?? {}, PlanDetail: plan?.assessment?.namedPlan?.planDetails[0] ?? {},
    ActivePlans: { ...plan?.activePlan, res: null, wbp: null }, PlacementDetail: plan?.activePlan?.placements[0] ?? {},
    SENneed: plan?.activePlan?.needs[0] ?? {},
  };
  for (const [module, sample] of Object.entries(samples) as [ModuleName, object][]) {
    const named = [...ITEMS[module], ...(PARTS[module] ?? [])].map((content) => content.field);
    assert.deepEqual([...new Set(named)].sort(), Object.keys(sample).sort(), module);
  }
});

test('every coded item has its list, and codes of a list are there once', () => {
  for (const item of Object.values(ITEMS).flat()) assert.equal(item.type === 'code', item.codes !== undefined, item.element);
  for (const [name, codes] of Object.entries(CODES)) assert.equal(new Set(codes.map((c) => c.code)).size, codes.length, name);
});

test('codes of single years and places', () => {
  assert.deepEqual([2024, 2025].map((year) => existsIn(codeOf('need', 'DS') ?? {}, year)), [false, true]);
  assert.deepEqual([2023, 2024].map((year) => existsIn(codeOf('placement-setting', 'OTH') ?? {}, year)), [false, true]);
  assert.equal(codeOf('plan-setting', 'NEET'), null);
  for (const code of ['UN4', 'UN6', 'UN7']) assert.equal(codeOf('upn-unknown', code), null);
});

test('ethnicities: eighteen groups, refused and not obtained; every code rolls up to one', () => {
  assert.equal(ETHNICITIES.length, 20);
  assert.equal(mainEthnicity('BSOM'), 'BAFR');
  assert.equal(mainEthnicity('MOTM'), 'MOTH');
  assert.equal(mainEthnicity('CHNE'), 'CHNE');
  assert.equal(mainEthnicity('CNHE'), null);
  assert.ok(CODES.ethnicity.every(({ code }) => mainEthnicity(code) !== null));
});

test('census days are Thursdays of January of their year', () => {
  for (const [year, on] of Object.entries(CENSUS_DAYS)) {
    assert.equal(weekday(on), 4);
    assert.equal(on.slice(0, 7), `${year}-01`);
  }
});
