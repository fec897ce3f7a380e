import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressProblem, systemsIn } from './other-systems.ts';

test('an address is one of the web, with numbers of the child in braces', () => {
  for (const good of ['https://eyes.example/person/{upn}', 'http://lcs.example:8080/x?ref={reference}&u={uln}', 'https://eyes.example/']) assert.equal(addressProblem(good), null, good);
  for (const bad of [
    '', 'eyes.example', 'javascript:alert({upn})', 'data:text/html,x', 'file:///etc/passwd', 'https://{upn}.example/', 'https://user:word@eyes.example/', 'https://eyes.example/a b',
    'https://eyes.example/{name}', 'https://eyes.example/{upn', 'ftp://eyes.example/{upn}',
  ]) assert.notEqual(addressProblem(bad), null, bad);
});

test('rows that are left empty are left out', () => {
  assert.deepEqual(systemsIn({ 'name-0': ' EYES ', 'address-0': 'https://eyes.example/{upn}', 'name-1': '', 'address-1': ' ' }), { systems: [{ name: 'EYES', address: 'https://eyes.example/{upn}' }], errors: [] });
  assert.deepEqual(systemsIn({ 'address-2': 'https://eyes.example/' }).errors, [{ field: 'name-2', message: 'Enter the name of the system' }]);
});
