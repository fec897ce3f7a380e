import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passwordProblem } from './password-rules.ts';

test('passwords that will do, of any characters', () => {
  for (const password of [
    'copper lantern forty', 'correct horse battery', 'ÉàÜ漢字漢字かなカナ12', 'x'.repeat(3) + 'Kq7!vv Rm2', 'a long sentence, with its full stop.',
    'M4rigold-Kestrel', 'sunshine over wexcombe pier',
  ]) assert.equal(passwordProblem(password, ['Wexcombe County Council']), null, password);
  assert.equal(passwordProblem('copper lantern '.repeat(8)), null);
});

test('passwords that are too short, too long, common, or made of the words of the council', () => {
  for (const [password, words] of [
    ['', /^Enter a password/], ['eleven char', /12 characters or more/], ['copper lantern '.repeat(9), /128 characters or fewer/],
    ['password1234', /harder to guess/], ['P@ssw0rd12345!', /harder to guess/], ['passwordpassword', /harder to guess/],
    ['123456789012', /harder to guess/], ['abcdefghijkl', /harder to guess/], ['qwertyuiopas', /harder to guess/],
    ['aaaaaaaaaaaa', /harder to guess/], ['WexcombeCouncil1', /harder to guess/], ['Wexcombe 2026!!', /harder to guess/],
    ['sightline-admin-2026', /harder to guess/], ['Summer2026!!!', /harder to guess/],
  ] as const) assert.match(passwordProblem(password, ['Wexcombe County Council']) ?? 'nothing', words, password);
});
