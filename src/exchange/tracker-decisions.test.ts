// Days of decision in a tracker whose words for the decision are not known, and what those words are proposed to mean.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { entry, tracked } from '../../test/entries.ts';
import { readAllHere, withFiles } from '../../test/reading.ts';
import { mappingOf } from '../../test/trackers.ts';
import type { Day } from '../calendar/day.ts';
import type { Entry } from '../case-history/entry.ts';
import { settle } from '../case-history/settle.ts';
import type { TrackerRecord } from '../case-history/tracker-row.ts';
import { lawWith } from '../deadlines/law.ts';
import { workOut } from '../deadlines/work-out.ts';
import type { ReadingProblem, ReadRecord } from './reading.ts';
import { compareFields } from './tracker-compare.ts';
import { alikeValues, withMeanings } from './tracker-problems.ts';

const asAt = '2026-03-31' as Day;
const mapping = mappingOf(JSON.stringify({
  tracker: 'Panel list', columns: {
    'UPN': { to: 'upn' }, 'Received': { to: 'REQUEST_RECEIVED' }, 'Asked by': { to: 'requestSource' }, 'Panel': { to: 'decision' }, 'Letter': { to: 'decisionOn' },
    'EP in': { to: 'ADVICE_RECEIVED', facts: { body: 'EDUCATIONAL_PSYCHOLOGIST' } }, 'Draft': { to: 'DRAFT_PLAN_SERVED' }, 'Outcome': { to: 'outcome' }, 'Outcome day': { to: 'outcomeOn' },
  },
}));

/** One row of a tracker as it is read. */
async function read(cells: Partial<Record<keyof typeof mapping.columns, string>>): Promise<{ record: TrackerRecord; problems: readonly ReadingProblem[] }> {
  const row = Object.keys(mapping.columns).map((name) => ({ UPN: 'Z999000000123', Received: '03/02/2026', ...cells })[name] ?? '');
  const content = `${Object.keys(mapping.columns).join(',')}\n${row.join(',')}\n`;
  const { records, problems } = await withFiles([{ name: 'tracker.csv', content }], (paths) => readAllHere('tracker', paths, { tracker: { mapping, asAt } }));
  return { record: (records[0] as ReadRecord).record as TrackerRecord, problems };
}

describe('a day of a decision whose words are not known is left out, and listed', () => {
  const cases: readonly [what: string, cells: Parameters<typeof read>[0], day: string, says: RegExp][] = [
    ['whether to assess', { Panel: 'Yes', Letter: '10/03/2026' }, '2026-03-10', /decision whether to assess could not be read\. The day was not taken: say what the words of the decision mean/],
    ['the outcome', { Panel: 'Assess', Letter: '10/03/2026', Outcome: 'Plan!', 'Outcome day': '30/03/2026' }, '2026-03-30', /outcome of the assessment could not be read\. The day was not taken: say what the words of the outcome mean/],
    ['none is filled in', { Letter: '10/03/2026' }, '2026-03-10', /no decision whether to assess\. The day was not taken: fill in the decision/],
  ];
  for (const [what, cells, day, says] of cases) {
    test(what, async () => {
      const { problems } = await read(cells);
      const left = problems.find(({ element }) => element === '');
      assert.deepEqual([left?.value, left?.at], [day, 'Row 2']);
      assert.match(left?.message ?? '', says);
    });
  }
});

test('plain words for a decision, and for who asked, are proposed as their codes; others are not', () => {
  const proposed = (column: string, value: string): string => alikeValues({ problems: [{ row: 1, at: 'Row 2', element: column, value, message: '' }] }, mapping)[0]?.proposed ?? '';
  const words: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    'Panel': { Y: ['Yes', 'y', 'Agreed', 'To assess', 'Agreed to assess'], N: ['No', 'N', 'Refused', 'Not to assess', 'Do not assess', 'Refused to assess', 'Not agreed'], '': ['Deferred', 'Yes?', 'Refused; agreed at mediation'] },
    'Outcome': { Y: ['Yes', 'Issued'], N: ['No', 'No plan', 'Not to issue'], '': ['Panel 2'] },
    'Asked by': {
      1: ['Parent', 'Parents', 'Parent/carer', 'Parental request', 'Mum', 'Mum & dad', 'Foster carer', 'Grandparents', 'Young person', 'YP', 'Family'],
      2: ['School', 'SCHOOL', 'School request', 'Primary school', 'Academy', 'College', 'Nursery', 'Pre-school', 'Early years setting', 'SENCO', 'SENDCo', 'Headteacher'],
      3: ['GP', 'Health', 'Health visitor', 'Paediatrician', 'CAMHS', 'SALT', 'Speech and language therapist', 'School nurse'],
      4: ['Social worker', 'Social care', 'Children’s social care', 'Children\'s services', 'CSC'],
      5: ['Other', 'Educational psychologist', 'EP', 'Local authority', 'Virtual school', 'YOT'],
      '': ['MO', 'Parent and school', 'School?', 'Panel', 'Mrs Quxworthy'],
    },
  };
  for (const [column, codes] of Object.entries(words)) {
    for (const [code, values] of Object.entries(codes)) for (const value of values) assert.equal(proposed(column, value), code, `${column}: ${value}`);
  }
});

