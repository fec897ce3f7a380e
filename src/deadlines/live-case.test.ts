import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inventCases } from '../../test/invented-cases.ts';
import { addDays, type Day, day } from '../calendar/day.ts';
import { lawWith } from './law.ts';
import { type Spell, spellsOf } from './live-case.ts';
import { statusOn, stored } from './standing.ts';
import { workOut } from './work-out.ts';

const today = day('2026-11-21');
const law = lawWith();
const cases = inventCases(33, 150, today).map(({ settled }) => ({ case: settled, deadlines: workOut(settled, law) }));

const on = (spells: readonly Spell[], at: Day): Spell[] => spells.filter(({ fromOn, untilOn }) => fromOn <= at && (untilOn === null || untilOn > at));

test('on every day to come a case is in one spell at most, and in one while it is live', () => {
  let lived = 0;
  for (const dated of cases) {
    const spells = spellsOf(dated);
    const live = dated.case.assessments.some(({ ended }) => !ended);
    for (let at = today; at < addDays(today, 400); at = addDays(at, 1)) {
      const found = on(spells, at);
      const inForce = dated.case.plans.some(({ ceaseOn, ceaseReason }) => (ceaseOn === null ? ceaseReason === null : ceaseOn > at));
      const duties = dated.deadlines.filter(({ rule, force }) => rule.nature === 'duty' && (force === 'STATUTORY' || force === 'CASE_LAW'))
        .filter((one) => statusOn(stored(one), at).startsWith('OPEN'));
      assert.equal(found.length, live || inForce || duties.length > 0 ? 1 : 0, `${dated.case.childId} on ${at}`);
      lived += found.length;
    }
  }
  assert.ok(lived > 5_000);
});

test('a spell tells of each of its days what its dates are that day', () => {
  for (const dated of cases) {
    const spells = spellsOf(dated);
    for (let at = today; at < addDays(today, 400); at = addDays(at, 1)) {
      const [spell] = on(spells, at);
      if (spell === undefined) continue;
      const open = dated.deadlines.map((one) => ({ ...one, status: statusOn(stored(one), at) })).filter(({ status }) => status.startsWith('OPEN'));
      const duties = open.filter(({ rule, force }) => rule.nature === 'duty' && (force === 'STATUTORY' || force === 'CASE_LAW'));
      const ahead = duties.flatMap(({ dueOn }) => (dueOn !== null && dueOn >= at ? [dueOn] : [])).sort();
      const { overdue, aheadOn, views, settings, mediator, excused } = spell.on;
      assert.deepEqual({ overdue, aheadOn, views, settings, mediator, excused }, {
        overdue: duties.filter(({ status }) => status === 'OPEN_OVERDUE').length, aheadOn: ahead[0] ?? null,
        views: open.some(({ code }) => code === 'NA.REPS_END' || code === 'AR.REPS_END'), settings: open.filter(({ code }) => code === 'CO.RESPONSE').length,
        mediator: open.some(({ code, dueOn }) => code === 'MED.CERT' && dueOn !== null && at <= addDays(dueOn, 28)),
        excused: duties.length > 0 && duties.every(({ status }) => status === 'OPEN_EXEMPT'),
      }, `${dated.case.childId} on ${at}`);
    }
  }
});
