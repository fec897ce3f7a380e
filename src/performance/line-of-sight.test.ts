import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../test/imports.ts';
import { testApp } from '../../test/visitor.ts';
import { makeReal } from '../../test/people.ts';
import { inventReturns } from '../../test/returns.ts';

const text = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('figures of days after the latest return say that the record ends with it, and lead to its day', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  await load(site.db, 2025, inventReturns(3, { children: 25, year: 2025 }));
  const director = await site.signedIn('director');
  const today = await director.open('/line-of-sight');
  assert.match(text(today.body), /SEN2 returns loaded: 2025\. .*on record ends on 16 January 2025/);
  assert.match(today.body, /href="\/line-of-sight\?asAt=2025-01-16"/);
  const then = text((await director.open('/line-of-sight?asAt=2025-01-16')).body);
  assert.doesNotMatch(then, /on record ends/);
  assert.match(then, /Requests received.*No return loaded tells of the 12 months before/);
});

test('a record without returns ends nowhere', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const { body } = await (await site.signedIn('director')).open('/line-of-sight');
  assert.doesNotMatch(text(body), /returns loaded|on record ends|No return loaded/);
});
