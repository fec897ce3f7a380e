import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { placeOf } from '../../test/backups.ts';
import { testDatabase } from '../../test/database.ts';
import { makeReal } from '../../test/people.ts';
import { historyHash } from '../casework/verify.sql.ts';
import { run } from './demo.command.ts';

const io = { out: () => {}, err: () => {} };

const wrong: readonly (readonly [args: string[], says: RegExp])[] = [
  [['--children', 'many'], /--children takes a whole number/],
  [['--plans', '10', '--children', '10'], /not both/],
  [['--service', 'splendid'], /--service takes one of failing, average, good/],
  [['--until', '2026-02-30'], /--until takes a day/],
  [['--until', '2098-01-01'], /in the future/],
  [['--until', '2019-12-31'], /too early/],
];

for (const [args, says] of wrong) {
  test(`demo ${args.join(' ')} is wrong use, told in words`, () => assert.rejects(run(args, io), says));
}

test('where a demo was ended before it was done, it says how many children there are and what to do; of a real council, nothing of the kind', async (t) => {
  const dataDir = placeOf(t).at('data');
  const said = async (url: string, children: string): Promise<string> => {
    Object.assign(process.env, { DATABASE_URL: url, SIGHTLINE_DATA_DIR: dataDir });
    let text = '';
    const code = await run(['--children', children, '--until', '2022-01-31'], { out: () => {}, err: (words) => { text += words; } });
    return code === 1 ? text : 'done';
  };
  const { address } = await testDatabase(t);
  assert.equal(await said(address.url, '2'), 'done');
  const again = await said(address.url, '4');
  assert.match(again, /holds an invented council of 2 children already\. .*ended before it was done: give the same command with --go-on.*Nobody in it is real: to begin another one, delete .*data/);
  const real = await testDatabase(t);
  await makeReal(real.db);
  const refused = await said(real.address.url, '2');
  assert.match(refused, /is not that of an invented council/);
  assert.doesNotMatch(refused, /delete/);
});

test('a demo that was ended goes on with the same command and --go-on, to the same history; with other arguments nothing is added', async (t) => {
  const dataDir = placeOf(t).at('data');
  const [ended, whole] = [await testDatabase(t), await testDatabase(t)];
  const said = async (url: string, ...more: readonly string[]): Promise<[code: number, words: string]> => {
    Object.assign(process.env, { DATABASE_URL: url, SIGHTLINE_DATA_DIR: dataDir });
    let words = '';
    const say = (text: string): void => { words += text; };
    return [await run(['--children', '120', '--until', '2022-01-31', ...more], { out: say, err: say }), words];
  };
  const dies = (text: string): void => { if (text.startsWith('100 of')) throw new Error('killed'); };
  Object.assign(process.env, { DATABASE_URL: ended.address.url, SIGHTLINE_DATA_DIR: dataDir });
  await assert.rejects(run(['--children', '120', '--until', '2022-01-31'], { out: () => {}, err: dies }), /killed/);
  const staff = async (): Promise<number | undefined> => (await sql<{ people: number }>`SELECT count(*) AS people FROM staff`.execute(ended.db)).rows[0]?.people;
  const people = await staff();
  const [refused, why] = await said(ended.address.url, '--go-on', '--seed', '5');
  assert.equal(await staff(), people);
  assert.deepEqual([refused, /other arguments.*Nothing was added/.test(why)], [1, true]);
  assert.match((await said(ended.address.url))[1], /100 children already.*--go-on/);
  await sql`INSERT INTO past_midnight VALUES ('2022-01-20Z', 1, '2022-01-21Z')`.execute(ended.owner);
  assert.equal((await said(ended.address.url, '--go-on'))[0], 0);
  assert.deepEqual((await sql`SELECT FROM past_midnight`.execute(ended.db)).rows, [], 'what is kept without the others is kept anew');
  assert.equal((await said(whole.address.url))[0], 0);
  assert.equal(await historyHash(ended.db), await historyHash(whole.db));
});
