import assert from 'node:assert/strict';
import { test } from 'node:test';
import { powerOfGuesses } from '../platform/password-guesses.ts';
import { passwordProblem } from './password-rules.ts';

const COUNCIL = ['Wexcombe County Council', 'Zuleika Quillfeather'];

const problem = (password: string): Promise<string | null> => passwordProblem(password, COUNCIL, powerOfGuesses);

test('passwords that will do, of any characters', async () => {
  for (const password of [
    'copper lantern forty', 'orbit mustard thimble canoe', 'kettleumbrellafrostpiano', 'ÉàÜ漢字漢字かなカナ12', 'x'.repeat(3) + 'Kq7!vv Rm2',
    'a long sentence, with its full stop.', 'my dog barked at the postman twice last week', 'M4rigold-Kestrel', 'sunshine over wexcombe pier', 'vQ8#kd02Lm!x',
  ]) assert.equal(await problem(password), null, password);
  assert.equal(await problem('copper lantern '.repeat(8)), null);
});

test('passwords that are too short or too long', async () => {
  for (const [password, words] of [['', /^Enter a password/], ['eleven char', /12 characters or more/], ['copper lantern '.repeat(9), /128 characters or fewer/]] as const) {
    assert.match(await problem(password) ?? 'nothing', words, password);
  }
});

test('passwords that are common: those of published leaks, and what is put together of words, names, dates, runs and repeats', async () => {
  for (const password of [
    '1q2w3e4r5t6y', '1qaz2wsx3edc', 'q1w2e3r4t5y6', 'zaq12wsxcde3', 'qazwsxedcrfv', 'qwertyuiopas', '123456789012', 'abcdefghijkl', 'aaaaaaaaaaaa', 'thisisapassword',
    'mypassword123', 'password1234', 'passwordpassword', 'P@ssw0rd12345!', 'letmeinplease', 'michael12345', 'trustno1trustno1', 'unitedkingdom', 'liverpoolfc2024',
    'Charlotte2015!', 'Summer2026!!!', 'January2026January', 'monkey dragon football', 'correcthorsebatterystaple', 'Correct Horse Battery Staple 1',
  ]) assert.match(await problem(password) ?? 'nothing', /harder to guess/, password);
});

test('passwords that are made of the words of the council, of this service, or of one’s own name', async () => {
  for (const password of ['WexcombeCouncil1', 'Wexcombe 2026!!', 'sightline-admin-2026', 'CouncilSchoolEducation', 'zuleikaquillfeather', 'Quillfeather-2026!']) {
    assert.match(await problem(password) ?? 'nothing', /harder to guess/, password);
  }
});
