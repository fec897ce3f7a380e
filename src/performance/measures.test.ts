import assert from 'node:assert/strict';
import { test } from 'node:test';
import { windowKinds } from './windows.ts';
import { findMeasure, measures } from './measures.sql.ts';

test('every measure has an id, names and pairings that lead somewhere, and words that say what it is', () => {
  const names = measures.flatMap(({ id, aliases }) => [id, ...aliases]);
  assert.equal(new Set(names).size, names.length);
  for (const { id, version, title, definition, citation, pairings, basis, windows, source } of measures) {
    assert.ok(version >= 1 && title !== '' && definition.endsWith('.'), id);
    assert.ok(source === 'council' || citation !== '', `${id} cites nothing`);
    for (const pairing of pairings) assert.ok(findMeasure(pairing) !== null && pairing !== id, `${id} is paired with ${pairing}`);
    if (basis === 'flow') assert.deepEqual([...windows].sort(), [...windowKinds].sort(), id);
  }
});

test('how timely something is never stands without what is open and overdue, nor "excluding" without "including"', () => {
  const timely = measures.filter(({ id }) => /within|in_time|over_|decided_(within|over)|w20_52|legal\./.test(id) && !id.endsWith('.base'));
  assert.ok(timely.length > 20);
  for (const { id, pairings } of timely) assert.ok(pairings.some((pairing) => pairing.startsWith('open_overdue.')), id);
  for (const basis of ['excl', 'undisputed_excl']) {
    const including = basis.replace('excl', 'all');
    for (const band of ['base', 'within', 'w20_52', 'over_52']) {
      assert.ok(findMeasure(`twenty_weeks.${basis}.${band}`)?.measure.pairings.includes(`twenty_weeks.${including}.${band}`), basis);
    }
  }
});

test('each name of the statutory timetable is a name of a measure', () => {
  const names = [
    '20W_INCL', '20W_EXCL', '20W_ALL', '20W_COHORT', '6W', '16W_NO_PLAN', 'AR_4W', 'AR_4W_WITH_OVERDUE', 'AR_12W', 'AR_12M', 'PT_STRICT',
    'PT_QUOTED', 'ADVICE_6W', 'ORDERS', 'OPEN_OVERDUE', 'ON_TRACK', 'EXCEPTION_SHARE', 'WAIT_NOW',
  ];
  for (const name of names) assert.ok(findMeasure(`IND.${name}`) !== null, name);
});

test('a category is found by its name, and nothing else is', () => {
  assert.equal(findMeasure('residential.A')?.measure.id, 'residential');
  assert.deepEqual(findMeasure('phase_transfer.due.2026')?.filters, [{ key: 'category', value: '2026' }]);
  assert.equal(findMeasure('twenty_weeks.all')?.measure.id, 'twenty_weeks.all.within');
  assert.equal(findMeasure('IND.20W_INCL')?.measure.id, 'twenty_weeks.undisputed_all.within', 'no mediation or appeal on the case');
  assert.equal(findMeasure('IND.20W_EXCL')?.measure.id, 'twenty_weeks.undisputed_excl.within');
  for (const name of ['', 'x', 'requests', 'requests.received.F', 'twenty_weeks.all.']) assert.equal(findMeasure(name), null, name);
});
