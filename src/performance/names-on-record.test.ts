import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordDatabase } from '../../test/casework.ts';
import { loadTracker, mappingOf } from '../../test/trackers.ts';
import type { Day } from '../calendar/day.ts';
import { namesOnRecord } from './names-on-record.sql.ts';

test('a school is offered by the name that trackers give beside its URN for two children or more, else by the URN', async (t) => {
  const { db } = await recordDatabase(t);
  const mapping = mappingOf(JSON.stringify({ tracker: 'Plans', columns: { UPN: { to: 'upn' }, DOB: { to: 'dob' }, Plan: { to: 'PLAN_FIRST_MADE' }, URN: { to: 'urn' }, School: { to: 'schoolName' } } }));
  const row = (upn: string, school: string): string => `${upn},27/03/2017,01/09/2025,${school}`;
  const csv = ['UPN,DOB,Plan,URN,School', row('Z999000000123', '999901,Thornholt Primary'), row('Z999000000131', '999901,Thornholt Primary'), row('Z999000000158', '999901,Thornholt'), row('Z999000000166', '999902,With the family at Quince Cottage')].join('\n');
  await loadTracker(db, csv, { mapping, asAt: '2026-03-31' as Day });
  const { establishment } = await namesOnRecord(db, '2026-03-31' as Day);
  assert.deepEqual(establishment, [{ number: '999901', name: 'Thornholt Primary' }, { number: '999902', name: null }]);
});
