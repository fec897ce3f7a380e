import { test } from 'node:test';
import assert from 'node:assert/strict';
import { noteBackup, noteCheck } from '../../src/governance/backups.sql.ts';
import { testApp } from '../visitor.ts';
import { checkPage, openDesk } from '../browser.ts';

const noted = { bytes: 812_345_678, entries: 2_004_321, historyHash: 'ab', trouble: null };

test('the page of backups, switched off and with every outcome', async (t) => {
  const desk = await openDesk(t);
  await desk.signIn('administrator');
  assert.equal(await desk.open('/backups'), 200);
  await checkPage(desk, 'backups-off');
});

test('the page of backups with every outcome', async (t) => {
  const site = await testApp(t, [], { config: { backupDir: '/mnt/backups' } });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { db } = site;
  await noteBackup(db, { ...noted, name: 'sightline-20261118T020000000Z', endedAt: '2026-11-18T02:04:00.000Z' });
  await noteCheck(db, 'sightline-20261118T020000000Z', { at: '2026-11-18T02:09:00.000Z', differences: [] });
  await noteBackup(db, { ...noted, name: 'sightline-20261119T020000000Z', endedAt: '2026-11-19T02:04:00.000Z' });
  await noteCheck(db, 'sightline-20261119T020000000Z', { at: '2026-11-19T02:09:00.000Z', differences: ['The table plan has other rows', 'The figure twenty_weeks.all is another one'] });
  await noteBackup(db, { ...noted, name: 'sightline-20261120T020000000Z', endedAt: '2026-11-20T02:04:00.000Z', bytes: null, entries: null, trouble: 'The backup could not be written to /mnt/backups/sightline-20261120T020000000Z, and nothing of it was kept: the disk is full.' });
  await noteBackup(db, { ...noted, name: 'sightline-20261121T020000000Z', endedAt: '2026-11-21T02:04:00.000Z' });
  const desk = await openDesk(t, { site: { site, url } });
  await desk.signIn('administrator');
  assert.equal(await desk.open('/backups'), 200);
  await checkPage(desk, 'backups');
});
