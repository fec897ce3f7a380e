import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statedFirst } from './stated-first.ts';

/** What each source says of the decision on the request, in order: a word, in brackets where it is merely inferred. */
const table: readonly [what: string, said: readonly string[], left: readonly string[]][] = [
  ['nobody states it', ['(assess)', '(assess)'], ['(assess)', '(assess)']],
  ['it is stated first', ['refuse', '(assess)'], ['refuse', '']],
  ['it is stated later', ['(assess)', 'refuse', '(assess)'], ['(assess)', 'refuse', '']],
  ['it is stated twice', ['refuse', 'assess', '(assess)'], ['refuse', 'assess', '']],
  ['it is stated as open', ['undecided', '(assess)'], ['undecided', '(assess)']],
  ['nothing is said', ['', '(assess)'], ['', '(assess)']],
];

for (const [what, said, left] of table) {
  test(`of what is merely inferred where ${what}`, () => {
    const kept = statedFirst(said, {
      inferred: (word) => (word.startsWith('(') ? ['requestOutcome'] : []),
      decides: (word, name) => name === 'requestOutcome' && word !== '' && word !== 'undecided',
      without: () => '',
    });
    assert.deepEqual(kept, left);
  });
}
