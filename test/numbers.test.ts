// docs/numbers.md: each number that is promised has a command that there is, and that prints it.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { measures } from '../src/performance/measures.sql.ts';
import { run as bench } from '../src/simulation/bench.command.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const rows = read('docs/numbers.md').split('\n').filter((line) => /^\| .*`/.test(line)).map((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command));
const every = rows.flat();
const all = (pattern: RegExp): string[] => every.flatMap((command) => [...command.matchAll(pattern)].map(([, name = '']) => name));

test('each command that the text of numbers names is there', async () => {
  assert.ok(rows.length > 20 && every.every((command) => /^([A-Z_]+=\d+ )?[ST] /.test(command)), every.join('\n'));
  for (const file of all(/^(?:\S+ )?T (\S+)$/g)) assert.ok(globSync(file, { cwd: ROOT }).length > 0, file);
  for (const word of all(/^S (\w+)/g)) assert.match(read('src/sightline.ts'), new RegExp(`words: '${word}\\b`));
  for (const id of all(/--measure (\S+)/g)) assert.ok(measures.some((measure) => measure.id === id), id);
  // The first that is not known is named: so all before it are.
  await assert.rejects(bench([...all(/--only (\S+)/g), 'none of these'].flatMap((name) => ['--only', name]), { out: () => {}, err: () => {} }), /no measurement "none of these"/);
  for (const [, variable = '', file = ''] of every.flatMap((command) => [...command.matchAll(/^(\w+)=\d+ T (\S+)$/g)])) assert.match(globSync(join(file, '..', '*.ts'), { cwd: ROOT }).map(read).join(), new RegExp(`\\b${variable}\\b`));
});

test('each number that is promised is printed, and not passed or failed alone', () => {
  const prints = (command: string): boolean => command.startsWith('S ') || globSync(command.split(' ').at(-1) ?? '', { cwd: ROOT }).some((file) => existsSync(join(ROOT, file)) && /\bdiagnostic\(/.test(read(file)));
  assert.deepEqual(rows.filter((commands) => !commands.some(prints)), []);
});
