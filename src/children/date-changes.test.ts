import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dutiesAfter } from '../../test/duties.ts';
import { day, type Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import { dateChanges } from './date-changes.ts';

type Event = [kind: string, on: string | null];
const today = day('2026-06-01');
const received = (on: string): Event => ['REQUEST_RECEIVED', on];

const text = (on: Day | null): string => (on === null ? 'none' : dayInWords(on));

function changes(before: Event[], after: Event[]): string[] {
  return dateChanges(dutiesAfter(before), dutiesAfter(after), today).map(({ how, title, was, becomes }) => `${how}: ${title}, ${text(was)} > ${text(becomes)}`);
}

describe('what a corrected day does to the dates', () => {
  const assessed: Event[] = [['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02']];

  test('one that runs has moved; one that was met in time, and still is, is left out', () => {
    assert.deepEqual(changes([received('2026-02-02'), ...assessed], [received('2026-02-09'), ...assessed]), [
      'Moved: Tell the family if there will be no plan, 25 May 2026 > 1 June 2026', 'Moved: Send the final plan, 22 June 2026 > 29 June 2026',
    ]);
  });

  test('one that was met in time and is late by the corrected day, and the other way round', () => {
    const [early, late] = [[received('2026-01-05'), ...assessed], [received('2026-02-02'), ...assessed]];
    assert.ok(changes(late, early).some((line) => /^Now done late, before done in time: Decide whether to assess.*16 March 2026 > 16 February 2026$/.test(line)), changes(late, early).join('\n'));
    assert.ok(changes(early, late).some((line) => /^Now done in time, before done late: Decide whether to assess/.test(line)));
  });

  test('one that is done by it is done in time, or late', () => {
    assert.ok(changes([received('2026-02-02')], [received('2026-02-02'), ...assessed]).some((line) => line.startsWith('Done in time: Decide whether to assess')));
    assert.ok(changes([received('2026-01-05')], [received('2026-01-05'), ...assessed]).some((line) => line.startsWith('Done late: Decide whether to assess')));
  });

  test('one that is to be done again', () => {
    assert.ok(changes([received('2026-02-02'), ...assessed], [received('2026-02-02')]).some((line) => line.startsWith('To be done again: Decide whether to assess')));
  });
});
