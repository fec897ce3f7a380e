import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './demo.command.ts';

const io = { out: () => {}, err: () => {} };

const wrong: readonly (readonly [args: string[], says: RegExp])[] = [
  [['--children', 'many'], /--children takes a whole number/],
  [['--plans', '10', '--children', '10'], /not both/],
  [['--service', 'splendid'], /--service takes one of failing, average, good/],
  [['--until', '2026-02-30'], /--until takes a day/],
  [['--until', '2098-01-01'], /in the future/],
  [['--until', '2019-12-31'], /too early/],
];

for (const [args, says] of wrong) {
  test(`demo ${args.join(' ')} is wrong use, told in words`, () => assert.rejects(run(args, io), says));
}
