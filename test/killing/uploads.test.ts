// A file sent to the whole program, which is killed while it takes it in: started again, it loads it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { formToken } from '../../src/platform/web-form.ts';
import { seeded } from '../../src/simulation/seeded.ts';
import { textOf } from '../cases.ts';
import { dataDirectory, end, killWhole, start, type Started } from '../program.ts';
import { returnAsXml } from '../return-files.ts';
import { inventReturns } from '../returns.ts';
import { council, environment, inDatabase } from './council.ts';
import { checkSound } from './soundness.ts';

const SEED = 20261121;
const KILLS = 3;
const CHILDREN = 120;

/** A data officer at a browser. */
class DataOfficer {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** Sends a file; gives the path of the page about it. */
  async send({ address }: Started, file: string): Promise<string> {
    const body = new FormData();
    body.append('token', formToken(this.#token));
    body.append('year', '');
    body.append('files', new Blob([file]), 'return.xml');
    const headers = { cookie: `sightline=${this.#token}`, origin: address };
    const answer = await fetch(`${address}/imports/new`, { method: 'POST', redirect: 'manual', headers, body });
    assert.equal(answer.status, 303, textOf(await answer.text()));
    return answer.headers.get('location') ?? '';
  }

  /** What the page about a file says. Where it offers to start again, that is done first. */
  async read({ address }: Pick<Started, 'address'>, path: string): Promise<string> {
    const headers = { cookie: `sightline=${this.#token}`, origin: address };
    const answer = await fetch(address + path, { headers });
    const page = textOf(await answer.text());
    if (!page.includes('Start again')) return page;
    const body = new URLSearchParams({ token: formToken(this.#token) });
    const again = await fetch(`${address}${path}/start-again`, { method: 'POST', redirect: 'manual', headers, body });
    assert.equal(again.status, 303);
    return this.read({ address }, path);
  }
}

test(`a file sent to a program killed ${KILLS} times before it was loaded is loaded, once`, { timeout: 120_000 }, async (t) => {
  const dataDir = dataDirectory(t);
  const chance = seeded(SEED, 7);
  const [token = ''] = await inDatabase(dataDir, (db) => council(db, 'data-officer', 1));
  const officer = new DataOfficer(token);
  let running = await start(t, dataDir);
  const path = await officer.send(running, returnAsXml(inventReturns(61, { children: CHILDREN, year: 2026 }), 2026));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { program } = running;
    const limit = setTimeout(() => killWhole(program), chance.whole(0, 400));
    while (program.signalCode === null) await officer.read(running, path).catch(() => '');
    clearTimeout(limit);
    running = await start(t, dataDir);
  }
  let page = '';
  while (!/2026: loaded|: refused/.test(page)) page = await officer.read(running, path);
  assert.match(page, new RegExp(`SEN2 return 2026: loaded.* New .*${CHILDREN}`));
  // The file itself is not kept.
  while (readdirSync(join(dataDir, 'imports')).length > 0) await officer.read(running, path);
  assert.equal(await end(running.program), 0);
  const { rows } = await inDatabase(dataDir, (db) => sql<{ entries: number }>`SELECT count(*) AS entries FROM history`.execute(db));
  assert.deepEqual(rows, [{ entries: CHILDREN + 1 }]);
  await checkSound(environment(dataDir));
});
