import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../calendar/day.ts';
import type { Restriction } from '../case-history/restriction.ts';
import { settle } from '../case-history/settle.ts';
import { actsIn, decideRestriction, type RestrictionActName } from './restriction-acts.ts';

const today = day('2026-11-21');
const [guardian, named, over, night] = ['guardian', 'named', 'over', 'night'];
const restriction: Restriction = {
  reason: 'ADOPTION', guardian, appointed: null, on: day('2026-11-02'), reviewDueOn: day('2027-01-31'), lift: { by: named, on: today, why: 'Over' },
  named: [{ staff: named, until: today }, { staff: over, until: day('2026-11-20') }],
};
const settled = { ...settle([]), restriction, conflicts: ['ann'] };
const everybody = new Set([guardian, named, over, night]);

function refusals(me: string, act: RestrictionActName, { staff = night, holders = everybody }: { staff?: string; holders?: ReadonlySet<string> } = {}): readonly string[] {
  const decided = decideRestriction(settled, { act, me, today, chosen: { staff, code: '', basis: 'TASK', why: 'So' }, eligible: { openers: everybody, holders } });
  return 'refused' in decided ? decided.refused : [];
}

test('whoever sees a record in an emergency only does not change who may see it', () => {
  for (const me of [night, over]) {
    assert.deepEqual(actsIn(settled, { me, today, holders: everybody }), []);
    for (const act of ['guardian', 'name', 'take-off', 'keep', 'lift', 'end-conflict'] as const) assert.match(refusals(me, act).join(), /in an emergency only/, act);
    assert.match(refusals(me, 'declare-conflict', { staff: guardian }).join(), /in an emergency only/);
    assert.deepEqual(refusals(me, 'declare-conflict', { staff: me }), [], 'their own conflict of interest they declare');
  }
  assert.ok(actsIn(settled, { me: guardian, today, holders: everybody }).includes('lift'));
  for (const act of ['guardian', 'name', 'keep', 'lift'] as const) assert.deepEqual(refusals(guardian, act), [], act);
  assert.deepEqual(refusals(named, 'guardian'), []);
});

test('where the guardian is gone another is chosen also by who sees the record in an emergency only, but not themselves', () => {
  const holders = new Set([night, named]);
  assert.deepEqual(actsIn(settled, { me: night, today, holders }), ['guardian']);
  assert.deepEqual(refusals(night, 'guardian', { holders, staff: named }), []);
  assert.match(refusals(night, 'guardian', { holders }).join(), /cannot make yourself its guardian/);
  assert.deepEqual(refusals(named, 'guardian', { holders, staff: named }), [], 'who is named to it sees it anyhow');
  assert.match(refusals(night, 'name', { holders }).join(), /in an emergency only/);
});
