import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { addPerson, addPersonWithApp, makeReal, PASSWORD, type PersonWithApp } from '../../test/people.ts';
import { testApp, type TestApp, type Visitor } from '../../test/visitor.ts';
import { newRecoveryCodes } from './second-factor.sql.ts';
import { secondFactorKey } from './second-factor-key.file.ts';

const later = (site: TestApp, seconds: number): void => {
  site.clock.now = new Date(Date.parse(site.clock.now) + seconds * 1000).toISOString();
};

interface AtStep { readonly site: TestApp; readonly person: PersonWithApp; readonly visitor: Visitor }

/** Somebody who has given the right password. */
async function atSecondStep(t: Parameters<typeof testApp>[0]): Promise<AtStep> {
  const site = await testApp(t);
  await makeReal(site.db);
  const person = await addPersonWithApp(site, 'administrator');
  return { site, person, visitor: await withPassword(site, person) };
}

async function withPassword(site: TestApp, { email }: { email: string }): Promise<Visitor> {
  const visitor = site.visitor();
  await visitor.fill('/sign-in', { email, password: PASSWORD });
  return visitor;
}

const give = async (visitor: Visitor, code: string): Promise<number> => (await visitor.fill('/sign-in/code', { code })).statusCode;

describe('a password alone (SEC-31)', () => {
  test('sets no second step up, where there is none yet', async (t) => {
    const site = await testApp(t);
    await makeReal(site.db);
    const visitor = site.visitor();
    const answer = await visitor.fill('/sign-in', { email: (await addPerson(site.db, 'administrator')).email, password: PASSWORD });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /Open the link of your invitation again/);
    assert.match((await visitor.open('/sign-in/code')).headers.location ?? '', /^\/sign-in$/);
  });

  test('counts for ten minutes', async (t) => {
    const { site, person, visitor } = await atSecondStep(t);
    later(site, 601);
    assert.equal((await visitor.open('/sign-in/code')).headers.location, '/sign-in');
    const other = await withPassword(site, person);
    assert.equal(await give(other, person.codeAt(site.clock.now)), 303);
  });
});

describe('the code of an app', () => {
  test('counts in its half minute and the ones beside it, and once', async (t) => {
    const { site, person, visitor } = await atSecondStep(t);
    const code = person.codeAt(site.clock.now);
    later(site, 30);
    assert.equal(await give(visitor, code), 303);
    assert.match((await visitor.open('/help')).body, /Sign out/);
    const again = await withPassword(site, person);
    assert.equal(await give(again, code), 422, 'the same code');
    later(site, 90);
    const late = await withPassword(site, person);
    assert.equal(await give(late, person.codeAt(new Date(Date.parse(site.clock.now) - 61_000).toISOString())), 422, 'two half minutes old');
    assert.equal(await give(late, person.codeAt(site.clock.now)), 303);
  });

  test('given from ten windows at once lets one in', async (t) => {
    const { site, person } = await atSecondStep(t);
    const windows = await Promise.all(Array.from({ length: 8 }, () => withPassword(site, person)));
    const answers = await Promise.all(windows.map((window) => give(window, person.codeAt(site.clock.now))));
    assert.deepEqual(answers.filter((status) => status === 303).length, 1);
  });

  test('guessed ten times has to wait, the right one too; then it counts', async (t) => {
    const { site, person, visitor } = await atSecondStep(t);
    for (let n = 0; n < 10; n += 1) assert.equal(await give(visitor, String(100_000 + n)), 422);
    const answer = await visitor.fill('/sign-in/code', { code: person.codeAt(site.clock.now) });
    assert.match(answer.body, /too many attempts\. Wait 30 seconds/);
    later(site, 31);
    assert.equal(await give(visitor, person.codeAt(site.clock.now)), 303);
    const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM access_view WHERE what = 'code refused' AND viewer = ${person.id}`.execute(site.db);
    assert.equal(rows[0]?.count, 11);
  });

  test('is made of a key outside the database: without it, no code is known and no recovery code either', async (t) => {
    const { site, person, visitor } = await atSecondStep(t);
    const [first = ''] = await newRecoveryCodes(site.db, secondFactorKey(site.dataDir), person.id);
    const other = await testApp(t);
    assert.notDeepEqual(secondFactorKey(other.dataDir), secondFactorKey(site.dataDir));
    const { rows } = await sql<{ row: string }>`SELECT second_factor::text AS row FROM second_factor UNION ALL SELECT recovery_code::text FROM recovery_code`.execute(site.db);
    for (const { row } of rows) assert.ok(!row.includes(first.replaceAll(' ', '')));
    assert.equal(await give(visitor, first.replaceAll(' ', '-')), 303, 'a recovery code, with hyphens');
    assert.equal(await give(await withPassword(site, person), first), 422, 'once');
  });
});
