import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestedFix } from './sen2-suggestion.ts';

test('what a value of a return was probably meant to be', () => {
  const cases: readonly (readonly [element: string, value: string, fix: string | null])[] = [
    // A day in another order, with two digits of its year, or in words.
    ['ReceivedDate', '03/27/2025', '2025-03-27 (27 March 2025)'],
    ['ReceivedDate', '3/2/25', '2025-02-03 (3 February 2025)'],
    ['PersonBirthDate', '3 February 2016', '2016-02-03 (3 February 2016)'],
    ['ReceivedDate', 'soon', null],
    // A code with noughts before it, or its words.
    ['RequestSource', '01', '1 (Young person or parent)'],
    ['Sex', 'Femal', 'F (Female)'],
    ['Sex', 'Q', null],
    // Signs between, and letters for digits that look like them.
    ['UPN', 'Z-9990-0000-0123', 'Z999000000123'],
    ['UPN', 'Z9990O00O0I23', 'Z999000000123'],
    ['UPN', 'A123', null],
    ['URN', 'URN 123456', null],
    ['UniqueLearnerNumber', '123 456 78 9O', '1234567890'],
    // It could be read, or there is nothing to go by.
    ['ReceivedDate', '2025-03-27', null],
    ['ReceivedDate', '', null],
    ['NoSuchItem', '3/2/25', null],
  ];
  assert.deepEqual(cases.map(([element, value]) => suggestedFix(element, value)), cases.map(([, , fix]) => fix));
});
