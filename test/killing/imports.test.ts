// Imports and roll-backs of a real file by the command line, killed again and again, and started again each time.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ownDerive } from '../../src/casework/own-derive.file.ts';
import { rebuild } from '../../src/casework/rebuild.sql.ts';
import { allBatches } from '../../src/exchange/import-batch.sql.ts';
import { type Chance, seeded } from '../../src/simulation/seeded.ts';
import { testDatabase } from '../database.ts';
import { derivedContents, tableSizes } from '../imports.ts';
import { processesOf, untilNone } from '../program.ts';
import { returnAsXml } from '../return-files.ts';
import { inventCouncil } from '../returns.ts';
import { checkSound } from './soundness.ts';
import { commandLine, type Ended, environmentOf, type Moment, untilForgotten } from './victim.ts';

const KILLS = 60;
const SEED = 20261121;

const database = await testDatabase();
const { db, owner } = database;
const folder = mkdtempSync(join(tmpdir(), 'sightline-killing-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const env = environmentOf(database, join(folder, 'data'));

const { returns } = inventCouncil(52, { children: 130, years: [2025, 2026] });
const files = new Map([...returns].map(([year, records]) => {
  const path = join(folder, `return-${year}.xml`);
  writeFileSync(path, returnAsXml(records, year));
  return [year, path];
}));

type Action = 'load' | 'roll back';

/** All that an import may change: how many rows each table has, and what the derived rows say. */
interface State { readonly contents: string; readonly sizes: Record<string, number> }

async function state(): Promise<State> {
  const { import_batch: _, ...sizes } = await tableSizes(db);
  return { contents: createHash('sha256').update(JSON.stringify(await derivedContents(db))).digest('hex'), sizes };
}

async function carryOut(action: Action, moment: Moment | null = null): Promise<Ended> {
  const loaded = (await allBatches(db)).find((batch) => batch.state === 'done' && batch.year === 2026);
  const args = action === 'load' ? ['import', 'sen2-xml', files.get(2026) ?? ''] : ['import', 'rollback', loaded?.id ?? ''];
  const ended = await commandLine(args, env, moment);
  await untilForgotten(owner);
  return ended;
}

/** What each action does where nobody interferes: the contents after it, the rows that it adds, and how long it takes. */
interface Course { readonly contents: string; readonly adds: Record<string, number>; last: Ended }

async function undisturbed(action: Action): Promise<Course> {
  const before = await state();
  const last = await carryOut(action);
  assert.equal(last.code, 0, last.err);
  const { contents, sizes } = await state();
  return { contents, last, adds: Object.fromEntries(Object.entries(sizes).map(([table, n]) => [table, n - (before.sizes[table] ?? 0)])) };
}

/** Mostly while the file is checked and loaded, sometimes before; and now and then too late. */
function momentFor(action: Action, { took, spokeAfter }: Ended, chance: Chance): Moment {
  const early = action === 'load' && chance.yes(0.15);
  if (early) return { after: 'start', milliseconds: spokeAfter * chance.fraction() };
  if (action === 'load') return { after: 'first word', milliseconds: (took - spokeAfter) * 1.1 * chance.fraction() };
  return { after: 'start', milliseconds: took * (0.3 + 0.75 * chance.fraction()) };
}

const acknowledged = (action: Action, out: string): boolean => (action === 'load' ? /Loaded as batch/ : /was rolled back/).test(out);

/** Compares with the states before and after the action, the only ones there are; says whether it is the one after. */
async function whole(action: Action, before: State, { contents, adds }: Course): Promise<boolean> {
  const now = await state();
  if (now.contents === before.contents) {
    assert.deepEqual(now.sizes, before.sizes, `nothing is left of "${action}"`);
    return false;
  }
  assert.equal(now.contents, contents, `"${action}" is whole or not there`);
  assert.deepEqual(now.sizes, Object.fromEntries(Object.entries(before.sizes).map(([table, n]) => [table, n + (adds[table] ?? 0)])));
  return true;
}

test(`imports and roll-backs killed ${KILLS} times are whole or not there, and what was acknowledged is there`, async (t) => {
  await rebuild(owner, ownDerive());
  assert.equal((await commandLine(['import', 'sen2-xml', files.get(2025) ?? ''], env)).code, 0);
  const empty = (await state()).contents;
  const courses = { 'load': await undisturbed('load'), 'roll back': await undisturbed('roll back') };
  assert.equal(courses['roll back'].contents, empty);
  assert.notEqual(courses.load.contents, empty);
  const tally = { kills: 0, attempts: 0, done: 0, unheard: 0 };
  let action: Action = 'load';
  while (tally.kills < KILLS && tally.attempts < KILLS * 3) {
    const before = await state();
    const ended = await carryOut(action, momentFor(action, courses[action].last, seeded(SEED, tally.attempts)));
    const isDone = await whole(action, before, courses[action]);
    tally.attempts += 1;
    if (ended.killed) tally.kills += 1;
    else assert.equal(ended.code, 0, ended.err);
    if (acknowledged(action, ended.out)) assert.ok(isDone, `"${action}" was acknowledged`);
    if (!ended.killed) courses[action].last = ended;
    if (!isDone) continue;
    tally.done += 1;
    if (ended.killed) tally.unheard += 1;
    action = action === 'load' ? 'roll back' : 'load';
  }
  t.diagnostic(JSON.stringify(tally));
  assert.equal(tally.kills, KILLS);
  const hash = await checkSound(env);
  const states = new Set((await allBatches(db)).map((batch) => batch.state));
  assert.deepEqual([...states].filter((one) => !['done', 'interrupted', 'rolled-back'].includes(one)), [], 'none seems to run still');
  if (action === 'load') assert.equal((await carryOut('load')).code, 0);
  const loaded = action === 'load' ? await checkSound(env) : hash;
  assert.match((await carryOut('load')).out, / 0 {2}new\n[^]*These very files were loaded before/);
  assert.equal(await checkSound(env), loaded, 'loading once more changes nothing');
  await untilNone(folder);
  assert.deepEqual(processesOf(folder), [], 'no reader outlives its import');
});
