// The whole program as a council meets it: started, stopped, killed and started again.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';

const MAIN = join(import.meta.dirname, 'main.ts');

type Started = { program: ChildProcess; output: () => string; address: string };

function dataDirectory(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'sightline-main-'));
  chmodSync(root, 0o711);
  t.after(() => rmSync(root, { recursive: true, force: true }));
  return join(root, 'data');
}

function launch(dataDir: string, settings: Record<string, string> = {}): { program: ChildProcess; output: () => string } {
  const env: NodeJS.ProcessEnv = { ...process.env, SIGHTLINE_DATA_DIR: dataDir, PORT: '0', ...settings };
  if (settings['DATABASE_URL'] === undefined) delete env['DATABASE_URL'];
  // The channel ends the program where this test is ended without its clearing up; what it says there is output too.
  const program = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let text = '';
  program.on('message', ({ trouble }: { trouble: string }) => (text += trouble));
  for (const stream of [program.stdout, program.stderr]) stream?.on('data', (data: Buffer) => (text += data.toString()));
  return { program, output: () => text };
}

async function start(t: TestContext, dataDir: string): Promise<Started> {
  const { program, output } = launch(dataDir);
  t.after(() => end(program));
  const ended = once(program, 'exit');
  let address: string | undefined;
  while (address === undefined) {
    await Promise.race([once(program.stdout ?? program, 'data'), ended]);
    address = /Sightline is at (\S+)/.exec(output())?.[1];
    if (program.exitCode !== null) throw new Error(`it did not start: ${output()}`);
  }
  return { program, output, address };
}

async function end(program: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  if (program.exitCode !== null || program.signalCode !== null) return program.exitCode;
  program.kill(signal);
  const [code] = (await once(program, 'exit')) as [number | null];
  return code;
}

// Processes that name the data directory on their command line or in their environment, but for those that have ended.
function processesOf(dataDir: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && ['cmdline', 'environ'].some((file) => readFileSync(`/proc/${name}/${file}`, 'utf8').includes(dataDir));
    } catch {
      return false;
    }
  });
}

async function untilNone(dataDir: string): Promise<void> {
  for (let turn = 0; turn < 2000 && processesOf(dataDir).length > 0; turn += 1) await new Promise((next) => setImmediate(next));
}

test('it starts from nothing, shows its first screen, says the set-up link, and leaves nothing running', async (t) => {
  const dataDir = dataDirectory(t);
  const { program, output, address } = await start(t, dataDir);
  const first = await fetch(address);
  assert.equal(first.status, 200);
  const [, link = ''] = /(http:\S+\/set-up\/\S+)/.exec(output()) ?? [];
  assert.equal((await fetch(link)).status, 200);
  assert.equal(await end(program), 0);
  assert.deepEqual(processesOf(dataDir), []);
});

test('killed without warning, it leaves nothing running, and starts again', async (t) => {
  const dataDir = dataDirectory(t);
  const { program } = await start(t, dataDir);
  await end(program, 'SIGKILL');
  await untilNone(dataDir);
  const again = await start(t, dataDir);
  assert.equal((await fetch(again.address)).status, 200);
  assert.equal(await end(again.program, 'SIGINT'), 0);
  assert.deepEqual(processesOf(dataDir), []);
});

test('a port in use, a wrong setting and a database that is down each get one clear message', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  t.after(() => other.close());
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const cases: [Record<string, string>, number, RegExp][] = [
    [{ PORT: String(port) }, 1, new RegExp(`^Port ${port} is in use by another program\\.`)],
    [{ PORT: 'x' }, 2, /^Sightline cannot start\. In the environment:\n- PORT is "x"/],
    [{ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }, 1, /^The database does not answer: nothing listens there\./],
  ];
  for (const [settings, code, message] of cases) {
    const dataDir = dataDirectory(t);
    const { program, output } = launch(dataDir, settings);
    const [exit] = (await once(program, 'close')) as [number | null];
    assert.match(output(), message);
    assert.equal(exit, code);
    assert.doesNotMatch(output(), /\n\s+at /);
    assert.deepEqual(processesOf(dataDir), []);
  }
});
