// The whole program under the forms of several officers and the files of a data officer, killed at any moment and
// started again. KILLS says how often; CONTRIBUTING tells of the full number.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { livingServer } from '../../src/platform/embedded-process.ts';
import { type Chance, seeded } from '../../src/simulation/seeded.ts';
import { recordStory, zuleika } from '../cases.ts';
import { dataDirectory, end, launch, processesOf, start, type Started, untilNone } from '../program.ts';
import { council, environment, inDatabase } from './council.ts';
import { DataOfficer } from './data-officer.ts';
import { type Death, kill, killServer } from './deaths.ts';
import { countFaults, fileFaults, formFaults, NO_FAULTS, unheardForms } from './ledger.ts';
import { Officer } from './officers.ts';
import type { AtWork } from './signed-in.ts';
import { checkSound } from './soundness.ts';

const SEED = 20261121;
const KILLS = Number(process.env['KILLS'] ?? 8);
const OFFICERS = 5;

const deaths: Readonly<Record<Death, number>> = { 'first process': 2, 'all processes': 5, 'database too': 3 };

/** Lets everybody work until `isOver`, which hears how much was acknowledged; two minutes without an answer are a hang. */
async function work(people: readonly AtWork[], { address, program }: Started, isOver: (acknowledged: number) => boolean): Promise<void> {
  let [acknowledged, heardAt] = [0, performance.now()];
  await Promise.all(people.map(async (one) => {
    while (!isOver(acknowledged) && program.signalCode === null && program.exitCode === null) {
      const step = await one.step(address);
      if (step === 'acknowledged') acknowledged += 1;
      if (step !== 'unheard') heardAt = performance.now();
      assert.ok(performance.now() - heardAt < 120_000, 'the program does not answer any more');
    }
  }));
}

/** Kills the database alone, and lets everybody go on until another server is there. */
async function killDatabase(people: readonly AtWork[], running: Started, dataDir: string): Promise<void> {
  const cluster = join(dataDir, 'postgres');
  const server = livingServer(cluster);
  assert.ok(killServer(dataDir));
  await work(people, running, () => ![null, server].includes(livingServer(cluster)));
}

/** One life of the program: it may end while it starts. Gives how it ended. */
async function live(t: TestContext, people: readonly AtWork[], { dataDir, chance }: { dataDir: string; chance: Chance }): Promise<string> {
  const death = chance.weighted(deaths);
  if (chance.yes(0.15)) {
    const { program, output } = launch(dataDir);
    t.after(() => end(program));
    setTimeout(() => kill(death, program, dataDir), chance.whole(0, 2000));
    await once(program, 'exit');
    assert.equal(program.signalCode, 'SIGKILL', output());
    return `${death}, while it started`;
  }
  const running = await start(t, dataDir);
  const isWithout = chance.yes(0.1);
  if (isWithout) await killDatabase(people, running, dataDir);
  const [answers, milliseconds] = [chance.whole(0, 25), chance.whole(0, 40)];
  let limit: NodeJS.Timeout | undefined;
  await work(people, running, (acknowledged) => {
    if (acknowledged >= answers) limit ??= setTimeout(() => kill(death, running.program, dataDir), milliseconds);
    return false;
  });
  assert.equal(running.program.signalCode, 'SIGKILL', running.output());
  return isWithout ? `${death}, after the database alone` : death;
}

/** Everybody comes to the end of what is under way, and stops. */
async function finish(people: readonly AtWork[], running: Started): Promise<void> {
  for (const one of people) await work([one], running, (acknowledged) => acknowledged > 0);
}

const counted = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(names)].sort().map((name) => [name, names.filter((one) => one === name).length]));

test(`what was acknowledged by a program killed ${KILLS} times under load is there, once and whole`, async (t) => {
  const dataDir = dataDirectory(t);
  const chance = seeded(SEED);
  const { shared, tokens: [first = '', ...others] } = await inDatabase(dataDir, async (db) => ({
    tokens: await council(db, ['data-officer', ...Array.from({ length: OFFICERS }, () => 'caseworker' as const)]),
    shared: await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2025-11-03']], { recordedBy: 'before' }),
  }));
  const officers = others.map((token, i) => new Officer(token, seeded(SEED, i + 1), shared));
  const dataOfficer = new DataOfficer(first, seeded(SEED, 100));
  const people = [dataOfficer, ...officers];
  const ends: string[] = [];
  while (ends.length < KILLS) ends.push(await live(t, people, { dataDir, chance }));
  const running = await start(t, dataDir);
  await finish(people, running);
  assert.equal(await end(running.program), 0);
  await untilNone(dataDir);
  assert.deepEqual(processesOf(dataDir), []);
  const told = officers.flatMap((officer) => officer.told);
  const [forms, files, unheard] = await inDatabase(dataDir, async (db) =>
    [await formFaults(db, told), await fileFaults(db, dataOfficer.told), await unheardForms(db, told)] as const);
  const conflicts = officers.reduce((sum, officer) => sum + officer.conflicts, 0);
  t.diagnostic(`${KILLS} kills: ${JSON.stringify(counted(ends))}`);
  t.diagnostic(`${told.length} forms acknowledged (${unheard} of which had been recorded when they were sent again for want of an answer; ${conflicts} times another officer’s entry was shown first): ${JSON.stringify(countFaults(forms))}`);
  t.diagnostic(`${dataOfficer.told.length} files loaded, ${dataOfficer.told.filter((file) => file.rolledBack).length} of them rolled back, by child: ${JSON.stringify(countFaults(files))}`);
  assert.deepEqual([forms, files], [NO_FAULTS, NO_FAULTS]);
  await checkSound(environment(dataDir));
});
