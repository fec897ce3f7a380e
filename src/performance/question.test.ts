import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../calendar/day.ts';
import { readFilter } from './filters.ts';
import { schoolYearAgeDay } from './measure.ts';
import { readQuestion } from './question.ts';

const today = day('2026-11-21');

test('what cannot be read is told in words', () => {
  const table: [Parameters<typeof readQuestion>[0], RegExp][] = [
    [{ asAt: '21/11/2026' }, /"21\/11\/2026" is not a day. Write it like 2026-11-21/],
    [{ asAt: '2026-11-22' }, /lies ahead/],
    [{ window: 'fortnight' }, /Use one of: month/],
    [{ filters: ['sex'] }, /Write KEY=VALUE with one of: sex, ethnicity/],
    [{ filters: ['colour=red'] }, /Write KEY=VALUE/],
    [{ filters: ['sex=X'] }, /use M, F or U, or not_recorded/],
    [{ filters: ['need=toString'] }, /not a value of need/], [{ filters: ['age-band=constructor'] }, /not a value of age-band/],
    [{ filters: ['age-band=5'] }, /use one of under-5, 5-10/],
  ];
  for (const [written, problem] of table) {
    const reading = readQuestion(written, today);
    assert.match('problem' in reading ? reading.problem : 'accepted', problem);
  }
});

test('a filter keeps all after the first equals sign', () => {
  assert.deepEqual(readFilter('category=over 52 weeks'), { key: 'category', value: 'over 52 weeks' });
  assert.deepEqual(readFilter('need=not_recorded'), { key: 'need', value: 'not_recorded' });
});

test('the age of a school year is that on the 31 August before', () => {
  assert.equal(schoolYearAgeDay(day('2026-01-15')), '2025-08-31');
  assert.equal(schoolYearAgeDay(day('2026-08-31')), '2025-08-31');
  assert.equal(schoolYearAgeDay(day('2026-09-01')), '2026-08-31');
});
