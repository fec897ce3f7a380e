import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOurHost, isOurOrigin, safeNext } from './web-guard.ts';

const PUBLIC = 'https://sightline.council.example';

test('the host of a request', () => {
  for (const host of ['localhost:3000', '127.0.0.1', '[::1]:80']) assert.equal(isOurHost(host, null), true, host);
  for (const host of ['evil.example', 'localhost.evil.example:3000', '127.0.0.1.evil.example', undefined]) {
    assert.equal(isOurHost(host, null), false, host);
  }
  assert.equal(isOurHost('sightline.council.example', PUBLIC), true);
  assert.equal(isOurHost('localhost:3000', PUBLIC), false);
});

test('the origin of a form', () => {
  assert.equal(isOurOrigin('http://localhost:3000', 'localhost:3000', null), true);
  assert.equal(isOurOrigin(PUBLIC, 'sightline.council.example', PUBLIC), true);
  for (const origin of [undefined, 'null', 'http://localhost:3001', 'https://evil.example']) {
    assert.equal(isOurOrigin(origin, 'localhost:3000', null), false, origin);
  }
});

test('the address to go on to stays on this service', () => {
  assert.equal(safeNext('/rows?measure=x', '/start'), '/rows?measure=x');
  for (const next of [undefined, '', 'rows', '//evil.example', '/\\evil.example', 'https://evil.example', '/a\nb']) {
    assert.equal(safeNext(next, '/start'), '/start', next);
  }
});
