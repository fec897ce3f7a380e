import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { readAllApart, withFiles } from '../../test/reading.ts';
import { writeLargeReturn } from './large-return.file.ts';

test('a large return is as large as asked, and each of its children is somebody else', async () => {
  await withFiles([{ name: 'large.xml', content: '' }], async ([path = '']) => {
    const { bytes, children } = await writeLargeReturn(path, { bytes: 4_000_000, year: 2026, seed: 1 });
    assert.ok(bytes >= 4_000_000);
    assert.equal(statSync(path).size, bytes);
    const { records, problems } = await readAllApart('sen2-xml', [path]);
    assert.equal(records.length, children);
    assert.deepEqual(problems, []);
    assert.equal(new Set(records.map(({ record }) => record.person.upn)).size, children);
  });
});

test('a large return holds as many plans in force as asked', async () => {
  await withFiles([{ name: 'large.xml', content: '' }], async ([path = '']) => {
    assert.equal((await writeLargeReturn(path, { plansInForce: 250, year: 2026, seed: 1 })).plansInForce, 250);
    const { records } = await readAllApart('sen2-xml', [path]);
    const plans = records.flatMap(({ record }) => record.requests).filter(({ activePlan }) => activePlan !== null);
    assert.equal(plans.filter(({ assessment }) => assessment?.namedPlan?.ceaseDate === null).length, 250);
  });
});
