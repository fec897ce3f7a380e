// The whole program as a council meets it: started, stopped, killed and started again.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { dataDirectory, end, launch, processesOf, start, untilNone } from '../test/program.ts';

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
