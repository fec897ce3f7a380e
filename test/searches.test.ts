// The test set of search: two hundred searches as officers type them, among three thousand other children (UI-27).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { day } from '../src/calendar/day.ts';
import { caseReference } from '../src/case-history/case-reference.ts';
import type { NewEntry } from '../src/case-history/entry.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { beginRecording, record } from '../src/casework/record.sql.ts';
import { childrenNamed, childrenNumbered } from '../src/children/find-case.sql.ts';
import { wantedIn } from '../src/children/search-words.ts';
import { operatorNamed } from '../src/platform/viewer.ts';
import { numberOf } from '../src/simulation/day-numbers.ts';
import { Families, personFacts } from '../src/simulation/families.ts';
import { seeded } from '../src/simulation/seeded.ts';
import { of } from './casework.ts';
import { searchedPeople } from './searched-people.ts';
import { type SearchExample, searches } from './searches.ts';
import { testApp } from './visitor.ts';

const { db } = await testApp({ after });
const viewer = operatorNamed('test');
const now = '2026-11-21T10:42:00.000Z';
const ids = new Map(searchedPeople.map(({ key }) => [key, randomUUID()]));

const idOf = (key: string): string => ids.get(key) ?? '';

function others(count: number): NewEntry[] {
  const chance = seeded(7, 1);
  const families = new Families(chance);
  const on = numberOf(day('2026-11-01'));
  return Array.from({ length: count }, (_, serial) => of(randomUUID(), 'PERSON', null, personFacts(chance, families.child(serial + 1, chance.whole(2, 20), on), on)));
}

before(async () => {
  const known = searchedPeople.flatMap(({ key, facts, before: earlier }) => [
    ...(earlier === null ? [] : [of(idOf(key), 'PERSON', null, { ...facts, surname: earlier })]), of(idOf(key), 'PERSON', null, facts),
  ]);
  const entries = [...known, ...others(3000)];
  await db.transaction().execute(async (tx) => {
    const subjects = entries.map(({ subjectKind: kind, subjectId: id }) => ({ kind, id }));
    await record(tx, ownDerive(), await beginRecording(tx, { recordedBy: 'officer', source: 'staff', operationId: randomUUID() }, subjects), entries);
  });
});

/** What is typed, with the case reference of the child where the table names it. */
function typedIn({ typed }: SearchExample): string {
  const [, key, how = ''] = /^@(\S+)(.*)$/.exec(typed) ?? [];
  if (key === undefined) return typed;
  const reference = caseReference(idOf(key));
  if (how === '') return reference;
  return how.includes('spaces') ? reference.toLowerCase().replace('-', ' ').replace(/^(..)/, '$1 ') : reference.replace('-', '');
}

/** The place of the child meant among those found: 1 for the first, also where a number leads straight to it. */
async function placeOf(example: SearchExample): Promise<number> {
  const wanted = wantedIn(typedIn(example));
  const exact = await childrenNumbered(db, viewer, wanted, now);
  const found = exact.length === 1 ? exact : (await childrenNamed(db, viewer, { ...wanted, now }, 25)).map(({ childId }) => childId);
  return found.indexOf(idOf(example.means)) + 1;
}

test('of two hundred searches, 98 in 100 find the child meant among the first five', async (t) => {
  assert.equal(searches.length, 200);
  const missed: string[] = [];
  let first = 0;
  for (const example of searches) {
    const place = await placeOf(example);
    if (place === 1) first += 1;
    if (place === 0 || place > 5) missed.push(`${example.about}: "${example.typed}" means ${example.means}, place ${place === 0 ? 'none' : place}`);
  }
  t.diagnostic(`${first} of 200 first, ${200 - missed.length} among the first five`);
  for (const line of missed) t.diagnostic(line);
  assert.ok(missed.length <= 4, missed.join('\n'));
});

test('the beginning of a long name is found in another spelling, alone and beside another name', async () => {
  for (const [means, typed] of [['long', 'fetherston'], ['long', 'wilhelmina fetherston'], ['long', 'fetherst'], ['double', 'brambelw'], ['double', 'ottolin thornsh'], ['oneill', 'oquilln'], ['olivia', 'olivia teesel']] as const) {
    const found = (await childrenNamed(db, viewer, { ...wantedIn(typed), now }, 25)).map(({ childId }) => childId);
    assert.ok(found.includes(idOf(means)), `${typed} finds ${means}`);
  }
});
