import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { z } from 'zod';
import { testApp, tokenIn } from '../../test/visitor.ts';
import type { Database } from './database.ts';
import { address } from './web-address.ts';
import { NOT_FOUND, page, post, type Route } from './web-route.ts';

const CHILD = '8a5b1c9e-2f60-4a35-9b6e-0f1d2c3b4a59';
const CANARY = 'Zephyrine Quillfeather';
const help = 'governance/help/help.njk';

const casePage = page({
  address: address('/planted/:reference'),
  who: { right: 'see-children' },
  answer: async () => ({ download: { fileName: 'a.txt', contentType: 'text/plain', body: CANARY }, shows: { what: 'case', children: [CHILD] } }),
});
const changed: unknown[] = [];
const form = post({
  address: address('/planted-form'),
  who: 'signed-in',
  form: z.object({ words: z.string().min(1, 'Enter some words') }),
  upload: { maxBytes: 1000 },
  answer: async (request) => {
    if (!request.form.ok) return { page: help, model: { errors: request.form.errors }, shows: 'nobody' };
    changed.push(request.form.values, request.files.map(({ name, bytes, tooBig }) => ({ name, bytes, tooBig })));
    return { goTo: '/help', notice: 'The words are kept.' };
  },
});
const defect = page({
  address: address('/planted-defect'),
  who: 'anyone',
  answer: async () => {
    throw new Error('a defect');
  },
});
const planted: readonly Route[] = [casePage, form, defect];

