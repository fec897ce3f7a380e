import { sql } from 'kysely';
import type { Entry } from '../case-history/entry.ts';
import { joinedEntries } from '../case-history/joins.ts';
import { councilId, type Derive } from '../casework/derivation.ts';
import { childChains } from '../casework/entries.sql.ts';
import { withKnownAt } from '../casework/known-at.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Figure } from './figure.ts';
import { caseRows, figure, type Question } from './figures.sql.ts';
import { byRow, type CausedChange, changesBetween, type ReadRow, type RowChange, standsTheSame } from './what-changed.ts';
import { type Because, causeInRecord, causeInTime, type Story } from './what-changed-cause.ts';

/** A report: a question, asked as known at an instant; what it answered then, where that was kept. */
export interface Report {
  readonly question: Question;
  /** ISO, UTC: one at which what is known can no longer change. */
  readonly knownAt: string;
  readonly kept: KeptAnswer | null;
}

/** The answer of a report that was fixed. */
export interface KeptAnswer {
  readonly version: number;
  readonly figure: Figure;
  readonly rows: readonly ReadRow[];
}

/** All that changed, with the figures that it lies between. */
export interface WhatChanged {
  readonly opening: Figure;
  readonly closing: Figure;
  /** Each row that stands otherwise, once for each way in which it came to: by record, by time, by definition. */
  readonly changes: readonly CausedChange[];
}

/** The report before as it answered when it was made: what costs most to read, and never changes. */
export interface FirstReading {
  readonly opening: Figure;
  readonly asKnownBefore: Rows;
}

/** The two reports, and the first reading of the one before where it was made already. */
interface Reports { readonly before: Report; readonly after: Report; readonly first?: FirstReading }

type Rows = ReadonlyMap<string, ReadRow>;

interface Readings extends FirstReading {
  readonly closing: Figure;
  /** The question before as known after, and the question after. */
  readonly asKnownAfter: Rows;
  readonly later: Rows;
}

/**
 * What changed between two reports of one measure. The question before is read as known at both instants: what differs is due
 * to what was recorded in between. What differs from there to the question after is due to time moving on.
 */
export async function whatChanged(db: Database, derive: Derive, reports: Reports): Promise<WhatChanged> {
  const { before, after } = reports;
  const readings = await readingsOf(db, derive, reports);
  const [fixedBefore, fixedAfter] = [rowsKept(before) ?? readings.asKnownBefore, rowsKept(after) ?? readings.later];
  const settled = unmoved(reports, fixedBefore, fixedAfter);
  const moved = (from: Rows, to: Rows): RowChange[] => changesBetween(from, to).filter((change) => !settled(change));
  const defined = [...moved(fixedBefore, readings.asKnownBefore), ...moved(readings.later, fixedAfter)];
  const caused = await causesOf(db, reports, {
    inRecord: moved(readings.asKnownBefore, readings.asKnownAfter), inTime: moved(readings.asKnownAfter, readings.later),
  });
  return {
    opening: before.kept?.figure ?? readings.opening, closing: after.kept?.figure ?? readings.closing,
    changes: [...caused, ...defined.map((change): CausedChange => ({ ...change, cause: 'definition', grounds: [] }))],
  };
}

const rowsKept = ({ kept }: Report): Rows | null => (kept === null ? null : byRow(kept.rows));

/** Two fixed reports by one definition may both differ from what it counts by now: a row that stands the same in them did not change. */
function unmoved({ before, after }: Reports, fixedBefore: Rows, fixedAfter: Rows): (change: RowChange) => boolean {
  if (before.kept === null || after.kept?.version !== before.kept.version) return () => false;
  const same = new Set([...fixedBefore].filter(([key, row]) => standsTheSame(row, fixedAfter.get(key) ?? null)).map(([, row]) => `${row.child_id} ${row.case}`));
  const either = new Set([...fixedBefore.values(), ...fixedAfter.values()].map((row) => `${row.child_id} ${row.case}`));
  return ({ childId, case: name }) => same.has(`${childId} ${name}`) || !either.has(`${childId} ${name}`);
}

const rows = async (on: Database, question: Question): Promise<Rows> => byRow(await caseRows(on, question));

/** Reads a report as known when it was made. */
export function firstReading(db: Database, derive: Derive, { question, knownAt }: Report): Promise<FirstReading> {
  return withKnownAt(db, derive, { knownAt }, async (on) => ({ opening: await figure(on, question), asKnownBefore: await rows(on, question) }));
}

async function readingsOf(db: Database, derive: Derive, { before, after, first }: Reports): Promise<Readings> {
  const read = first ?? await firstReading(db, derive, before);
  const second = await withKnownAt(db, derive, { knownAt: after.knownAt }, async (on) => {
    const asKnownAfter = await rows(on, before.question);
    const later = sameQuestion(before.question, after.question) ? asKnownAfter : await rows(on, after.question);
    return { asKnownAfter, later, closing: await figure(on, after.question) };
  });
  return { ...read, ...second };
}

function sameQuestion(one: Question, other: Question): boolean {
  return JSON.stringify([one.measure.id, one.parameters, one.filters]) === JSON.stringify([other.measure.id, other.parameters, other.filters]);
}

/** Whether the council's settings of how dates are worked out were changed after one instant, up to another. */
async function settingsChanged(db: Database, from: string, to: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM history WHERE subject_kind = 'council' AND subject_id = ${councilId} AND kind = 'SETTINGS'
    AND recorded_at > ${from}::timestamptz AND recorded_at <= ${to}::timestamptz LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** How many children's histories are held at once. */
const batchSize = 2000;

async function causesOf(
  db: Database, { before, after }: Reports, { inRecord, inTime }: { inRecord: readonly RowChange[]; inTime: readonly RowChange[] },
): Promise<CausedChange[]> {
  const record = { asAt: before.question.parameters.asAt, settingsChanged: await settingsChanged(db, before.knownAt, after.knownAt) };
  const moved = { before: before.question.parameters, after: after.question.parameters, basis: before.question.measure.basis };
  const children = [...new Set([...inRecord, ...inTime].map(({ childId }) => childId))];
  const caused: CausedChange[] = [];
  for (let at = 0; at < children.length; at += batchSize) {
    const some = children.slice(at, at + batchSize);
    const chains = await childChains(db, some);
    const stories = new Map(some.map((child) => [child, storyOf(child, chains, [before.knownAt, after.knownAt])]));
    const because = (changes: readonly RowChange[], cause: (change: RowChange, story: Story) => Because): CausedChange[] => changes.flatMap((change) => {
      const story = stories.get(change.childId);
      return story === undefined ? [] : [{ ...change, ...cause(change, story) }];
    });
    caused.push(
      ...because(inRecord, (change, story) => causeInRecord(change, story, record)), ...because(inTime, (change, story) => causeInTime(change, story, moved)),
    );
  }
  return caused;
}

function storyOf(child: string, chains: ReadonlyMap<string, readonly Entry[]>, [from, to]: readonly [string, string]): Story {
  const [before, after] = [joinedEntries(child, chains, from), joinedEntries(child, chains, to)];
  const told = new Set([child, ...[...before, ...after].map(({ subjectId }) => subjectId)]);
  const between = [...told].flatMap((id) => chains.get(id) ?? []).filter(({ recordedAt }) => recordedAt > from && recordedAt <= to);
  return { before, after, between };
}
