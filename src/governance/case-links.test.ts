import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { recordStory } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import { caseReference } from '../case-history/case-reference.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { linksToSystems } from './case-links.sql.ts';

const systems = [{ name: 'EYES', address: 'https://eyes.example/person/{upn}' }, { name: 'LCS', address: 'https://lcs.example/case?ref={reference}' }];

test('the overview of a case leads to other systems, with a number only where the setting names it and the record has it', async (t) => {
  const site = await testApp(t);
  const caseworker = await site.signedIn('caseworker');
  const child = await recordStory(site.db, [['REQUEST_RECEIVED', '2026-11-02']]);
  assert.doesNotMatch((await caseworker.open(`/children/${child}`)).body, /In other systems/);
  await sql`UPDATE installation SET other_systems = ${JSON.stringify(systems)}::json`.execute(site.database.owner);
  const { body } = await caseworker.open(`/children/${child}`);
  assert.match(body, /rel="noreferrer" href="https:\/\/eyes\.example\/">EYES \(start page\)</);
  assert.match(body, new RegExp(`rel="noreferrer" href="https://lcs\\.example/case\\?ref=${caseReference(child)}">LCS<`));
});

test('whoever does not see numbers gets no number in a link', async (t) => {
  const site = await testApp(t);
  await site.signedIn('caseworker');
  await sql`UPDATE installation SET other_systems = ${JSON.stringify(systems)}::json`.execute(site.database.owner);
  const numbers = { upn: 'A999999999999', uln: null, reference: '7K2QM-3XD0A' };
  const nobody = operatorNamed('odile');
  const hrefs = async (fields: ReadonlySet<string>): Promise<string[]> => (await linksToSystems(site.db, { ...nobody, fields }, numbers)).map(({ href }) => href);
  assert.deepEqual(await hrefs(new Set()), ['https://eyes.example/', 'https://lcs.example/case?ref=7K2QM-3XD0A']);
  assert.deepEqual(await hrefs(new Set(['numbers'])), ['https://eyes.example/person/A999999999999', 'https://lcs.example/case?ref=7K2QM-3XD0A']);
});
