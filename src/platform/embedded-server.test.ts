import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import pg from 'pg';
import { EMBEDDED_DATABASE, prepareEmbeddedDatabase } from './embedded-database.ts';
import { clusterMajor } from './embedded-directory.ts';
import { livingServer } from './embedded-process.ts';
import { type EmbeddedServer, useEmbeddedServer } from './embedded-server.ts';

const used: EmbeddedServer[] = [];

// Removed after the test, once its servers have stopped.
function dataDirectory(t: TestContext, mode = 0o755): string {
  const root = mkdtempSync(join(tmpdir(), 'sightline-embedded-'));
  chmodSync(root, mode);
  const dataDir = join(root, 'data');
  t.after(async () => {
    await Promise.all(used.splice(0).map((server) => server.release()));
    const cluster = join(dataDir, 'postgres');
    if (existsSync(cluster)) rmSync(realpathSync(cluster), { recursive: true, force: true });
    rmSync(root, { recursive: true, force: true });
  });
  return dataDir;
}

async function use(dataDir: string): Promise<EmbeddedServer> {
  const server = await useEmbeddedServer({ dataDir });
  used.push(server);
  return server;
}

async function ask(server: EmbeddedServer, text: string): Promise<unknown[]> {
  const client = new pg.Client({ host: server.socketDirectory, port: 5432, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    return Object.values((await client.query<object>(text)).rows[0] ?? {});
  } finally {
    await client.end();
  }
}

// Another program that uses the server until it is killed; settles when it does.
async function otherUser(dataDir: string): Promise<ChildProcess> {
  const module = join(import.meta.dirname, 'embedded-server.ts');
  const code = `import { useEmbeddedServer } from ${JSON.stringify(module)};
    await useEmbeddedServer({ dataDir: ${JSON.stringify(dataDir)} });
    console.log('in use');
    setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('it starts, keeps what was committed, and stops with its user', async (t) => {
  const dataDir = dataDirectory(t);
  const first = await use(dataDir);
  assert.equal(first.adopted, false);
  assert.deepEqual(await ask(first, 'SHOW fsync'), ['on']);
  assert.deepEqual(await ask(first, "SELECT current_setting('listen_addresses')"), ['']);
  await ask(first, 'CREATE TABLE kept AS SELECT 41 + 1 AS n');
  await first.release();
  assert.equal(livingServer(first.cluster), null);
  const second = await use(dataDir);
  assert.deepEqual(await ask(second, 'SELECT n FROM kept'), [42]);
});

test('only its own user can enter its cluster and its socket, and as root that is not root', async (t) => {
  const server = await use(dataDirectory(t));
  for (const path of [server.cluster, server.socketDirectory]) assert.equal(statSync(path).mode & 0o777, 0o700);
  const pid = Number(livingServer(server.cluster));
  assert.notEqual(statSync(`/proc/${pid}`).uid, 0);
});

test('two programs share one server, and the last to leave stops it', async (t) => {
  const dataDir = dataDirectory(t);
  const [one, two] = await Promise.all([use(dataDir), use(dataDir)]);
  const pid = livingServer(one.cluster);
  await one.release();
  assert.equal(livingServer(two.cluster), pid);
  assert.deepEqual(await ask(two, 'SELECT 1'), [1]);
  await two.release();
  assert.equal(livingServer(two.cluster), null);
});

test('a server whose user was killed is adopted, and stops with the one who adopted it', async (t) => {
  const dataDir = dataDirectory(t);
  const child = await otherUser(dataDir);
  const pid = livingServer(join(dataDir, 'postgres'));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const server = await use(dataDir);
  assert.equal(server.adopted, true);
  assert.equal(livingServer(server.cluster), pid);
  await server.release();
  assert.equal(livingServer(server.cluster), null);
});

test('after everything was killed, the next start finds what was committed', async (t) => {
  const dataDir = dataDirectory(t);
  const server = await useEmbeddedServer({ dataDir });
  await ask(server, 'CREATE TABLE kept AS SELECT 42 AS n');
  const child = await otherUser(dataDir);
  child.kill('SIGKILL');
  process.kill(Number(livingServer(server.cluster)), 'SIGKILL');
  const again = await use(dataDir);
  assert.deepEqual(await ask(again, 'SELECT n FROM kept'), [42]);
  await Promise.all([server.release(), again.release()]);
  assert.equal(livingServer(server.cluster), null);
});

test('a server that died is left at once, by whoever started it and by those who find it again', async (t) => {
  const dataDir = dataDirectory(t);
  const server = await useEmbeddedServer({ dataDir });
  process.kill(Number(livingServer(server.cluster)), 'SIGKILL');
  await server.release();
  const again = await use(dataDir);
  assert.deepEqual(await ask(again, 'SELECT 1'), [1]);
  await again.release();
  assert.equal(livingServer(again.cluster), null);
});

test('a server that comes back from the death of one of its processes is stopped by the last to leave it', async (t) => {
  const server = await useEmbeddedServer({ dataDir: dataDirectory(t) });
  const [keeper] = await ask(server, "SELECT pid FROM pg_stat_activity WHERE application_name = 'sightline keeper'");
  process.kill(Number(keeper), 'SIGKILL');
  await server.release();
  assert.equal(livingServer(server.cluster), null);
});

test('the cluster of another major version is refused, untouched', async (t) => {
  const dataDir = dataDirectory(t);
  const server = await use(dataDir);
  await server.release();
  writeFileSync(join(server.cluster, 'PG_VERSION'), '17\n');
  await assert.rejects(useEmbeddedServer({ dataDir }), /made by PostgreSQL 17.*carries PostgreSQL 18.*restore/s);
  assert.equal(readFileSync(join(server.cluster, 'PG_VERSION'), 'utf8'), '17\n');
});

test('what keeps the server from starting is told in its own words', async (t) => {
  const dataDir = dataDirectory(t);
  const server = await use(dataDir);
  await server.release();
  writeFileSync(join(server.cluster, 'postgresql.conf'), 'no_such_setting = 1\n');
  await assert.rejects(useEmbeddedServer({ dataDir }), /does not start[\s\S]*no_such_setting[\s\S]*postgres\.log/);
});

test('a long path, and one that only root may enter, work', async (t) => {
  const dataDir = join(dataDirectory(t, 0o700), 'd'.repeat(90));
  const server = await use(dataDir);
  assert.deepEqual(await ask(server, 'SELECT 1'), [1]);
  assert.equal(clusterMajor(join(dataDir, 'postgres')), 18);
  if (process.getuid?.() === 0) {
    assert.ok(lstatSync(join(dataDir, 'postgres')).isSymbolicLink());
    t.after(() => rmSync(server.cluster, { recursive: true, force: true }));
    t.after(() => rmSync(server.socketDirectory, { recursive: true, force: true }));
  }
});

test('the roles sign in as themselves and none is an administrator', async (t) => {
  const server = await use(dataDirectory(t));
  await Promise.all([prepareEmbeddedDatabase(server.socketDirectory), prepareEmbeddedDatabase(server.socketDirectory)]);
  const roles = await ask(server, `SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles
    WHERE rolname LIKE 'sightline%' AND rolcanlogin AND NOT rolsuper AND NOT rolcreaterole AND NOT rolcreatedb`);
  assert.deepEqual(roles, ['sightline_app sightline_dispose sightline_migrate sightline_report']);
  const owner = await ask(server, `SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '${EMBEDDED_DATABASE}'`);
  assert.deepEqual(owner, ['sightline_migrate']);
});
