import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../test/chances.ts';
import { shareEvenly } from './share-evenly.ts';

/** Caseloads now, how many cases there are to share, and who gets them in turn. */
const examples: readonly (readonly [now: Record<string, number>, cases: number, who: string])[] = [
  [{ Ann: 0, Bob: 0 }, 4, 'Ann Bob Ann Bob'],
  [{ Ann: 3, Bob: 0 }, 3, 'Bob Bob Bob'],
  [{ Ann: 3, Bob: 0 }, 5, 'Bob Bob Bob Ann Bob'],
  [{ Ann: 10, Bob: 10, Cleo: 8 }, 4, 'Cleo Cleo Ann Bob'],
  [{ Ann: 2 }, 2, 'Ann Ann'],
  [{}, 2, ''],
  [{ Ann: 1, Bob: 1 }, 0, ''],
];

for (const [now, cases, who] of examples) {
  test(`${cases} cases among ${JSON.stringify(now)}: ${who || 'nobody'}`, () => {
    const loads = Object.entries(now).map(([caseworker, held]) => ({ caseworker, cases: held }));
    const given = shareEvenly(Array.from({ length: cases }, (_, i) => `case ${i}`), loads);
    assert.equal(given.map(({ to }) => to).join(' '), who);
  });
}

test('every case is given once, and whoever got any has at most one more than anybody else', () => {
  fc.assert(fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 8 }), fc.nat(120), (held, count) => {
    const loads = held.map((cases, i) => ({ caseworker: `worker ${i}`, cases }));
    const given = shareEvenly(Array.from({ length: count }, (_, i) => `case ${i}`), loads);
    assert.equal(new Set(given.map(({ child }) => child)).size, count);
    const got = loads.map(({ caseworker, cases }) => ({ got: given.filter(({ to }) => to === caseworker).length, now: cases })).map(({ got: more, now }) => ({ more, after: now + more }));
    const least = Math.min(...got.map(({ after }) => after));
    assert.ok(got.every(({ more, after }) => more === 0 || after <= least + 1));
  }));
});
