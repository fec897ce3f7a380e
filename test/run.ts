// npm test: the type checker, the linter, the tests that use a database, those in a browser apart, on each other engine found, then every test on
// the embedded one. Stops at the first of these that fails. With file names, runs only those, on the embedded one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import type { Binaries } from '../src/platform/embedded-binaries.ts';
import { useEmbeddedServer } from '../src/platform/embedded-server.ts';
import { browserPath } from './browser-path.ts';
import { closingWords } from './closing-words.ts';
import { prepareTestServer, SERVER_VARIABLE } from './database.ts';

const ROOT = resolve(import.meta.dirname, '..');
const OLDEST = 15;
const chosen = process.argv.slice(2);
// Many times what the longest file takes: what hangs is told by its name instead of being waited for. Files that are named may try thousands.
const HANGS = (chosen.length > 0 ? 120 : 20) * 60_000;
// In a browser: what they ask of a database, other tests ask too.
const IN_BROWSER = [join('test', 'journeys/'), join('test', 'pages/')];

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

let running: ChildProcess | null = null;
let ending = false;

async function runs(program: string, args: string[], server?: string): Promise<boolean> {
  if (ending) return false;
  const env: NodeJS.ProcessEnv = { ...process.env, ...(server === undefined ? {} : { [SERVER_VARIABLE]: server }) };
  delete env['DATABASE_URL'];
  const child = spawn(program, args, { cwd: ROOT, env, stdio: 'inherit' });
  running = child;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

const tool = (name: string): string => join(ROOT, 'node_modules', '.bin', name);

function testFiles(): string[] {
  return globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: ROOT }).sort();
}

/** Whether a file uses test/database.ts, itself or through what it imports from test/, but for types. */
function usesDatabase(file: string, seen = new Set<string>()): boolean {
  if (file === join(ROOT, 'test', 'database.ts')) return true;
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+\.ts)'/gm);
  const found = [...imports].map((match) => resolve(dirname(file), match[1] ?? ''));
  return found.filter((path) => path.startsWith(join(ROOT, 'test'))).some((path) => usesDatabase(path, seen));
}

async function versionOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ version: string }>('SELECT version()');
  await client.end();
  return rows[0]?.version.split(' on ')[0] ?? 'an unknown engine';
}

async function testsOn(server: string, files: string[]): Promise<boolean> {
  const { url } = JSON.parse(server) as { url: string };
  say(`\n${files.length} test files on ${await versionOf(url)}`);
  // Of two files that unpack it at once, one would start half a browser. Where it cannot be had, they tell.
  if (files.length > 1) await browserPath().catch(() => {});
  const folder = mkdtempSync(join(tmpdir(), 'sightline-told-'));
  const tap = join(folder, 'tap');
  try {
    const reporters = ['spec', 'stdout', 'tap', tap].map((value, i) => `--test-reporter${i % 2 === 0 ? '' : '-destination'}=${value}`);
    const passed = await runs(process.execPath, ['--test', '--test-concurrency=2', `--test-timeout=${HANGS}`, ...reporters, ...files], server);
    if (!passed && existsSync(tap)) say(`\n${closingWords(readFileSync(tap, 'utf8'))}`);
    return passed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// A server for this run alone, without fsync: nothing in it is worth keeping.
async function onOwnServer(files: string[], binaries?: Binaries): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'sightline-tests-'));
  chmodSync(directory, 0o711);
  const dataDir = join(directory, 'data');
  const server = await useEmbeddedServer({ dataDir, durable: false, ...(binaries === undefined ? {} : { binaries }) });
  try {
    return await testsOn(await prepareTestServer(server.socketDirectory), files);
  } finally {
    await server.release();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The oldest PostgreSQL on this machine that the program supports. */
function installedPostgres(): Binaries | null {
  const found = globSync('/usr/lib/postgresql/*/bin/postgres').map((path) => {
    const directory = dirname(path);
    return { directory, major: Number.parseInt(directory.split('/').at(-2) ?? '', 10) };
  });
  return found.filter(({ major }) => major >= OLDEST).sort((a, b) => a.major - b.major)[0] ?? null;
}

async function onOtherEngines(files: string[]): Promise<boolean> {
  const url = process.env['TEST_DATABASE_URL'];
  const installed = installedPostgres();
  if (installed === null && url === undefined) {
    say('No PostgreSQL 15 or later on this machine and no TEST_DATABASE_URL: the embedded engine alone is tested.');
  }
  if (installed !== null && !(await onOwnServer(files, installed))) return false;
  return url === undefined || testsOn(JSON.stringify({ url, superuserUrl: null }), files);
}

async function everything(): Promise<boolean> {
  const files = testFiles();
  say('Types');
  if (!(await runs(tool('tsc'), ['--noEmit']))) return false;
  say('Lint');
  if (!(await runs(tool('eslint'), ['src', 'test']))) return false;
  return (await onOtherEngines(files.filter((file) => !IN_BROWSER.some((folder) => file.startsWith(folder)) && usesDatabase(join(ROOT, file))))) && onOwnServer(files);
}

// Told to end, it ends what runs and waits for that, so that the server is stopped.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    ending = true;
    running?.kill(signal);
  });
}
process.exitCode = (await (chosen.length > 0 ? onOwnServer(chosen) : everything())) ? 0 : 1;
