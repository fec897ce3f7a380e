import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { makeLog } from './logging.ts';
import { type Program, supervise } from './supervise.ts';

const log = makeLog('error', 'text', () => {});

// A program of this one statement, which has `supervise` at hand.
function program(t: TestContext, name: string, code: string): Program {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-supervise-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const module = join(folder, 'program.ts');
  const from = JSON.stringify(join(import.meta.dirname, 'supervise.ts'));
  writeFileSync(module, `import { askedToEnd, reportReady, reportTrouble } from ${from};\n${code}`);
  return { name, module, args: [] };
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const POLITE = 'reportReady(String(process.pid)); setInterval(() => {}, 1e6); await askedToEnd(); process.exit(0);';

test('programs run until they are stopped', async (t) => {
  const { ready, stop } = await supervise([program(t, 'one', POLITE), program(t, 'two', POLITE)], log);
  const pids = [Number(ready['one']), Number(ready['two'])];
  assert.deepEqual(pids.map(alive), [true, true]);
  await stop();
  assert.deepEqual(pids.map(alive), [false, false]);
});

test('one has its own options for Node', async (t) => {
  const limited = { ...program(t, 'limited', "reportReady(process.execArgv.join(' ')); await askedToEnd(); process.exit(0);"), options: ['--max-old-space-size=200'] };
  const { ready, stop } = await supervise([limited, program(t, 'free', POLITE)], log);
  assert.match(ready['limited'] ?? '', /^--max-old-space-size=200/);
  await stop();
});

test('where one says why it cannot start, that is told and nothing is left running', async (t) => {
  const bad = program(t, 'bad', "await reportTrouble('The cellar is full of water.'); process.exit(1);");
  await assert.rejects(supervise([program(t, 'good', POLITE), bad], log), /^Trouble: The cellar is full of water\.$/);
});

test('where one ends without a word, its name is told', async (t) => {
  await assert.rejects(supervise([program(t, 'mute', 'process.exit(3);')], log), /The mute process ended before it was ready/);
});

test('one that dies soon, and once cannot start, is started again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-supervise-'));
  const [tries, door] = [JSON.stringify(join(folder, 'tries')), join(folder, 'door')];
  const server = createServer().listen(door);
  t.after(() => { server.close(); rmSync(folder, { recursive: true }); });
  const code = `import { appendFileSync, readFileSync } from 'node:fs'; import { connect } from 'node:net';
    appendFileSync(${tries}, '.'); const time = readFileSync(${tries}).length;
    if (time === 2) process.exit(1); reportReady(''); if (time === 1) setImmediate(() => process.exit(1));
    else { connect(${JSON.stringify(door)}); await askedToEnd(); process.exit(0); }`;
  const { failed, stop } = await supervise([program(t, 'frail', code)], log);
  await Promise.race([once(server, 'connection'), failed.then((trouble) => { throw trouble; })]);
  await stop();
  assert.equal(readFileSync(join(folder, 'tries'), 'utf8'), '...');
});

test('one that dies as soon as it is ready is given up', async (t) => {
  const dying = program(t, 'dying', "reportReady('ready'); setImmediate(() => process.exit(1));");
  const { failed, stop } = await supervise([dying], log);
  assert.match((await failed).message, /The dying process keeps dying/);
  await stop();
});
