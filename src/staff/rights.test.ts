import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROLES } from './rights.ts';
import { rightsDocument } from './rights-document.ts';

const printed = new URL('../../docs/rights.md', import.meta.url);

test('docs/rights.md is the table of rights as it stands: a change of rights is a change that people review', () => {
  assert.equal(readFileSync(printed, 'utf8'), `${rightsDocument().trimEnd()}\n`,
    'It is stale. Have the change reviewed, then run: npm run -s sightline -- rights print > docs/rights.md');
});

test('a role that records in cases may record, reaches only cases that it sees, and has a reason to see them', () => {
  for (const [name, { rights, sees, records, fields }] of Object.entries(ROLES)) {
    assert.equal(records.length > 0, rights.includes('record-events'), `${name} records`);
    assert.ok(records.every((relation) => sees.includes(relation)), `${name} records where it does not see`);
    if (rights.includes('see-names') || rights.includes('see-children')) assert.ok(fields.includes('name'), `${name} sees names`);
    else assert.ok(!fields.includes('name') && !fields.includes('contact'), `${name} sees no names`);
  }
});

test('directors and lead members see figures and rows without names, and open no case', () => {
  for (const role of ['director', 'lead-member', 'performance-officer', 'finance'] as const) {
    const { rights } = ROLES[role];
    assert.ok(rights.includes('see-figures') && rights.includes('see-lists'));
    for (const right of ['see-names', 'see-children', 'record-events'] as const) assert.ok(!rights.includes(right), `${role}: ${right}`);
  }
});
