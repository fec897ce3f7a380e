// docs/asvs.csv: each rule on security and audit that the program speaks of has a test, by its name.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const rows = parse<{ rule: string; asks: string; test: string; name: string }>(read('docs/asvs.csv'), { columns: true });

test('each rule names a test that there is', () => {
  const unknown = rows.filter(({ test: file, name }) => !existsSync(join(ROOT, file)) || !read(file).includes(name));
  assert.deepEqual(unknown.map(({ rule, test: file, name }) => `${rule}: ${file}: ${name}`), []);
  assert.equal(new Set(rows.map(({ rule, test: file, name }) => [rule, file, name].join())).size, rows.length, 'each once');
  assert.ok(rows.every(({ rule, asks }) => /^(SEC|AUD)-\d\d$/.test(rule) && asks !== ''));
});

test('each rule of which anything in the program speaks is in the list', () => {
  const spoken = new Set(globSync('src/**/*.{ts,njk}', { cwd: ROOT }).flatMap((file) => read(file).match(/\b(SEC|AUD)-\d\d\b/g) ?? []));
  const listed = new Set(rows.map(({ rule }) => rule));
  assert.deepEqual([...spoken].filter((rule) => !listed.has(rule)), []);
});
