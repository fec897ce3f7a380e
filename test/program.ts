// The whole program, started as `npm start` does, for tests that stop and kill it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const MAIN = join(import.meta.dirname, '../src/main.ts');

/** The program at work. */
export type Started = { program: ChildProcess; output: () => string; address: string };

/** The path of a data directory that is not there yet, in a folder that goes after the test. */
export function dataDirectory(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'sightline-main-'));
  chmodSync(root, 0o711);
  t.after(() => rmSync(root, { recursive: true, force: true }));
  return join(root, 'data');
}

/** Starts the program, whatever becomes of it. */
export function launch(dataDir: string, settings: Record<string, string> = {}): { program: ChildProcess; output: () => string } {
  const env: NodeJS.ProcessEnv = { ...process.env, SIGHTLINE_DATA_DIR: dataDir, PORT: '0', ...settings };
  if (settings['DATABASE_URL'] === undefined) delete env['DATABASE_URL'];
  // The channel ends the program where this test is ended without its clearing up; what it says there is output too.
  const program = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let text = '';
  program.on('message', ({ trouble }: { trouble: string }) => (text += trouble));
  for (const stream of [program.stdout, program.stderr]) stream?.on('data', (data: Buffer) => (text += data.toString()));
  return { program, output: () => text };
}

/** Starts the program and waits until it is at work; it is stopped after the test. */
export async function start(t: TestContext, dataDir: string, settings: Record<string, string> = {}): Promise<Started> {
  const { program, output } = launch(dataDir, settings);
  t.after(() => end(program));
  const ended = once(program, 'exit');
  let address: string | undefined;
  while (address === undefined) {
    await Promise.race([once(program.stdout ?? program, 'data'), ended]);
    address = /Sightline is at (\S+)/.exec(output())?.[1];
    if (program.exitCode !== null || program.signalCode !== null) throw new Error(`it did not start: ${output()}`);
  }
  return { program, output, address };
}

/** Ends the program, and gives its exit code. */
export async function end(program: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  if (program.exitCode !== null || program.signalCode !== null) return program.exitCode;
  program.kill(signal);
  const [code] = (await once(program, 'exit')) as [number | null];
  return code;
}

/** The commands of processes that name the data directory there or in their environment, but for those that have ended. */
export function processesOf(dataDir: string): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const [command, environment] = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ')) as [string, string];
      return [command, environment].some((text) => text.includes(dataDir)) ? [`${pid}: ${command}`] : [];
    } catch {
      return [];
    }
  });
}

/** Waits, for a minute at most, until no process names the data directory. */
export async function untilNone(dataDir: string): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < 60_000 && processesOf(dataDir).length > 0) await new Promise((next) => setImmediate(next));
}

/** Kills the program and every process that it started but the database's: none of them has time to put anything in order. */
export function killWhole({ pid = 0 }: ChildProcess): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter((child) => child !== '');
  for (const one of [pid, ...children.map(Number)]) {
    try {
      if (readFileSync(`/proc/${one}/comm`, 'utf8').trim() !== 'postgres') process.kill(one, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}
