import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../test/chances.ts';
import { story } from '../../test/entries.ts';
import { addDays, day, type Day } from '../calendar/day.ts';
import type { Entry, Facts } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { settle } from '../case-history/settle.ts';
import { type NewEvent, otherRequest } from './correction.ts';
import { withEntries } from './date-changes.ts';
import { type Decided, decide, takeBack } from './proposal.ts';
import type { Target } from './target.ts';

const TODAY = day('2026-11-21');
type Event = [kind: string, on: string | null, facts?: Facts];

const fileOf = (entries: readonly Entry[]) => ({ childId: entries[0]?.subjectId ?? '', entries, lastSeq: Math.max(0, ...entries.map(({ seq }) => seq)) });

function target(entries: readonly Entry[], kind: string, seq: number | null): Target {
  const found = kindNamed(kind);
  assert.ok(found !== undefined);
  return { kind: found, entry: entries.find((one) => one.seq === seq) ?? null, stated: null };
}

/** Corrects the entry to a day, or takes it back where that is null. */
function put(entries: readonly Entry[], seq: number, on: string | null): Decided {
  const entry = entries.find((one) => one.seq === seq) as Entry;
  const [file, of] = [fileOf(entries), target(entries, entry.kind, seq)];
  return on === null ? takeBack(file, settle(entries), of, 'Not so') : decide(file, settle(entries), { target: of, reading: { on: on as Day, facts: entry.facts ?? {} }, reason: 'Misread' }, TODAY);
}

const two: Event[] = [['REQUEST_RECEIVED', '2024-01-08'], ['REQUEST_WITHDRAWN', '2024-02-12'], ['REQUEST_RECEIVED', '2025-09-01']];
const refusedFirst: Event[] = [['REQUEST_RECEIVED', '2024-01-08'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2024-02-12'], ['REQUEST_RECEIVED', '2025-09-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2025-10-06']];

/** A correction of the entry with that number, the words of what is said against it, and those of what is asked. */
const table: [what: string, before: Event[], seq: number, on: string | null, refused: RegExp | null, asked: RegExp | null][] = [
  ['the end of the earlier request, taken back', two, 2, null, /requests received on 8 January 2024 and 1 September 2025 would count as one/, null],
  ['the end of the only request, taken back', two.slice(0, 2), 2, null, null, null],
  ['the end of the earlier request, on another day of its time', two, 2, '2024-03-04', null, null],
  ['the end of the earlier request, in the time of the later one', two, 2, '2025-10-01', /requests received on 8 January 2024 and 1 September 2025 would count as one/, null],
  ['the day of the earlier request, in the time of the later one', two, 1, '2025-10-01', /On 1 October 2025 the request received on 1 September 2025 was open/, null],
  ['the day of the earlier request, after its end', two.slice(0, 2), 1, '2024-03-01', /such as its end, happened before 1 March 2024/, null],
  ['the day of the earlier request, before its end', two, 1, '2024-01-15', null, null],
  ['the day of the later request, after the earlier one', two, 3, '2024-05-01', null, null],
  ['the day of the later request, in the time of the earlier one', two, 3, '2024-01-20', /The request received on 8 January 2024 was open at that time/, null],
  ['the later request, taken back', two, 3, null, null, null],
  ['the later request, taken back though a decision rests on it', refusedFirst, 3, null, null, /would change what became of the request received on 8 January 2024/],
  ['the refusal of the earlier request, taken back', refusedFirst, 2, null, /would count as one/, null],
];

describe('putting one request right beside another', () => {
  for (const [what, before, seq, on, refused, asked] of table) {
    test(`${what}: ${refused !== null ? 'refused' : asked !== null ? 'asked about' : 'taken'}`, () => {
      const entries = story(...before);
      const decided = put(entries, seq, on);
      if (refused !== null) return assert.match('refused' in decided ? decided.refused.join(' ') : 'taken', refused);
      assert.ok('entries' in decided, JSON.stringify(decided));
      const question = otherRequest(fileOf(entries), settle(entries), target(entries, before[seq - 1]?.[0] ?? '', seq), decided.entries[0] as NewEvent);
      if (asked === null) assert.equal(question, null);
      else assert.match(question ?? 'nothing', asked);
    });
  }

  test('a refused request is not assessed after all while another one is open', () => {
    const entries = story(...refusedFirst.slice(0, 3));
    const decided = decide(fileOf(entries), settle(entries), { target: target(entries, 'DECISION_TO_ASSESS_NOTIFIED', null), reading: { on: day('2024-06-03'), facts: {} }, reason: null }, TODAY);
    assert.match('refused' in decided ? decided.refused.join(' ') : 'taken', /requests received on 8 January 2024 and 1 September 2025 would count as one/);
  });
});

const receivedIn = (entries: readonly Entry[]): number => settle(entries).assessments.filter(({ receivedOn }) => receivedOn !== null).length;
const opens = new Set(['REQUEST_RECEIVED', 'BROUGHT_TO_ATTENTION']);
const kinds = [...opens, 'DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED', 'REQUEST_WITHDRAWN', 'ADVICE_REQUESTED', 'DRAFT_PLAN_SERVED', 'DECISION_NO_PLAN_NOTIFIED', 'LA_CONCEDED_INFORMALLY'];
const days = fc.integer({ min: 0, max: 900 }).map((n) => addDays(day('2024-01-01'), n));
const moves = fc.array(fc.record({ kind: fc.constantFrom(...kinds), on: days, endingOn: fc.option(days), at: fc.integer({ min: 0, max: 40 }), does: fc.constantFrom('new', 'new', 'correct', 'take back') }), { minLength: 4, maxLength: 14 });

test('whatever is recorded, corrected and taken back in whatever order, one request at most is open', () => {
  let [made, refused] = [0, 0];
  fc.assert(fc.property(moves, (list) => {
    let entries: Entry[] = story(['PERSON', null, { surname: 'Quxworthy' }]);
    for (const { kind, on, endingOn, at, does } of list) {
      const standing = entries.filter((entry) => entry.seq > 1 && entry.facts !== null && !entries.some((other) => other.correctsSeq === entry.seq));
      const chosen = does === 'new' ? undefined : standing[at % Math.max(1, standing.length)];
      const facts = opens.has(kind) && endingOn !== null ? { ending: 'REQUEST_WITHDRAWN', endingOn } : {};
      const decided = chosen === undefined
        ? decide(fileOf(entries), settle(entries), { target: target(entries, kind, null), reading: { on, facts }, reason: null }, TODAY)
        : put(entries, chosen.seq, does === 'correct' ? on : null);
      const before = receivedIn(entries);
      if ('refused' in decided) refused += 1;
      else entries = withEntries(fileOf(entries), decided.entries, `2026-11-02T09:00:00.${String(entries.length).padStart(6, '0')}Z`);
      if ('entries' in decided) made += 1;
      const gone = opens.has(chosen?.kind ?? '') && does === 'take back' ? 1 : 0;
      assert.ok(receivedIn(entries) >= before - gone, 'no request is lost in another one');
      assert.ok(settle(entries).assessments.filter(({ ended }) => !ended).length <= 1);
    }
  }), { numRuns: 400 });
  assert.ok(made > 400 && refused > 400, `${made} made, ${refused} refused`);
});