async function refusalsEntered(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM access_view WHERE what LIKE '%refused'`.execute(db);
  return rows[0]?.n ?? 0;
}

describe('every answer', () => {
  test('carries the headers of SEC-70', async (t) => {
    const { visitor } = await testApp(t);
    for (const url of ['/', '/sign-in', '/no-such-page', '/assets/none.css']) {
      const { headers } = await visitor().open(url);
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /^default-src 'none'; script-src 'self' 'nonce-[\w+/=]+'; style-src 'self'; /);
      assert.match(policy, /form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'same-origin');
      assert.equal(headers['cache-control'], 'no-store');
    }
  });

  test('over https has a cookie for this host alone, and insists on https', async (t) => {
    const publicAddress = 'https://sightline.council.example';
    const { app } = await testApp(t, [], { config: { dataDir: '/nonexistent', publicAddress } });
    const { headers } = await app.inject({ url: '/', headers: { host: 'sightline.council.example' } });
    assert.match(String(headers['set-cookie']), /^__Host-sightline=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    assert.match(String(headers['strict-transport-security']), /^max-age=63072000; includeSubDomains$/);
  });

  test('is given to a visitor whose cookie is empty, who gets another', async (t) => {
    const { app } = await testApp(t);
    const { statusCode, headers } = await app.inject({ url: '/sign-in', headers: { host: 'localhost', cookie: 'sightline=' } });
    assert.equal(statusCode, 303);
    assert.match(String(headers['set-cookie']), /^sightline=[\w-]{43};/);
  });

  test('is refused to a name that is not ours', async (t) => {
    const { visitor } = await testApp(t);
    const answer = await visitor().open('/', { host: 'rebound.example' });
    assert.equal(answer.statusCode, 421);
    assert.equal(answer.headers['set-cookie'], undefined);
  });

  test('of an address that cannot be read is plain', async (t) => {
    const answer = await (await testApp(t)).visitor().open('/%zz');
    assert.equal(answer.statusCode, 400);
    assert.equal(answer.body, 'This is not an address of Sightline.');
  });

  test('is given without its body to whoever asks for the headers alone', async (t) => {
    const { app } = await testApp(t);
    const { statusCode, body } = await app.inject({ method: 'HEAD', url: '/help', headers: { host: 'localhost' } });
    assert.deepEqual([statusCode, body], [200, '']);
  });
});

describe('policies', () => {
  test('a route without one stops the server from starting', async (t) => {
    const open = { ...defect, who: undefined } as unknown as Route;
    await assert.rejects(testApp(t, [open]), /The route GET \/planted-defect says nobody who may open it/);
  });

  test('a stranger is sent to sign in, and then to the page that they wanted', async (t) => {
    const { visitor } = await testApp(t, planted);
    const answer = await visitor().open('/planted/A1?tab=plan');
    assert.equal(answer.statusCode, 303);
    assert.equal(answer.headers.location, '/sign-in?next=%2Fplanted%2FA1%3Ftab%3Dplan');
  });

  test('what one may not see and what is not there look the same, and the refusal is recorded', async (t) => {
    const { signedIn, db } = await testApp(t, [page({ ...casePageOf('a-right-that-nobody-has') })]);
    const manager = await signedIn('team-manager');
    const [refused, missing] = [await manager.open('/planted/A1'), await manager.open('/no-such-page')];
    assert.deepEqual([refused.statusCode, missing.statusCode], [404, 404]);
    const plain = (body: string): string => body.replaceAll(/nonce="[^"]+"|value="[^"]+"/g, '');
    assert.equal(plain(refused.body), plain(missing.body));
    const { rows } = await sql`SELECT viewer, what, route FROM access_view ORDER BY id DESC LIMIT 1`.execute(db);
    assert.deepEqual(rows, [{ viewer: manager.staffId, what: 'refused', route: 'GET /planted/:reference' }]);
  });
});

function casePageOf(right: string) {
  return { address: address('/planted/:reference'), who: { right }, answer: async () => NOT_FOUND };
}

describe('forms', () => {
  test('are refused without their token, with another visitor\'s, or from another place; nothing is changed', async (t) => {
    const { signedIn } = await testApp(t, planted);
    const [one, other] = [await signedIn('team-manager'), await signedIn('team-manager')];
    const [mine, theirs] = [tokenIn((await one.open('/help')).body), tokenIn((await other.open('/help')).body)];
    changed.length = 0;
    const words = 'hello';
    assert.equal((await one.post('/planted-form', { words })).statusCode, 403);
    assert.equal((await one.post('/planted-form', { words, token: theirs })).statusCode, 403);
    assert.equal((await one.post('/planted-form', { words, token: `${mine}x` })).statusCode, 403);
    assert.equal((await one.post('/planted-form', { words, token: mine }, { origin: 'https://evil.example' })).statusCode, 403);
    assert.deepEqual(changed, []);
    assert.equal((await one.post('/planted-form', { words, token: mine })).statusCode, 303);
    assert.deepEqual(changed, [{ words }, []]);
  });

  test('with a field that the page does not ask for are refused', async (t) => {
    const { signedIn } = await testApp(t, planted);
    for (const field of ['role', 'team', 'restricted']) {
      const answer = await (await signedIn('team-manager')).fill('/help', { words: 'x', [field]: 'y' }, '/planted-form');
      assert.equal(answer.statusCode, 400);
      assert.match(answer.body, /fields that this page does not ask for/);
    }
  });

  test('with errors come back with a summary above the heading, and a title that says so', async (t) => {
    const { signedIn } = await testApp(t, planted);
    const { statusCode, body } = await (await signedIn('team-manager')).fill('/help', { words: '' }, '/planted-form');
    assert.equal(statusCode, 422);
    assert.match(body, /<title>Error: Help – Sightline<\/title>/);
    assert.match(body, /<a href="#words">Enter some words<\/a>[^]*<h1/);
  });

  test('say once that they were saved', async (t) => {
    const { signedIn } = await testApp(t, planted);
    const manager = await signedIn('team-manager');
    await manager.fill('/help', { words: 'hello' }, '/planted-form');
    assert.match((await manager.open('/help')).body, /govuk-notification-banner--success[^]*The words are kept\./);
    assert.doesNotMatch((await manager.open('/help')).body, /The words are kept/);
  });

  test('with the character NUL are refused, and so are addresses with it', async (t) => {
    const { signedIn, logged } = await testApp(t, planted);
    const manager = await signedIn('team-manager');
    assert.equal((await manager.fill('/help', { words: 'a\0b' }, '/planted-form')).statusCode, 400);
    assert.equal((await manager.open('/line-of-sight?category=a%00b')).statusCode, 400);
    assert.deepEqual(logged, []);
  });

  test('that are too big are refused', async (t) => {
    const { signedIn, db } = await testApp(t, planted);
    const answer = await (await signedIn('team-manager')).fill('/help', { words: 'x'.repeat(1_100_000) }, '/planted-form');
    assert.deepEqual([answer.statusCode, await refusalsEntered(db)], [413, 1]);
  });

  test('that are no forms are refused with a plain page and an entry, and no defect is told', async (t) => {
    const { signedIn, db, logged } = await testApp(t, planted);
    const manager = await signedIn('team-manager');
    for (const type of ['application/json', 'text/plain', 'application/xml']) {
      const before = await refusalsEntered(db);
      const answer = await manager.post('/planted-form', { words: 'hello' }, { 'content-type': type });
      assert.deepEqual([answer.statusCode, await refusalsEntered(db) - before], [400, 1], type);
      assert.match(answer.body, /There is a problem with this address or form/);
    }
    assert.deepEqual(logged, []);
  });
});

describe('uploads', () => {
  const boundary = 'planted-boundary';
  const part = (head: string, body: string): string => `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
  const multipart = (...parts: string[]): string => `${parts.join('')}--${boundary}--\r\n`;
  const type = { 'content-type': `multipart/form-data; boundary=${boundary}`, host: 'localhost', origin: 'http://localhost' };

  async function upload(t: Parameters<typeof testApp>[0], bodyOf: (token: string) => string, url = '/planted-form') {
    const site = await testApp(t, planted);
    const visitor = await site.signedIn('team-manager');
    const token = tokenIn((await visitor.open('/help')).body);
    changed.length = 0;
    const headers = { ...type, cookie: visitor.cookie };
    const answer = await site.app.inject({ method: 'POST', url, headers, payload: bodyOf(token) });
    return { answer, left: await readdir(join(site.dataDir, 'uploads')).catch(() => []) };
  }

  const words = part('name="words"', 'hello');

  test('reach the page as files, which are gone after it', async (t) => {
    const { answer, left } = await upload(t, (token) => multipart(
      part('name="token"', token), words, part('name="file"; filename="return.xml"', '<Message/>'), part('name="file"; filename=""', ''),
    ));
    assert.equal(answer.statusCode, 303);
    assert.deepEqual(changed, [{ words: 'hello' }, [{ name: 'return.xml', bytes: 10, tooBig: false }]]);
    assert.deepEqual(left, []);
  });

  test('with a question, which has none, are gone when it leads on to its answer', async (t) => {
    const { answer, left } = await upload(t, (token) => multipart(part('name="token"', token), part('name="search"', 'x'), part('name="file"; filename="a"', 'x')), '/children');
    assert.match(String(answer.headers.location), /^\/children\?asked=/);
    assert.deepEqual(left, []);
  });

  test('over the limit are cut off and marked', async (t) => {
    await upload(t, (token) => multipart(part('name="token"', token), words, part('name="file"; filename="a"', 'x'.repeat(2000))));
    assert.deepEqual(changed[1], [{ name: 'a', bytes: 1000, tooBig: true }]);
  });

  test('of several files are cut off where they come to the limit together', async (t) => {
    const files = ['a', 'b', 'c'].map((name) => part(`name="file"; filename="${name}"`, 'x'.repeat(600)));
    await upload(t, (token) => multipart(part('name="token"', token), words, ...files));
    assert.deepEqual(changed[1], [{ name: 'a', bytes: 600, tooBig: false }, { name: 'b', bytes: 400, tooBig: true }, { name: 'c', bytes: 0, tooBig: true }]);
  });

  test('that break off leave nothing behind', async (t) => {
    const { answer, left } = await upload(t, (token) => multipart(part('name="token"', token), words, part('name="file"; filename="a"', 'x'.repeat(600))).slice(0, -200));
    assert.equal(answer.statusCode, 400);
    assert.deepEqual([changed, left], [[], []]);
  });

  test('that are cut off or have no boundary are refused, and no defect is logged', async (t) => {
    const { app, signedIn, logged } = await testApp(t, planted);
    const { cookie } = await signedIn('team-manager');
    for (const content of ['multipart/form-data', 'multipart/form-data; boundary=', `multipart/form-data; boundary=${'b'.repeat(300)}`, type['content-type']]) {
      const headers = { ...type, cookie, 'content-type': content };
      const answer = await app.inject({ method: 'POST', url: '/planted-form', headers, payload: `--${boundary}\r\ncontent-disposition: form-data; name="token"\r\n\r\nx` });
      assert.equal(answer.statusCode, 400, content.slice(0, 40));
    }
    assert.deepEqual(logged, []);
  });

  test('without the token ahead of the file are refused, and nothing of them is stored', async (t) => {
    const file = part('name="file"; filename="a"', 'x');
    const { answer, left } = await upload(t, (token) => multipart(words, file, part('name="token"', token)));
    assert.equal(answer.statusCode, 403);
    assert.deepEqual([changed, left], [[], []]);
  });
});

