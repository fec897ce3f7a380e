import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '../../../test/visitor.ts';

test('a page offers its guide until somebody hides it, and again when they ask for it', async (t) => {
  const site = await testApp(t);
  const [one, other] = [await site.signedIn('director'), await site.signedIn('director')];
  assert.match((await one.open('/reports')).body, /New to this page\?[^]*Hide this guide/);
  const hidden = await one.fill('/reports', { act: 'hide', page: '/reports?page=1' }, '/help/reports/guide');
  assert.equal(hidden.headers.location, '/reports?page=1');
  const after = (await one.open('/reports')).body;
  assert.match(after, /The guide is hidden/);
  assert.doesNotMatch(after, /New to this page\?/);
  assert.match((await one.open('/line-of-sight')).body, /New to this page\?/, 'each kind of page has its own');
  assert.match((await other.open('/reports')).body, /New to this page\?/, 'nobody else’s is hidden');
  assert.match((await one.open('/help/reports')).body, /Show the guide at the top of the page again/);
  await one.fill('/help/reports', { act: 'show' }, '/help/reports/guide');
  assert.match((await one.open('/reports')).body, /New to this page\?/);
});

test('the help link of each page leads to help about that page, and hiding leads only to this service', async (t) => {
  const site = await testApp(t);
  const caseworker = await site.signedIn('caseworker');
  for (const [path, help] of [['/my-work', '/help/my-work'], ['/children', '/help/cases'], ['/privacy', '/help'], ['/no-such-page', '/help']]) {
    assert.match((await caseworker.open(path ?? '')).body, new RegExp(`href="${help}">Help</a>`), path);
  }
  assert.match((await site.visitor().open('/sign-in')).body, /href="\/help\/sign-in">Help</);
  const { body } = await caseworker.open('/help/my-work');
  assert.match(body, /How to use it[^]*href="\/help\/glossary#live-case"/);
  assert.match((await caseworker.open('/help/glossary')).body, /id="live-case"/);
  assert.equal((await caseworker.open('/help/no-such-topic')).statusCode, 404);
  const away = await caseworker.fill('/help/my-work', { act: 'hide', page: '//evil.example' }, '/help/my-work/guide');
  assert.equal(away.headers.location, '/help/my-work');
});
