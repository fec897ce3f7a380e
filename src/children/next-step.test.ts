import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dutiesAfter } from '../../test/duties.ts';
import { day } from '../calendar/day.ts';
import { kinds } from '../case-history/kinds.ts';
import { likelyKinds, nextStep } from './next-step.ts';

const today = day('2026-06-01');

/** What a family can be told, or what can come about, and its opposite. */
const pairs: readonly [yes: string, no: string][] = [
  ['Told that it will assess', 'Told that it will not assess'],
  ['Decided to make a plan', 'Told that there will be no plan'],
  ['Final amended plan sent', 'Told that the plan will not be amended after all'],
  ['Told that it will reassess', 'Told that it will not reassess'],
  ['Family wishes to mediate', 'Family does not wish to mediate'],
  ['Mediation arranged', 'Mediation cannot be arranged in 30 days'],
];
const titleOf = (name: string): string => kinds.find((kind) => kind.name === name)?.title ?? name;

describe('of two answers the affirmative one is offered first', () => {
  const all = kinds.map(({ title }) => title);
  for (const [yes, no] of pairs) {
    test(`in lists of all kinds: ${yes}`, () => {
      assert.ok(all.includes(yes) && all.includes(no));
      assert.ok(all.indexOf(yes) < all.indexOf(no));
    });
  }

  const cases: readonly [state: string, before: Parameters<typeof dutiesAfter>[0], offered: string[], next: string[]][] = [
    ['a request waits for the decision', [['REQUEST_RECEIVED', '2026-05-04']],
      ['Told that it will assess', 'Final plan sent', 'Advice asked for', 'Advice received', 'Draft plan sent to the family', 'Told that it will not assess', 'Told that there will be no plan'],
      ['Told that it will assess', 'Told that it will not assess']],
    ['the authority assesses', [['REQUEST_RECEIVED', '2026-03-02'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-04-06']],
      ['Final plan sent', 'Advice asked for', 'Advice received', 'Draft plan sent to the family', 'Told that there will be no plan'], ['Told that there will be no plan']],
    ['reassessment was asked for', [['PLAN_FIRST_MADE', '2026-01-12'], ['REASSESSMENT_REQUEST_RECEIVED', '2026-05-25']],
      ['Told that it will reassess', 'Review meeting held', 'Told that it will not reassess'], ['Told that it will reassess', 'Told that it will not reassess']],
  ];
  for (const [state, before, offered, next] of cases) {
    test(`where ${state}`, () => {
      const duties = dutiesAfter(before);
      assert.deepEqual(likelyKinds(duties, today).map(titleOf), offered);
      assert.deepEqual(nextStep(duties, today)?.done.map(({ title }) => title), next);
    });
  }
});
