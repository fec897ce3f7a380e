import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wantedIn } from './search-words.ts';

const nothing = { reference: null, number: null, birthOn: null, names: [] };

test('what is typed is taken apart', () => {
  const table: [typed: string, wanted: Partial<ReturnType<typeof wantedIn>>][] = [
    ['Quxworthy', { names: ['quxworthy'] }],
    ['O’Quill-Éden, Zoë', { names: ['oquilleden', 'zoe'] }],
    ['7K2QM-3XD0A', { reference: '7K2QM-3XD0A', names: ['7k2qm3xd0a'] }],
    ['7k2qm 3xdoa', { reference: '7K2QM-3XD0A', names: ['7k2qm', '3xdoa'] }],
    ['z999000000123', { number: 'Z999000000123' }],
    ['9900000011', { number: '9900000011' }],
    ['27 March 2017', { birthOn: '2017-03-27' as never }],
    ['27/3/2017', { birthOn: '2017-03-27' as never }],
    ['27.03.2017', { birthOn: '2017-03-27' as never }],
    ['2017-03-27', { birthOn: '2017-03-27' as never }],
    ['27th mar 2017 quxworthy', { birthOn: '2017-03-27' as never, names: ['quxworthy'] }],
    ['31 September 2017', { names: ['31', 'september', '2017'] }],
    ['   ', {}],
  ];
  for (const [typed, wanted] of table) assert.deepEqual(wantedIn(typed), { ...nothing, ...wanted }, typed);
});
