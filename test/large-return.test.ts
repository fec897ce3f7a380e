import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { writeLargeReturn } from './large-return.ts';
import { readAllApart, withFiles } from './reading.ts';

test('a large return is as large as asked, and each of its children is somebody else', async () => {
  await withFiles([{ name: 'large.xml', content: '' }], async ([path = '']) => {
    const children = await writeLargeReturn(path, { bytes: 4_000_000, year: 2026, seed: 1 });
    assert.ok(statSync(path).size >= 4_000_000);
    const { records, problems } = await readAllApart('sen2-xml', [path]);
    assert.equal(records.length, children);
    assert.deepEqual(problems, []);
    assert.equal(new Set(records.map(({ record }) => record.person.upn)).size, children);
  });
});
