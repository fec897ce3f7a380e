// As many officers as are to sign in on a Monday: signed in all at once, each at the page where their work begins.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import { roles } from './access/standings.ts';
import { testApp, type Visitor } from './visitor.ts';

const OFFICERS = 300;

async function begin(officer: Visitor, at = '/'): Promise<LightMyRequestResponse> {
  const answer = await officer.open(at);
  return answer.statusCode === 303 ? begin(officer, String(answer.headers.location)) : answer;
}

test(`${OFFICERS} officers at once each see the page where their work begins`, async (t) => {
  const site = await testApp(t);
  const officers = await Promise.all(Array.from({ length: OFFICERS }, (_, i) => site.signedIn(roles[i % roles.length] ?? 'caseworker')));
  await sql`UPDATE staff SET service = 'EDUCATIONAL_PSYCHOLOGIST' WHERE role = 'adviser'`.execute(site.database.owner);
  const began = performance.now();
  const answers = await Promise.all(officers.map((officer) => begin(officer)));
  const seen = answers.filter(({ statusCode }) => statusCode === 200).length;
  t.diagnostic(`${seen} of ${officers.length} officers of ${roles.length} roles see their page, all within ${((performance.now() - began) / 1000).toFixed(1)} s`);
  assert.equal(seen, OFFICERS);
});
