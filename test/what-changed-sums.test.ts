// On invented councils, whose record is added to, put right, taken back, joined, loaded from files and rolled back at random:
// opening figure, lines and closing figure of any two reports add up, and every heading is borne out by the record.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { changingDatabase, join, loadReturn, momentNow, putRight, rollBackFile, setReadings, standingOf, tell, type Told } from './changing-record.ts';
import type { TestDatabase } from './database.ts';
import { disturbed } from './disturbed-returns.ts';
import { recordedEntries } from './recorded-entries.ts';
import { inventCouncil } from './returns.ts';
import { addDays, type Day, day } from '../src/calendar/day.ts';
import { contestedPoints } from '../src/statute/settings.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { type Chance, seeded } from '../src/simulation/seeded.ts';
import type { Figure } from '../src/performance/figure.ts';
import { caseRows, type Question } from '../src/performance/figures.sql.ts';
import { measures } from '../src/performance/measures.sql.ts';
import { parametersOf, windowOf } from '../src/performance/question.ts';
import { type CausedChange, linesOf, type Movement } from '../src/performance/what-changed.ts';
import { type Report, whatChanged, type WhatChanged } from '../src/performance/what-changed.sql.ts';
import { windowAt, windowKinds } from '../src/performance/windows.ts';

const until = day('2026-11-20');
const children = 36;

/** A council as it changes: who is in it, and the moments between the changes. */
interface Changing {
  readonly chance: Chance;
  readonly database: TestDatabase;
  readonly ids: string[];
  readonly moments: string[];
  readonly batches: string[];
  /** What staff record of each of some invented children. */
  readonly stories: readonly (readonly Told[])[];
}

type Change = (council: Changing) => Promise<void>;

async function late({ chance, database: { db }, ids, stories }: Changing): Promise<void> {
  const anew = chance.yes(0.4);
  const child = anew ? randomUUID() : chance.pick(ids);
  if (anew) ids.push(child);
  await tell(db, child, chance.pick(stories).slice(0, chance.whole(1, 6)));
}

async function rightOrBack({ chance, database: { db }, ids }: Changing, on: (was: Day) => Day | null): Promise<void> {
  const child = chance.pick(ids);
  const dated = (await standingOf(db, child)).filter(({ occurredOn, source }) => occurredOn !== null && source === 'staff');
  if (dated.length === 0) return;
  const { kind, occurredOn } = chance.pick(dated);
  await putRight(db, child, kind, on(occurredOn as Day));
}

async function joinTwo({ chance, database: { db }, ids }: Changing): Promise<void> {
  const [from, to] = [chance.pick(ids), chance.pick(ids)];
  await join(db, from, to);
  if (chance.yes(0.3)) await join(db, from, to, 'part');
}

const changes: readonly Change[] = [
  late, late, late, late,
  (council) => rightOrBack(council, (was) => addDays(was, council.chance.whole(-60, 60))),
  (council) => rightOrBack(council, (was) => addDays(was, council.chance.whole(-400, 20))),
  (council) => rightOrBack(council, () => null),
  joinTwo,
  async ({ chance, database }) => {
    const name = chance.pick(Object.keys(contestedPoints)) as keyof typeof contestedPoints;
    await setReadings(database, { [name]: chance.pick(Object.keys(contestedPoints[name].choices)) });
  },
  async ({ chance, database: { db }, batches }) => {
    const year = chance.pick([2025, 2026]);
    const { returns } = inventCouncil(chance.whole(1, 3), { children: 30, years: [2025, 2026] });
    batches.push(await loadReturn(db, year, disturbed(returns.get(year) ?? [], chance.whole(1, 99))));
  },
  async ({ database: { db }, batches }) => {
    const batch = batches.pop();
    if (batch !== undefined) await rollBackFile(db, batch);
  },
];

async function changingCouncil(seed: number, steps: number): Promise<Changing> {
  const database = await changingDatabase();
  const stories = recordedEntries({ children: children * 2, seed, until }).map((entries) => entries.map(({ kind, occurredOn, facts }): Told => [kind, occurredOn, facts ?? {}]));
  const council: Changing = { chance: seeded(seed), database, ids: [], moments: [await momentNow(database.db)], batches: [], stories };
  for (const story of stories.slice(0, children)) {
    const id = randomUUID();
    council.ids.push(id);
    await tell(database.db, id, story);
  }
  for (let step = 0; step < steps; step += 1) {
    council.moments.push(await momentNow(database.db));
    await changes[(step * 7) % changes.length]?.(council).catch(refusedOnly);
  }
  council.moments.push(await momentNow(database.db));
  return council;
}

