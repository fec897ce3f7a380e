import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { makeReal } from '../test/people.ts';
import { testApp } from '../test/visitor.ts';
import { type Role, ROLES } from './staff/rights.ts';

const begins: Readonly<Record<Role, string>> = {
  'director': '/line-of-sight', 'lead-member': '/line-of-sight', 'performance-officer': '/line-of-sight', 'finance': '/line-of-sight',
  'head-of-service': '/team', 'team-manager': '/team', 'senior-caseworker': '/my-work', 'caseworker': '/my-work',
  'data-officer': '/imports', 'adviser': '/advice', 'information-governance': '/administration/access-log', 'administrator': '/administration',
};

test('everybody begins at the page of their daily work, and may open it', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  for (const role of Object.keys(ROLES) as Role[]) {
    const visitor = await site.signedIn(role);
    if (role === 'adviser') await sql`UPDATE staff SET service = 'EDUCATIONAL_PSYCHOLOGIST' WHERE id = ${visitor.staffId}`.execute(site.db);
    assert.equal((await visitor.open('/')).headers.location, begins[role], role);
    const { statusCode, headers } = await visitor.open(begins[role]);
    assert.ok(statusCode === 200 || (statusCode === 303 && headers.location?.startsWith(`${begins[role]}/`) === true), `${role}: ${statusCode} ${String(headers.location)}`);
  }
});
