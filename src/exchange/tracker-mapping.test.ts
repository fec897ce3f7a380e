import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { mappingOf } from '../../test/trackers.ts';
import { readMapping } from './tracker-mapping.ts';
import { TARGETS } from './tracker-targets.ts';

const guide = readFileSync(new URL('../../docs/tracker-mapping.md', import.meta.url), 'utf8');
const example = readFileSync(new URL('../../reference/example-tracker.mapping.json', import.meta.url), 'utf8');
const good = mappingOf(example);

test('the guide names everything that a column can be, and its example can be read', () => {
  assert.deepEqual(TARGETS.filter(({ name }) => !guide.includes(`\`${name}\``)).map(({ name }) => name), []);
  const shown = guide.split('\n').filter((line) => line.startsWith('    ')).map((line) => line.slice(4)).join('\n');
  assert.ok('mapping' in readMapping(shown.slice(shown.indexOf('{\n'), shown.lastIndexOf('}') + 1)));
});

const columns = (more: object): string => JSON.stringify({ ...good, columns: { ...good.columns, ...more } });

const FAULTS: readonly [what: string, text: string, says: RegExp][] = [
  ['no JSON', `${example},`, /^The mapping is not JSON: .*Look at the place named/],
  ['an empty text', '', /not JSON/],
  ['a list', '[]', /^The mapping should be otherwise/],
  ['no name', JSON.stringify({ columns: good.columns }), /^"tracker" is missing\. Add it\./],
  ['no columns', JSON.stringify({ tracker: 'x', columns: {} }), /"columns" is empty/],
  ['a day that is none', JSON.stringify({ ...good, asAt: '31/03/2026' }), /^"asAt" should be a day, written ccyy-mm-dd/],
  ['an order that is none', JSON.stringify({ ...good, dates: { order: 'dym' } }), /^"dates" → "order" should be dmy, mdy or ymd/],
  ['a name that means nothing', JSON.stringify({ ...good, colums: {} }), /holds "colums", which means nothing here/],
  ['nobody to tell', JSON.stringify({ tracker: 'x', columns: { Received: { to: 'REQUEST_RECEIVED' }, Name: { to: 'fullName' } } }), /nothing tells who a row is about/],
  ['a target misspelt', columns({ Final: { to: 'FINAL_PLAN_SEND' } }), /"Final": there is no "FINAL_PLAN_SEND".*Did you mean "FINAL_PLAN_SENT"\?/],
  ['one thing in two columns', columns({ Final: { to: 'FINAL_PLAN_SENT' } }), /both "Final plan" and "Final" are "FINAL_PLAN_SENT"\. Keep one/],
  ['one step in two columns with the same facts', columns({ EP: { to: 'ADVICE_RECEIVED', facts: { body: 'EDUCATIONAL_PSYCHOLOGIST' } } }), /with the same facts\. Keep one/],
  ['a fact that a step has not', columns({ Draft: { to: 'DRAFT_REISSUED', facts: { body: 'HEALTH' } } }), /"DRAFT_REISSUED" has no fact "body"\. It has version/],
  ['a code that is none', columns({ Health: { to: 'ADVICE_RECEIVED', facts: { body: 'NHS' } } }), /"NHS" is none of the codes of "body": HEAD_TEACHER/],
  ['a fact that is needed', columns({ Letter: { to: 'REVIEW_DECISION_NOTIFIED' } }), /needs the fact "outcome" \(Decision\)/],
  ['a form for other columns', columns({ Draft2: { to: 'DRAFT_REISSUED', form: 'surname first' } }), /"form" is for a column that holds the whole name/],
  ['a constant day', JSON.stringify({ ...good, constants: { FINAL_PLAN_SENT: '2026-01-01' } }), /cannot be the same in every row/],
  ['a constant that is no code', JSON.stringify({ ...good, constants: { requestSource: 'Parent' } }), /"Parent" is none of its codes: 1, 2, 3, 4, 5/],
  ['more than a mapping holds', `{"tracker":"${'x'.repeat(200_000)}"}`, /larger than 100,000 characters/],
];

describe('a mapping that cannot be used says where, what and what to do', () => {
  for (const [what, text, says] of FAULTS) {
    test(what, () => {
      const read = readMapping(text);
      assert.match('faults' in read ? read.faults.join('\n') : 'taken', says);
    });
  }

  test('names that JavaScript gives a meaning are names like others', () => {
    const read = readMapping(`{"tracker":"x","columns":{"__proto__":{"to":"upn"},"constructor":{"to":"toString"}}}`);
    assert.match('faults' in read ? read.faults.join('\n') : 'taken', /there is no "toString"|nothing tells who/);
  });
});
