// As many officers as are to sign in on a Monday: signed in all at once, each at the page where their work begins.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roles } from './access/standings.ts';
import { testApp } from './visitor.ts';

const OFFICERS = 300;

test(`${OFFICERS} officers at once each see the page where their work begins`, async (t) => {
  const site = await testApp(t);
  const officers = await Promise.all(Array.from({ length: OFFICERS }, (_, i) => site.signedIn(roles[i % roles.length] ?? 'caseworker')));
  const began = performance.now();
  const answers = await Promise.all(officers.map(async (officer) => officer.open(String((await officer.open('/')).headers.location))));
  const seen = answers.filter(({ statusCode }) => statusCode === 200).length;
  t.diagnostic(`${seen} of ${officers.length} officers of ${roles.length} roles see their page, all within ${((performance.now() - began) / 1000).toFixed(1)} s`);
  assert.equal(seen, OFFICERS);
});
