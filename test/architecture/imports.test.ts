import { describe } from 'node:test';
import { folderOrder, layoutOnly, noCycles, oneClock, oneQueue, purity, suffixTable } from './imports.ts';
import { allows, finds } from './planted.ts';

const facts = { 'src/calendar/day.ts': "import { Temporal } from 'temporal-polyfill';\nexport const d = Temporal;" };
const queries = { 'src/children/child.sql.ts': "import { sql } from 'kysely';\nimport { db } from '../platform/database.ts';" };
const database = { 'src/platform/database.ts': "import { Kysely } from 'kysely';\nimport pg from 'pg';" };

describe(suffixTable.title, () => {
  finds(suffixTable, 'a fact that asks a query', { 'src/children/age.ts': "import { child } from './child.sql.ts';", ...queries, ...database });
  finds(suffixTable, 'a fact that only takes the type of a query', { 'src/children/age.ts': "import type { C } from './child.sql.ts';", ...queries, ...database });
  finds(suffixTable, 'a fact that reads a file', { 'src/children/age.ts': "import { readFileSync } from 'node:fs';" });
  finds(suffixTable, 'a fact that draws chance', { 'src/children/age.ts': "import { randomUUID } from 'node:crypto';" });
  finds(suffixTable, 'a fact with a query builder', { 'src/children/age.ts': "import { sql } from 'kysely';" });
  finds(suffixTable, 'a fact that uses the house', { 'src/children/age.ts': "import { db } from '../platform/database.ts';", ...database });
  finds(suffixTable, 'a second Temporal', { 'src/children/age.ts': "import { Temporal } from 'temporal-polyfill';" });
  finds(suffixTable, 'a query with its own connection', { 'src/children/child.sql.ts': "import pg from 'pg';" });
  finds(suffixTable, 'a query that reads a format', { 'src/children/child.sql.ts': "import { x } from './a.file.ts';", 'src/children/a.file.ts': '' });
  finds(suffixTable, 'a format that asks a query', { 'src/children/a.file.ts': "import { x } from './child.sql.ts';", ...queries, ...database });
  finds(suffixTable, 'a page that holds SQL', { 'src/children/child.page.ts': "import { sql } from 'kysely';" });
  finds(suffixTable, 'a page that imports a page', { 'src/children/child.page.ts': "import { x } from './b.page.ts';", 'src/children/b.page.ts': '' });
  finds(suffixTable, 'a page that knows the web server', { 'src/children/child.page.ts': "import type { R } from 'fastify';" });
  finds(suffixTable, 'a page by a dynamic import', { 'src/children/age.ts': "const x = await import('./b.page.ts');", 'src/children/b.page.ts': '' });
  finds(suffixTable, 'an import of a test builder', { 'src/children/a.file.ts': "import { x } from '../../test/people.ts';", 'test/people.ts': '' });
  finds(suffixTable, 'an import of nothing', { 'src/children/a.file.ts': "import { x } from './gone.ts';" });
  finds(suffixTable, 'a suffix of its own', { 'src/children/child.service.ts': '' });
  finds(suffixTable, 'a query that queues a job', { 'src/children/child.sql.ts': "import { q } from '../platform/jobs.ts';", 'src/platform/jobs.ts': "import { run } from 'graphile-worker';" });
  allows(suffixTable, 'facts, queries, formats and pages in their places', {
    ...facts, ...queries, ...database,
    'src/children/age.ts': "import { d } from '../calendar/day.ts';\nimport { createHash } from 'node:crypto';\nimport type { V } from '../platform/viewer.ts';",
    'src/platform/viewer.ts': 'export interface V { id: string }',
    'src/children/child.page.ts': "import { x } from './child.sql.ts';\nimport { d } from '../platform/database.ts';",
    'src/children/a.file.ts': "import { createReadStream } from 'node:fs';\nimport { d } from './age.ts';",
    'src/casework/act.sql.ts': "import { q } from '../platform/jobs.ts';",
    'src/platform/jobs.ts': "import { run } from 'graphile-worker';",
    'src/app.ts': "import { p } from './children/child.page.ts';",
  });
});

describe(purity.title, () => {
  for (const use of ['Math.random()', 'fetch("x")', 'process.env', 'console.log(1)', 'setTimeout(f, 1)', 'performance.now()']) {
    finds(purity, use, { 'src/children/age.ts': `export const x = ${use};` });
  }
  allows(purity, 'them in a job, in platform and as names', {
    'src/children/a.job.ts': 'console.log(Math.random());', 'src/platform/a.ts': 'fetch("x");', 'src/children/age.ts': 'export const x = { fetch: 1, random: 2 };',
  });
});

describe(oneClock.title, () => {
  finds(oneClock, 'a clock of its own', { 'src/children/a.page.ts': 'const now = new Date();', 'src/platform/clock.ts': 'const now = new Date();' });
  allows(oneClock, 'a column of that name', { 'src/exchange/a.file.ts': 'const row = { Date: 1 }; row.Date;' });
});

describe(folderOrder.title, () => {
  finds(folderOrder, 'an earlier folder that imports a later one', { 'src/calendar/a.ts': "import { x } from '../statute/b.ts';", 'src/statute/b.ts': '' });
  finds(folderOrder, 'platform that imports a subject', { 'src/platform/a.ts': "import { x } from '../calendar/b.ts';", 'src/calendar/b.ts': '' });
  finds(folderOrder, 'two of the last line', { 'src/portal/a.ts': "import { x } from '../returns/b.ts';", 'src/returns/b.ts': '' });
  finds(folderOrder, 'a subject that imports the root', { 'src/portal/a.ts': "import { x } from '../app.ts';", 'src/app.ts': '' });
  finds(folderOrder, 'a folder that is not in the list', { 'src/things/a.ts': '' });
  allows(folderOrder, 'imports from before and within', {
    'src/statute/b.ts': "import { x } from '../calendar/a.ts';\nimport { y } from './c.ts';", 'src/calendar/a.ts': '', 'src/statute/c.ts': '',
  });
});

describe(noCycles.title, () => {
  finds(noCycles, 'a cycle of two', { 'src/plans/a.ts': "import { b } from './b.ts';", 'src/plans/b.ts': "import type { a } from './a.ts';" });
  allows(noCycles, 'two ways to one file', { 'src/plans/a.ts': "import { b } from './b.ts';\nimport { c } from './c.ts';", 'src/plans/b.ts': "import { c } from './c.ts';", 'src/plans/c.ts': '' });
});

describe(oneQueue.title, () => {
  finds(oneQueue, 'a query that adds a job', { 'src/plans/a.sql.ts': 'sql`select graphile_worker.add_job(1)`' });
  allows(oneQueue, 'act', { 'src/casework/act.sql.ts': 'sql`select graphile_worker.add_job(1)`' });
});

describe(layoutOnly.title, () => {
  finds(layoutOnly, 'a template that uses that of another page', { 'src/plans/a.njk': '{% include "children/b.njk" %}' });
  allows(layoutOnly, 'the layout and the design systems', { 'src/plans/a.njk': '{% extends "platform/layout/page.njk" %}\n{% from "govuk/components/table/macro.njk" import govukTable %}' });
});
