import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, recordDatabase } from '../../test/casework.ts';
import { withFiles } from '../../test/reading.ts';
import { returnAsXml } from '../../test/return-files.ts';
import { inventReturns } from '../../test/returns.ts';
import { mappingOf } from '../../test/trackers.ts';
import { day } from '../calendar/day.ts';
import { LONGEST } from '../case-history/kind.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import type { Database } from '../platform/database.ts';
import { type ImportRequest, runImport } from './import.job.ts';
import type { Taken } from './import.sql.ts';

/** Letters in no order, so that a database cannot pack them; the same in each run. */
function letters(count: number, first: number, of: number): string {
  const numbers = Array.from({ length: Math.ceil(count / 16) }, (_, i) => [...new Uint16Array(createHash('sha256').update(`letters ${i}`).digest().buffer.slice(0, 32))]).flat();
  return numbers.slice(0, count).map((number) => String.fromCodePoint(first + (number % of))).join('');
}

const latin = (count: number): string => letters(count, 97, 26);
const korean = (count: number): string => letters(count, 0xac00, 11_172);

/** Children with UPNs of their own and these surnames. */
function named(...surnames: readonly string[]): ReturnRecord[] {
  return inventReturns(4, { children: surnames.length, year: 2026 }).map((record, i) => ({ ...record, person: { ...record.person, surname: surnames[i] ?? '', upn: `C99900000000${i}`, upnUnknown: null } }));
}

/** What a file comes to in a dry run, and then in the record: the same. */
async function taken(db: Database, content: string, of: Pick<ImportRequest, 'kind' | 'tracker'>): Promise<Pick<Taken, 'balance' | 'problems'>> {
  return withFiles([{ name: 'sent.dat', content }], async (paths) => {
    const load = async (dryRun: boolean): Promise<Pick<Taken, 'balance' | 'problems'>> => {
      const outcome = await runImport(db, { ...of, paths, names: ['sent.dat'], by: 'odile', derive: deriveCases, scanning: 'nowhere', dryRun });
      if ('refused' in outcome) throw new Error(outcome.refused);
      return { balance: outcome.balance, problems: outcome.problems };
    };
    const tried = await load(true);
    assert.deepEqual(await load(false), tried);
    return tried;
  });
}

const surnames = async (db: Database): Promise<unknown[]> => (await sql<{ surname: string }>`SELECT surname FROM derived.child ORDER BY upn`.execute(db)).rows.map(({ surname }) => surname);

test('a name of a return that is longer than a form takes is told, and the rest loads', async (t) => {
  const { db } = await recordDatabase(t);
  const longest = latin(LONGEST.text);
  const { balance, problems } = await taken(db, returnAsXml(named('Fernby', latin(3000), longest, `${longest}z`, 'a b '.repeat(30_000)), 2026), { kind: 'sen2' });
  assert.equal(balance.new, 5);
  assert.deepEqual(problems.map(({ element }) => element), ['Surname', 'Surname', 'Surname']);
  assert.match(problems[0]?.at ?? '', /Person\[2\]/);
  assert.match(problems[0]?.message ?? '', /not text of 300 characters or fewer.*correct it in the source/);
  assert.deepEqual(await surnames(db), ['Fernby', null, longest, null, null]);
});

test('a long name of a tracker is told, and the rest loads', async (t) => {
  const { db } = await recordDatabase(t);
  const mapping = mappingOf('{"tracker":"Requests","columns":{"UPN":{"to":"upn"},"Child":{"to":"fullName"},"Known as":{"to":"knownAs"},"Received":{"to":"REQUEST_RECEIVED"}}}');
  const rows = [['Fernby', 'Ada'], [latin(3000), 'Bo'], ['Wrenby', 'Cy']].map((name, i) => `C99900000000${i},"${name.join(', ')}",${i === 2 ? latin(301) : ''},01/09/2025`);
  const { balance, problems } = await taken(db, ['UPN,Child,Known as,Received', ...rows].join('\n'), { kind: 'tracker', tracker: { mapping, asAt: day('2026-03-31') } });
  assert.equal(balance.new, 3);
  assert.deepEqual(problems.map(({ at, element }) => [at, element]), [['Row 3', 'Child'], ['Row 4', 'Known as']]);
  assert.match(problems[0]?.message ?? '', /longer than 300 characters.*shorten it in the sheet/);
  assert.deepEqual(await surnames(db), ['Fernby', null, 'Wrenby']);
});

test('a name as long as it may be loads, whatever its letters', async (t) => {
  const { db } = await recordDatabase(t);
  const long = korean(LONGEST.text);
  const { problems } = await taken(db, returnAsXml(named(long), 2026), { kind: 'sen2' });
  assert.deepEqual([problems, await surnames(db)], [[], [long]]);
});

test('of a very long value as much is kept as somebody reads, and how much more there was; so also in the list of a tracker', async (t) => {
  const { db } = await recordDatabase(t);
  const long = latin(40_000);
  const kept = `${long.slice(0, 500)}… (and 39,500 more characters)`;
  const { problems } = await taken(db, returnAsXml(named(long), 2026), { kind: 'sen2' });
  assert.deepEqual(problems.map(({ value }) => value), [kept]);
  const { rows } = await sql<{ value: string }>`SELECT value FROM import_problem`.execute(db);
  assert.deepEqual(rows.map(({ value }) => value), [kept]);
  const mapping = mappingOf('{"tracker":"Requests","columns":{"UPN":{"to":"upn"}}}');
  const nobody = await taken(db, `UPN,Notes\nunknown,${long}`, { kind: 'tracker', tracker: { mapping, asAt: day('2026-03-31') } });
  assert.deepEqual(nobody.problems.map(({ value }) => /… \(and [\d,]+ more characters\)$/.test(value) || value), ['unknown', true]);
});

test('an element of a very long name that is not in the layout is told in few words', async (t) => {
  const { db } = await recordDatabase(t);
  const odd = latin(3000);
  const { problems: [problem] } = await taken(db, returnAsXml(named('Fernby'), 2026).replace('</Surname>', `</Surname><${odd}>1</${odd}>`), { kind: 'sen2' });
  assert.ok(problem !== undefined && problem.message.length < 300);
  assert.match(problem.message, /… \(and 2,900 more characters\) is not in the layout here.*Check its spelling/);
  assert.match(problem.element, /… \(and 2,500 more characters\)$/);
});