test('of a day that could not be read, the year of two digits is proposed in full, and nothing for words that say so; else nothing is', () => {
  const proposed = (value: string, order: 'dmy' | 'mdy' = 'dmy'): string => alikeValues({ problems: [{ row: 1, at: 'Row 2', element: 'Draft', value, message: '' }] }, { ...mapping, dates: { order } })[0]?.proposed ?? '';
  assert.deepEqual(['15/09/25', 'TBC', 'n/a', '-', 'w/c 3/11', '13/14/2015', 'Panel 2', '#REF!'].map((value) => proposed(value)), ['15/9/2025', '-', '-', '-', '', '', '', '']);
  assert.equal(proposed('2/13/26', 'mdy'), '13/2/2026');
  const said = withMeanings({ ...mapping, dates: { order: 'mdy' } }, [{ column: 'Draft', value: '2/3/26', means: '3/2/2026' }]);
  assert.deepEqual(said.columns['Draft']?.values, { '2/3/26': '2026-02-03' }, 'a day that is typed is day first, whatever the sheet does');
});

describe('what a row lets be inferred overrides no decision on record', () => {
  const refusal = entry(1, 'DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-03-10', { recordedAt: '2026-03-10T09:00:00.000000Z' });
  const received = entry(2, 'REQUEST_RECEIVED', '2026-02-03', { recordedAt: '2026-02-03T09:00:00.000000Z' });
  const listed = tracked(3, '2026-03-15', [{ receivedDate: '2026-02-03' as Day, requestOutcome: 'N', requestOutcomeDate: '2026-03-10' as Day }]);
  const cases: readonly [what: string, cells: Parameters<typeof read>[0], held: () => readonly Entry[], decided: string, says: string | null][] = [
    ['advice came after staff recorded a refusal', { 'EP in': '05/03/2026' }, () => [received, refusal], 'refuse', 'disagrees'],
    ['a draft, and an earlier sheet says that it was refused', { Draft: '05/03/2026' }, () => [listed], 'refuse', 'disagrees'],
    ['the sheet itself says that it will assess', { Panel: 'Y', Letter: '20/03/2026' }, () => [received, refusal], 'assess', 'disagrees'],
    ['nobody has decided', { 'EP in': '05/03/2026' }, () => [received], 'assess', 'only-tracker'],
  ];
  for (const [what, cells, held, decided, says] of cases) {
    test(what, async () => {
      const row = tracked(4, asAt, (await read(cells)).record.requests);
      assert.deepEqual(settle([...held(), row]).assessments.map(({ requestOutcome }) => requestOutcome), [decided]);
      const told = compareFields(held(), row).find(({ field }) => /decision whether to assess|outcome of the request/i.test(field));
      assert.equal(told?.verdict ?? null, says);
    });
  }
});

describe('a request that went on to advice or a draft plan is not undecided', () => {
  const cases: readonly [what: string, cells: Parameters<typeof read>[0], decided: string, open: boolean][] = [
    ['nothing but the request', {}, 'undecided', true],
    ['advice came', { 'EP in': '26/03/2026' }, 'assess', false],
    ['a draft was sent, and the decision is not understood', { Panel: 'Panel 4', Letter: '10/03/2026', Draft: '30/03/2026' }, 'assess', false],
    ['advice came, and the sheet says that it was refused', { Panel: 'Refuse', Letter: '10/03/2026', 'EP in': '26/03/2026' }, 'refuse', false],
  ];
  for (const [what, cells, decided, open] of cases) {
    test(what, async () => {
      const settled = settle([tracked(1, asAt, (await read(cells)).record.requests)]);
      const decide = workOut(settled, lawWith()).find(({ code }) => code === 'NA.DECIDE_ASSESS');
      const isOpen = decide !== undefined && decide.doneOn === null && decide.closedOn === null && !decide.notApplicable;
      assert.deepEqual([settled.assessments[0]?.requestOutcome, isOpen], [decided, open]);
    });
  }
});
