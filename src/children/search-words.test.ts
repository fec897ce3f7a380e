import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayRefused, wantedIn, widerThan } from './search-words.ts';

const nothing = { reference: null, number: null, birthOn: null, names: [] };

test('what is typed is taken apart', () => {
  const table: [typed: string, wanted: Partial<ReturnType<typeof wantedIn>>][] = [
    ['Quxworthy', { names: ['quxworthy'] }],
    ['O’Quill-Éden, Zoë', { names: ['oquill', 'eden', 'zoe'] }],
    ['7K2QM-3XD0A', { reference: '7K2QM-3XD0A', names: ['7k2qm', '3xd0a'] }],
    ['7k2qm 3xdoa', { reference: '7K2QM-3XD0A', names: ['7k2qm', '3xdoa'] }],
    ['z999000000123', { number: 'Z999000000123' }],
    ['9900000011', { number: '9900000011' }],
    ['999 000 0018', { number: '9990000018' }],
    ['27 March 2017', { birthOn: '2017-03-27' as never }],
    ['27/3/2017', { birthOn: '2017-03-27' as never }],
    ['27.03.2017', { birthOn: '2017-03-27' as never }],
    ['2017-03-27', { birthOn: '2017-03-27' as never }],
    ['27/3/17', { birthOn: '2017-03-27' as never }],
    ['27032017', { birthOn: '2017-03-27' as never }],
    ['20170327', { birthOn: '2017-03-27' as never }],
    ['27March 2017', { birthOn: '2017-03-27' as never }],
    ['March 27, 2017', { birthOn: '2017-03-27' as never }],
    ['27th of March 2017 quxworthy', { birthOn: '2017-03-27' as never, names: ['quxworthy'] }],
    ['1/2/98', { birthOn: '1998-02-01' as never }],
    ['27th mar 2017 quxworthy', { birthOn: '2017-03-27' as never, names: ['quxworthy'] }],
    ['31 September 2017', { names: ['31', 'september', '2017'] }],
    ['   ', {}],
  ];
  for (const [typed, wanted] of table) assert.deepEqual(wantedIn(typed), { ...nothing, ...wanted }, typed);
});

test('a day that never was is told of; a real one, a number and names beside numbers are not', () => {
  for (const day of ['31/02/2010', '31 September 2017', '2010-02-31', '12/13/2010', '31/2/17']) {
    assert.match(dayRefused(`Quxworthy ${day}`) ?? '', new RegExp(`^“${day}” is not a real date`));
    assert.match(dayRefused(day) ?? '', /is not a real date/);
  }
  for (const typed of ['28/02/2010', '27 March 2017', '7K2QM-3XD0A', '999 000 0018', 'z999000000123', 'Quxworthy 12 House 2010', 'Quxworthy', '']) assert.equal(dayRefused(typed), null, typed);
});

test('a wider search is one of fewer words', () => {
  assert.deepEqual(widerThan('Zoë O’Quill, 27/3/2017').map(({ text }) => text), ['Zoë', 'O’Quill', '27/3/2017']);
  assert.deepEqual(widerThan('Zoë 31/2/2017').map(({ text }) => text), ['Zoë'], 'the parts of a day that never was are no names');
  assert.deepEqual(widerThan('31/2/2017'), []);
  assert.deepEqual(widerThan('Quxworthy'), []);
  for (const one of ['27/3/2017', '7K2QM-3XD0A', '999 000 0018']) assert.deepEqual(widerThan(one), []);
});
