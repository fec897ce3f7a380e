import assert from 'node:assert/strict';
import { test } from 'node:test';
import { powerOfGuesses } from './password-guesses.ts';

test('passwords that come at once are each told their own guesses, and the words given count as tried first', async () => {
  const asked = ['letmeinplease', 'kettle umbrella frost'].map((password) => ({ password, words: [] }));
  const [common = 99, rare = 0, own = 99] = await Promise.all([...asked, { password: 'kettleumbrellafrost', words: ['kettle', 'umbrella', 'frost'] }].map(powerOfGuesses));
  assert.ok(common < 6 && rare > 12 && own < 9, [common, rare, own].join());
});

test('what cannot be looked at is a fault, and the next is looked at all the same', async () => {
  await assert.rejects(powerOfGuesses({ password: null as unknown as string, words: [] }), /could not be looked at: the process ended with code 1/);
  assert.ok(await powerOfGuesses({ password: 'letmeinplease', words: [] }) < 6);
});
