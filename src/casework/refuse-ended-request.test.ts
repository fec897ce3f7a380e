import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry } from '../../test/entries.ts';
import { day } from '../calendar/day.ts';
import type { Entry } from '../case-history/entry.ts';
import { settle } from '../case-history/settle.ts';
import { endedRequestRefused } from './refuse-ended-request.ts';

const withdrawn: Entry[] = [entry(1, 'REQUEST_RECEIVED', '2024-01-08'), entry(2, 'REQUEST_WITHDRAWN', '2024-03-04')];
const planned: Entry[] = [entry(1, 'PLAN_FIRST_MADE', '2023-05-01'), entry(2, 'PLAN_CEASED', '2025-01-31')];

const table: readonly [what: string, entries: Entry[], on: string, until: string, says: RegExp | null][] = [
  ['before another that has ended', withdrawn, '2023-10-02', '2024-01-07', null],
  ['after it, from the day of its end', withdrawn, '2024-03-04', '2024-05-06', null],
  ['begun while it was open', withdrawn, '2024-03-03', '2024-05-06', /received on 8 January 2024 was open/],
  ['ended while it was open', withdrawn, '2023-10-02', '2024-01-08', /received on 8 January 2024 was open/],
  ['around it', withdrawn, '2023-10-02', '2024-05-06', /received on 8 January 2024 was open/],
  ['begun before a plan', planned, '2023-01-09', '2023-04-03', null],
  ['begun while a plan was in force', planned, '2024-02-05', '2024-03-04', /There was a plan in force on that day/],
  ['begun on the day the plan ended', planned, '2025-01-31', '2025-03-04', null],
];

for (const [what, entries, on, until, says] of table) {
  test(`a request that has ended, ${what}, is ${says === null ? 'taken' : 'refused'}`, () => {
    const refused = endedRequestRefused({ on: day(on), facts: { ending: 'REQUEST_WITHDRAWN', endingOn: until } }, settle(entries));
    if (says === null) assert.equal(refused, null);
    else assert.match(refused ?? 'taken', says);
  });
}
