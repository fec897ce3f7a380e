import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { filterKeys } from '../performance/filters.ts';
import { run } from './bench.command.ts';
import type { Verdict } from './bench.ts';

test('small runs of figures, with filters and without, of loading and of comparing give figure and floor, and leave nothing behind', async (t) => {
  // A folder for temporary files of its own: others measure and test on this machine too.
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  let printed = '';
  const io = { out: (text: string) => { printed += text; }, err: () => {} };
  await run(['--children', '48', '--only', 'import', '--only', 'tracker', '--only', 'return', '--only', 'figures', '--only', 'filters', '--json'], io);
  const { verdicts, children } = JSON.parse(printed) as { verdicts: Verdict[]; children: number };
  assert.equal(children, 48);
  assert.ok(verdicts.some(({ name }) => name === 'import end to end'));
  assert.ok(verdicts.some(({ name, note }) => name === 'tracker beside the record' && /^[1-8] rows, /.test(note ?? '')));
  assert.ok(verdicts.some(({ name, note }) => name === 'return tried' && /^\d+ rows, [1-9]\d* headline figures change$/.test(note ?? '')));
  assert.ok(verdicts.some(({ name }) => name === 'figure caseload.total'));
  for (const key of filterKeys) assert.ok(verdicts.some(({ name }) => name.startsWith('figure ') && name.includes(`, ${key}=`)), key);
  for (const { name, floorIs } of verdicts) if (name.startsWith('figure ')) assert.equal(floorIs, 'a count written by hand', name);
  for (const { figure, floor, name } of verdicts) assert.ok(figure > 0 && floor > 0, name);
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith('sightline-')), []);
});

test('a measurement that there is not is wrong use, and so is no number of children', async () => {
  const io = { out: () => {}, err: () => {} };
  await assert.rejects(run(['--only', 'speed'], io), /There is no measurement "speed"/);
  await assert.rejects(run(['--children', 'many'], io), /whole number/);
});
