import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { oneLockEach } from './locks.ts';
import { allows } from './planted.ts';
import { projectOf } from './project.ts';

const takes = (key: string): string => `const text = 'SELECT pg_advisory_xact_lock(${key})';`;

describe(oneLockEach.title, () => {
  test('finds one key in two files, however it is written', () => {
    for (const [one, other] of [['7305099', '7_305_099'], ['85, 7', '85, 7']] as const) {
      const findings = oneLockEach.find(projectOf({ 'src/plans/a.sql.ts': takes(one), 'src/plans/b.sql.ts': takes(other) }));
      assert.deepEqual(findings.map(({ file }) => file), ['src/plans/a.sql.ts', 'src/plans/b.sql.ts']);
    }
  });
  allows(oneLockEach, 'a key twice in one file, and in its test', { 'src/plans/a.sql.ts': `${takes('7305099')}\n${takes('7305099')}`, 'src/plans/a.test.ts': takes('7305099'), 'src/plans/b.sql.ts': takes('85, 1') });
});