/** A change may be refused, such as a second joining: then nothing was recorded. */
function refusedOnly(error: unknown): void {
  if (!(error instanceof Error) || !/Nothing was done|repeat rows|not loaded|already|another council/.test(error.message)) throw error;
}

function anyQuestions(chance: Chance): [Question, Question] {
  const measure = chance.pick(measures);
  const filters = chance.yes(0.3) ? [{ key: 'sex', value: chance.pick(['F', 'M', 'not_recorded']) } as const] : [];
  const of = (asAt: Day): Question => {
    const window = measure.windows.length === 0 ? null : windowAt(chance.pick(windowKinds), asAt);
    return { measure, parameters: parametersOf(windowOf(measure, { window, asAt }), asAt), filters };
  };
  const first = of(addDays(until, -chance.whole(0, 700)));
  return [first, chance.yes(0.3) ? first : of(addDays(until, -chance.whole(0, 500)))];
}

const leftOut = ({ excluded }: Figure): number => Object.values(excluded).reduce((sum, count) => sum + count, 0);
const net = (moved: readonly Movement[]): number => moved.reduce((sum, { added, taken }) => sum + added - taken, 0);

function addsUp({ opening, closing, changes: list }: WhatChanged, told: string): void {
  const lines = linesOf(list);
  assert.equal(opening.numerator + net(lines.map(({ numerator }) => numerator)), closing.numerator, `numerator, ${told}`);
  assert.equal(opening.denominator + net(lines.map(({ denominator }) => denominator)), closing.denominator, `denominator, ${told}`);
  assert.equal(leftOut(opening) + net(lines.map((line) => line.leftOut)), leftOut(closing), `left out, ${told}`);
  assert.equal(lines.reduce((sum, { rows }) => sum + rows, 0), list.length, told);
}

function borneOut({ cause, grounds }: CausedChange, before: Report, after: Report): void {
  const [first, last] = [before.question.parameters.asAt, after.question.parameters.asAt].sort();
  if (cause === 'removal' || cause === 'correction' || cause === 'late-record') {
    assert.ok(grounds.length > 0 && grounds.every(({ recordedAt }) => recordedAt > before.knownAt && recordedAt <= after.knownAt), cause);
  } else if (cause === 'new-event') {
    assert.ok(grounds.length > 0 && grounds.every(({ on }) => on !== null && on > String(first) && on <= String(last)), cause);
  } else {
    assert.deepEqual(grounds, []);
  }
}

for (const seed of [1, 2]) {
  test(`council ${seed}: any two reports of any measure add up`, async () => {
    const council = await changingCouncil(seed, 26);
    const { chance, database: { db }, moments } = council;
    const seen = new Set<string>();
    for (let turn = 0; turn < 35; turn += 1) {
      const [one, other] = [chance.whole(0, moments.length - 1), chance.whole(0, moments.length - 1)].sort((a, b) => a - b) as [number, number];
      const [first, second] = anyQuestions(chance);
      const before = { question: first, knownAt: moments[one] as string, kept: null };
      const after = { question: second, knownAt: moments[other] as string, kept: null };
      const found = await whatChanged(db, ownDerive(), { before, after });
      addsUp(found, `${first.measure.id}, moments ${one} and ${other}`);
      for (const change of found.changes) borneOut(change, before, after);
      if (first === second) assert.ok(found.changes.every(({ cause }) => cause !== 'new-event' && cause !== 'days-passing'));
      if (one === other) assert.ok(found.changes.every(({ cause }) => cause === 'new-event' || cause === 'days-passing'));
      found.changes.forEach(({ cause }) => seen.add(cause));
    }
    for (const cause of ['removal', 'late-record', 'new-event', 'days-passing']) assert.ok(seen.has(cause), cause);
  });
}

test('a case is one row of a measure: rows of two reports can be laid side by side', async () => {
  const { database: { db } } = await changingCouncil(3, 22);
  for (const measure of measures) {
    const asAt = day('2026-06-30');
    const rows = await caseRows(db, { measure, parameters: parametersOf({ from: day('2022-01-01'), to: asAt }, asAt), filters: [] });
    assert.equal(new Set(rows.map((row) => row.case)).size, rows.length, measure.id);
  }
});
