// The whole program under officers' forms, killed with its database at any moment.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { livingServer } from '../../src/platform/embedded-process.ts';
import { type Chance, seeded } from '../../src/simulation/seeded.ts';
import { dataDirectory, end, processesOf, start, type Started, untilNone } from '../program.ts';
import { council, environment, inDatabase } from './council.ts';
import { Officer } from './officers.ts';
import { checkSound } from './soundness.ts';

const SEED = 20261121;
const KILLS = ['database', 'program', 'database', 'program', 'database', 'program', 'database'] as const;

/** Lets the officers work until `isOver`, which hears how many answers came; some failures more than that are a hang. */
async function work(officers: readonly Officer[], { address, program }: Started, isOver: (heard: number) => boolean): Promise<void> {
  let [heard, failed] = [0, 0];
  await Promise.all(officers.map(async (officer) => {
    while (!isOver(heard) && program.signalCode === null) {
      if (await officer.send(address)) heard += 1;
      else failed += 1;
      assert.ok(failed < 20_000, 'the program does not answer any more');
    }
  }));
}

async function killDatabase(officers: readonly Officer[], running: Started, dataDir: string, chance: Chance): Promise<void> {
  const server = livingServer(join(dataDir, 'postgres'));
  assert.ok(server !== null);
  const [answers, milliseconds] = [chance.whole(1, 20), chance.whole(0, 20)];
  let kill: NodeJS.Timeout | undefined;
  let dead = false;
  await work(officers, running, (heard) => {
    if (heard >= answers) {
      kill ??= setTimeout(() => {
        dead = process.kill(server, 'SIGKILL');
      }, milliseconds);
    }
    // It came back: another server answers.
    return dead && ![null, server].includes(livingServer(join(dataDir, 'postgres')));
  });
}

async function killProgram(officers: readonly Officer[], running: Started, chance: Chance): Promise<void> {
  const [answers, milliseconds] = [chance.whole(1, 20), chance.whole(0, 20)];
  let kill: NodeJS.Timeout | undefined;
  await work(officers, running, (heard) => {
    if (heard >= answers) kill ??= setTimeout(() => running.program.kill('SIGKILL'), milliseconds);
    return false;
  });
}

test(`forms posted to a program killed ${KILLS.length} times, alone or with its database, are all recorded, once`, async (t) => {
  const dataDir = dataDirectory(t);
  const chance = seeded(SEED);
  const officers = (await inDatabase(dataDir, (db) => council(db, 'caseworker', 4))).map((token) => new Officer(token));
  let running = await start(t, dataDir);
  for (const kill of KILLS) {
    if (kill === 'database') await killDatabase(officers, running, dataDir, chance);
    else await killProgram(officers, running, chance);
    if (kill === 'program') running = await start(t, dataDir);
  }
  await work(officers, running, (heard) => heard > 20);
  assert.equal(await end(running.program), 0);
  await untilNone(dataDir);
  assert.deepEqual(processesOf(dataDir), []);
  const told = officers.flatMap((officer) => officer.told.map(({ child, kind }) => `${child} ${kind}`)).sort();
  const { rows } = await inDatabase(dataDir, (db) => sql<{ entry: string }>`SELECT subject_id || ' ' || kind AS entry FROM history ORDER BY 1`.execute(db));
  // The last form of each officer may have been recorded though its answer was lost.
  assert.deepEqual(rows.map(({ entry }) => entry), told);
  t.diagnostic(`${told.length} forms acknowledged`);
  await checkSound(environment(dataDir));
});