test('a file is saved, and where a browser opens it is nothing of this service', async (t) => {
  const { headers } = await (await (await testApp(t, planted)).signedIn('team-manager')).open('/planted/A1');
  assert.equal(headers['content-disposition'], `attachment; filename="a.txt"; filename*=UTF-8''a.txt`);
  assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

describe('the access log', () => {
  test('has an entry for the view and for each child before anything is sent', async (t) => {
    const { signedIn, db } = await testApp(t, planted);
    const manager = await signedIn('team-manager');
    assert.equal((await manager.open('/planted/A1')).body, CANARY);
    const { rows } = await sql`SELECT viewer, what, route, child_id FROM access_view JOIN access_child ON view_id = id`.execute(db);
    assert.deepEqual(rows, [{ viewer: manager.staffId, what: 'case', route: 'GET /planted/:reference', child_id: CHILD }]);
  });

  test('that cannot be written means 503, and nothing is shown (AUD-02)', async (t) => {
    const { signedIn, database, logged } = await testApp(t, planted);
    const manager = await signedIn('team-manager');
    await sql`REVOKE INSERT ON access_child FROM sightline_app`.execute(database.owner);
    const { statusCode, body } = await manager.open('/planted/A1');
    assert.equal(statusCode, 503);
    assert.doesNotMatch(body, new RegExp(CANARY));
    assert.equal(logged.length, 1);
  });
});

describe('trouble', () => {
  test('shows a reference and nothing of the inside; the log has the same reference', async (t) => {
    const { visitor, logged } = await testApp(t, planted);
    const { statusCode, body } = await visitor().open('/planted-defect');
    assert.equal(statusCode, 500);
    const [, reference] = /Reference: <strong>(\w{8})<\/strong>/.exec(body) ?? [];
    assert.equal((logged[0] as { reference: string }).reference, reference);
    assert.doesNotMatch(body, /a defect|web\.test|node_modules/);
  });

  test('in a file that is going out already ends it, and stands in the log; that somebody breaks off does not', async (t) => {
    const fileAddress = address('/planted-file/:rows');
    const sent = page({ address: fileAddress, who: 'anyone', answer: async ({ parts: { rows } }) => {
      const lines = async function* (): AsyncGenerator<string> {
        for (let at = 0; rows === 'endless' || at < 3; at += 1) yield `${at}\n`.repeat(1000);
        throw new Error('a defect');
      };
      return { download: { fileName: 'a.csv', contentType: 'text/csv', body: async () => Readable.from(lines(), { objectMode: false }) }, shows: 'nobody' };
    } });
    const { app, logged } = await testApp(t, [sent]);
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const file = async (rows: string): Promise<IncomingMessage> => (await once(request({ port, path: fileAddress({ rows }), headers: { host: 'localhost' } }).end(), 'response'))[0] as IncomingMessage;
    const endless = await file('endless');
    await once(endless, 'data');
    endless.destroy();
    await assert.rejects((await file('three')).toArray(), /aborted/);
    assert.deepEqual(logged.map((line) => (line as { message: string }).message), ['A file broke off while it was sent.']);
  });

  test('a database that is away is 503', async (t) => {
    const { visitor, database } = await testApp(t, planted);
    await database.close();
    assert.equal((await visitor().open('/')).statusCode, 503);
  });
});
