import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressProblem, linkToSystem, systemsIn } from './other-systems.ts';

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

test('a link holds only the numbers that its address names; where one is missing it leads to the start', () => {
  const numbers = { upn: 'A999999999999', uln: null, reference: '7K2QM-3XD0A' };
  const linkTo = (address: string): string => linkToSystem({ name: 'EYES', address }, numbers).href;
  assert.equal(linkTo('https://eyes.example/person/{upn}?from={reference}'), 'https://eyes.example/person/A999999999999?from=7K2QM-3XD0A');
  assert.equal(linkTo('https://eyes.example/search'), 'https://eyes.example/search');
  assert.equal(linkTo('https://lcs.example:8080/a/{uln}/{upn}'), 'https://lcs.example:8080/');
  assert.equal(linkToSystem({ name: 'EYES', address: 'https://eyes.example/{upn}' }, { ...numbers, upn: 'A/1?' }).href, 'https://eyes.example/A%2F1%3F');
});
