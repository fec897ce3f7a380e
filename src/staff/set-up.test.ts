import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { codeAt, secretFrom } from '../../test/people.ts';
import { testApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { installationOf, openDemo } from './installation.sql.ts';

/** Sets the second step up at an address, as somebody does who types the key into an app. Gives the page that follows. */
async function setUpSecondStep(visitor: Visitor, address: string): Promise<string> {
  const { body } = await visitor.open(address);
  const code = codeAt(secretFrom(body), '2026-11-21T10:42:00.000Z');
  return (await visitor.post(address, { token: tokenIn(body), code })).body;
}

const COUNCIL = {
  council: 'Wexcombe County Council', name: 'Odile Tester', email: 'odile@council.invalid', password: 'copper lantern forty',
};

describe('an empty database', () => {
  test('has a first screen, and nothing else to open without the link', async (t) => {
    const { visitor } = await testApp(t);
    assert.match((await visitor().open('/')).body, /It holds no data yet/);
    assert.equal((await visitor().open('/sign-in')).headers.location, '/');
    for (const path of ['/set-up/guessed', '/set-up/guessed/council']) assert.equal((await visitor().open(path)).statusCode, 404);
    assert.equal((await visitor().fill('/', {}, '/set-up/guessed/look-round')).statusCode, 403, 'the first screen has no form');
  });

  test('has one link at a time: the last one printed', async (t) => {
    const { visitor, setUpLink } = await testApp(t);
    const [first, second] = [await setUpLink(), await setUpLink()];
    assert.deepEqual([(await visitor().open(first)).statusCode, (await visitor().open(second)).statusCode], [404, 200]);
  });
});

describe('setting up for a council', () => {
  test('makes the database real with its first administrator, signs them in, and spends the link', async (t) => {
    const { visitor, db, setUpLink } = await testApp(t);
    const link = await setUpLink();
    const [one, other] = [visitor(), visitor()];
    await other.open(`${link}/council`);
    const answer = await one.fill(`${link}/council`, COUNCIL);
    assert.deepEqual(await installationOf(db), { kind: 'real', council: 'Wexcombe County Council' });
    assert.equal((await other.open(link)).statusCode, 404);
    assert.match((await one.open('/imports')).headers.location ?? '', /^\/sign-in/, 'the password alone opens nothing');
    const codes = await setUpSecondStep(one, answer.headers.location ?? '');
    assert.match(codes, /href="\/imports\/new"[^>]*>\s*I have kept them/);
    assert.match((await one.open('/help')).body, /Odile Tester, administrator/);
    assert.equal(await setUpLink(), '');
    const { rows } = await sql`SELECT kind, count(*)::int AS entries FROM history GROUP BY kind ORDER BY kind`.execute(db);
    assert.deepEqual(rows, [{ kind: 'COUNCIL', entries: 1 }, { kind: 'STAFF', entries: 2 }]);
  });

  test('left half-way is gone on with by the link that is printed at the next start', async (t) => {
    const { visitor, setUpLink } = await testApp(t);
    await visitor().fill(`${await setUpLink()}/council`, COUNCIL);
    const again = await setUpLink();
    assert.match(again, /^\/invitation\//);
    const someone = visitor();
    const { headers } = await someone.fill(again, { password: 'nine velvet harbours' });
    assert.match(await setUpSecondStep(someone, headers.location ?? ''), /Keep your recovery codes/);
    assert.equal(await setUpLink(), '');
  });

  test('at the same moment from two windows happens once', async (t) => {
    const { visitor, db, setUpLink } = await testApp(t);
    const link = await setUpLink();
    const windows = await Promise.all([1, 2, 3].map(async (n) => {
      const window = visitor();
      return { window, fields: { token: tokenIn((await window.open(`${link}/council`)).body), ...COUNCIL, email: `p${n}@council.invalid` } };
    }));
    const answers = await Promise.all(windows.map(({ window, fields }) => window.post(`${link}/council`, fields)));
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [303, 404, 404]);
    const { rows } = await sql`SELECT count(*)::int AS staff FROM staff`.execute(db);
    assert.deepEqual(rows, [{ staff: 1 }]);
  });

  test('with mistakes says each, keeps what was typed but the password, and keeps the link', async (t) => {
    const { visitor, setUpLink } = await testApp(t);
    const link = await setUpLink();
    const wrong = { ...COUNCIL, council: '', email: 'odile', password: 'Wexcombe2026' };
    const { statusCode, body } = await visitor().fill(`${link}/council`, wrong);
    assert.equal(statusCode, 422);
    assert.match(body, /Enter the council&#39;s name[^]*Enter an e-mail address in the correct format/);
    assert.match(body, /value="Odile Tester"/);
    assert.doesNotMatch(body, /Wexcombe2026/);
    assert.equal((await visitor().open(link)).statusCode, 200);
  });
});

describe('looking round an invented council', () => {
  test('makes the database a demo one, filled once, where people are chosen without a password', async (t) => {
    let filled = 0;
    const { visitor, setUpLink } = await testApp(t, [], { fillDemo: async () => void (filled += 1) });
    const link = await setUpLink();
    const someone = visitor();
    assert.equal((await someone.fill(link, {}, `${link}/look-round`)).headers.location, '/invented-council');
    const { body } = await someone.open('/sign-in');
    assert.match(body, /Invented council\.[^]*Ruth Aldwinckle[^]*Director/);
    const [, director = ''] = /value="([^"]+)"[^]*?Ruth Aldwinckle/.exec(body.slice(body.indexOf('radios'))) ?? [];
    assert.equal((await someone.fill('/sign-in', { person: director }, '/sign-in/person')).headers.location, '/');
    assert.match((await someone.open('/help')).body, /Ruth Aldwinckle, director/);
    assert.equal(filled, 1);
  });

  test('never takes a database that holds anything: whoever comes could choose to be anybody', async (t) => {
    const { visitor, db, setUpLink } = await testApp(t);
    await sql`INSERT INTO subject VALUES ('child', gen_random_uuid())`.execute(db);
    const link = await setUpLink();
    const { statusCode, body } = await visitor().fill(link, {}, `${link}/look-round`);
    assert.equal(statusCode, 422);
    assert.match(body, /A file was loaded into this database, so it can never become an invented council/);
    assert.equal(await openDemo(db, '2026-11-21T10:00:00Z'), false);
    assert.equal(await installationOf(db), null);
  });

  test('is for life, and there is no choosing of people in a real database', async (t) => {
    const { visitor, db, database, signedIn } = await testApp(t);
    const { staffId } = await signedIn('director');
    assert.equal((await visitor().fill('/sign-in', { person: staffId }, '/sign-in/person')).statusCode, 404);
    for (const handle of [db, database.owner]) {
      await assert.rejects(sql`UPDATE installation SET kind = 'demo'`.execute(handle), /never changed|permission denied/);
      await assert.rejects(sql`DELETE FROM installation`.execute(handle), /never changed|permission denied/);
      await assert.rejects(sql`INSERT INTO installation VALUES (true, 'demo', 'Other', now())`.execute(handle), /duplicate key/);
    }
  });
});
