import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ITEMS } from './sen2-items.ts';
import type { ItemSpec } from './sen2-item.ts';
import { readDay, readValue } from './sen2-values.ts';

const items = Object.values(ITEMS).flat();
const item = (element: string): ItemSpec => items.find((each) => each.element === element) as ItemSpec;

const DAYS: [string, string | null][] = [
  ['2022-09-28', '2022-09-28'], ['2022-09-28T00:00:00', '2022-09-28'], ['2022-09-28 00:00:00.000', '2022-09-28'],
  ['2022-Sep-28 00:00:00', '2022-09-28'], ['2022-sep-08', '2022-09-08'], ['28/09/2022', '2022-09-28'], ['8/9/2022', '2022-09-08'],
  ['28-Sep-2022', '2022-09-28'], ['44832', '2022-09-28'], ['44832.0', '2022-09-28'], ['44832.75', '2022-09-28'], ['2024-02-29', '2024-02-29'],
  ['2023-02-29', null], ['2022-13-01', null], ['31/02/2022', null], ['2022-Foo-01', null], ['1900-01-01', null], ['9999-12-31', null], ['0000-03-05', null], ['01/01/1900', null],
  ['N/A', null], ['20220928', null], ['2022', null], ['09/2022', null], ['2022-09-28x', null], ['Sept 2022', null],
];

test('days are read in every form that files hold, and only where they are real', () => {
  for (const [text, read] of DAYS) assert.equal(readDay(text), read, text);
  for (const [text, read] of DAYS) assert.equal(readDay(text), read, `${text}, again`);
});

const VALUES: [string, string, string | boolean | null][] = [
  ['RYA', '0', false], ['RYA', '1', true], ['RYA', '0.0', false], ['RYA', '1.0', true], ['RYA', 'TRUE', true], ['RYA', '2', null], ['RYA', '-1', null],
  ['GenderCurrent', '1', 'M'], ['GenderCurrent', '2.0', 'F'], ['GenderCurrent', '0', 'U'], ['GenderCurrent', '9', 'U'], ['GenderCurrent', 'M', null],
  ['Sex', 'm', 'M'], ['Sex', 'U', 'U'], ['Sex', '1', null],
  ['RequestOutcome', 'h', 'H'], ['RequestOutcome', 'X', null], ['CeaseReason', '5.0', '5'], ['SENtype', 'ASD', 'ASD'], ['SENtype', 'AUTISM', null],
  ['UPNunknown', 'un10', 'UN10'], ['UPNunknown', 'UN4', null], ['Exported', '801', '801'], ['Exported', '801.0', '801'], ['Exported', 'xxx', 'XXX'],
  ['Exported', '80', null], ['UPN', 'a950000178301', 'A950000178301'], ['UPN', 'A95000017830B', 'A95000017830B'], ['UPN', 'A9500001783', null],
  ['UniqueLearnerNumber', '9900000012.0', '9900000012'], ['UniqueLearnerNumber', '0', null], ['UniqueLearnerNumber', '99000012', null],
  ['URN', '139871.0', '139871'], ['URN', '12', null], ['UKPRN', '10000055', '10000055'], ['UKPRN', '1000005', null],
  ['Surname', "O'Wrenby", "O'Wrenby"], ['Year', '2026.0', '2026'], ['SerialNo', '0001', '0001'], ['SENSetting', 'NEET', 'NEET'],
  ['Surname', 'x'.repeat(300), 'x'.repeat(300)], ['Surname', 'x'.repeat(301), null], ['SerialNo', '1'.repeat(301), null], ['DateTime', '2'.repeat(301), null],
];

test('values are read leniently in form and strictly in meaning', () => {
  for (const [element, text, read] of VALUES) {
    const found = element === 'SENSetting' ? ITEMS.PlacementDetail.find((each) => each.element === element) : item(element);
    assert.equal(readValue(found as ItemSpec, text), read, `${element} ${text}`);
  }
});

test('a person who is out of education is not placed by a plan', () => {
  assert.equal(readValue(ITEMS.PlanDetail.find((each) => each.element === 'SENSetting') as ItemSpec, 'NEET'), null);
});
