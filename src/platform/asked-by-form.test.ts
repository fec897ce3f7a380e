import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressAsked, fieldsAsked, isAsked } from './asked-by-form.ts';
import { newToken, renewedToken } from './web-cookie.ts';

const asked = { search: 'Zuleika Ó’Quxworthy 3/1/2014', file: 'csv' };
const queryOf = (address: string): object => Object.fromEntries(new URL(address, 'http://localhost').searchParams);

test('what is asked stands sealed in the address, beside what stood there, and whoever asked it brings it back', () => {
  const cookie = newToken();
  const address = addressAsked('/team/cases?team=all', asked, cookie) ?? '';
  assert.match(address, /^\/team\/cases\?team=all&asked=[\w-]+$/);
  assert.doesNotMatch(Buffer.from(address.split('asked=')[1] ?? '', 'base64url').toString(), /Zuleika|Quxworthy|2014/);
  assert.notEqual(addressAsked('/team/cases?team=all', asked, cookie), address, 'the same question has another address each time');
  assert.deepEqual(fieldsAsked(address, cookie), asked);
  assert.deepEqual(fieldsAsked(address, renewedToken(cookie)), asked, 'after proving who one is');
  const again = addressAsked(address, { search: 'vexmoor' }, cookie) ?? '';
  assert.deepEqual([again.match(/asked=/g)?.length, fieldsAsked(again, cookie)], [1, { search: 'vexmoor' }]);
  assert.deepEqual([isAsked(queryOf(address)), isAsked({ team: 'all' }), isAsked(undefined)], [true, false, false]);
});

test('to another sign-in, or changed, it is nothing', () => {
  const cookie = newToken();
  const address = addressAsked('/team/cases?team=all', asked, cookie) ?? '';
  const sealed = address.split('asked=')[1] ?? '';
  const last = sealed.endsWith('A') ? 'B' : 'A';
  const others = [`${last}${sealed.slice(1)}`, sealed.slice(0, -4), '', `${sealed}&asked=${sealed}`].map((one) => `/team/cases?team=all&asked=${one}`);
  for (const [url, by] of [[address, newToken()], ...others.map((one) => [one, cookie] as const)] as const) {
    assert.throws(() => fieldsAsked(url, by), { anew: '/team/cases?team=all' });
  }
  assert.throws(() => fieldsAsked('/children?asked=', cookie), { anew: '/children' });
});

test('what is too long for an address has none', () => assert.equal(addressAsked('/children', { search: 'x'.repeat(2000) }, newToken()), null));
