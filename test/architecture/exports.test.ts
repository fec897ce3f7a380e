import { describe } from 'node:test';
import { databaseFirst, docstrings, noUnusedExports } from './exports.ts';
import { allows, finds } from './planted.ts';

describe(docstrings.title, () => {
  finds(docstrings, 'a function without', { 'src/plans/a.ts': 'export function f() {}' });
  finds(docstrings, 'an arrow without', { 'src/plans/a.ts': '// a note\nexport const f = () => 1;' });
  allows(docstrings, 'one with, and values', { 'src/plans/a.ts': '/** Days to the limit. */\nexport function f() {}\nfunction g() {}\nexport const limit = 3;' });
});

describe(databaseFirst.title, () => {
  finds(databaseFirst, 'a query without a database', { 'src/plans/a.sql.ts': 'export async function plans(id) {}' });
  finds(databaseFirst, 'a database that comes second', { 'src/plans/a.sql.ts': 'export function plans(id, db) {}' });
  finds(databaseFirst, 'a database that may be left out', { 'src/plans/a.sql.ts': 'export function plans(db?) {}' });
  allows(databaseFirst, 'it first, and pieces of SQL', { 'src/plans/a.sql.ts': 'export async function plans(db, viewer) {}\nexport const open = (day) => sql`x`;' });
});

describe(noUnusedExports.title, () => {
  finds(noUnusedExports, 'what nobody takes', { 'src/plans/a.ts': 'export const x = 1;\nexport function y() {}', 'src/plans/b.ts': "import { x } from './a.ts';" });
  allows(noUnusedExports, 'what is taken by name, whole or by address, and commands', {
    'src/plans/a.ts': 'export const x = 1;', 'src/plans/b.ts': "import { x as z } from './a.ts';\nawait import('./c.ts');\nnew URL('./d.ts', import.meta.url);",
    'src/plans/c.ts': 'export const y = 1;', 'src/plans/d.ts': 'export const y = 1;', 'src/plans/a.command.ts': 'export async function run() {}',
  });
});
