// A request of the command line turned into a question: what the commands figures and rows both take.
import { day, parseInstant } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';
import type { Derive } from '../casework/derivation.ts';
import { withKnownAt } from '../casework/known-at.sql.ts';
import { todayInEngland } from '../platform/clock.ts';
import { inHouse, wrongUse } from '../platform/command.ts';
import type { Io } from '../platform/command.ts';
import type { Database } from '../platform/database.ts';
import type { House } from '../platform/house.ts';
import { nearest } from '../platform/nearest.ts';
import { type Known, knownWhen } from './known.sql.ts';
import { loweredWords } from './known-words.ts';
import { findMeasure, measures } from './measures.sql.ts';
import type { Found } from './measures.sql.ts';
import { readQuestion } from './question.ts';
import type { Reading } from './question.ts';
import { unknownName } from './names-on-record.sql.ts';

export const askedOptions = {
  measure: { type: 'string', multiple: true }, window: { type: 'string' }, 'as-at': { type: 'string' },
  'known-at': { type: 'string' }, filter: { type: 'string', multiple: true }, json: { type: 'boolean' },
} as const;

export interface AskedValues {
  readonly measure?: string[] | undefined;
  readonly window?: string | undefined;
  readonly 'as-at'?: string | undefined;
  readonly 'known-at'?: string | undefined;
  readonly filter?: string[] | undefined;
}

/** The measures named; throws `Trouble` where there is none of that name. */
export function measuresNamed(names: readonly string[]): Found[] {
  return names.map((name) => {
    const found = findMeasure(name);
    if (found === null) throw wrongUse(noMeasure(name));
    return found;
  });
}

function noMeasure(name: string): string {
  const meant = nearest(name, measures.map(({ id }) => id));
  return `There is no measure "${name}". ${meant === null ? 'The command figures without --measure prints all there are.' : `Did you mean ${meant}?`}`;
}

/** The days and filters asked for; throws `Trouble` where they cannot be read. */
export function readingOf(values: AskedValues, today: Day = day(todayInEngland())): Reading {
  const reading = readQuestion({ window: values.window, asAt: values['as-at'], filters: values.filter }, today);
  if ('problem' in reading) throw wrongUse(`${reading.problem}.`);
  return reading;
}

/** Throws `Trouble` where a filter names a team or an area that there is not. */
export async function refuseUnknown(db: Database, values: AskedValues): Promise<void> {
  const problem = await unknownName(db, readingOf(values).filters);
  if (problem !== null) throw wrongUse(problem);
}

function instantOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant === null) throw wrongUse(`"${text}" is not an instant. Write it like 2026-11-21T09:30:00Z.`);
  return instant;
}

/** How a question is put to the record: what makes the record ready, and what is asked of it. */
export interface Inquiry<T> {
  readonly prepare: (house: House) => Promise<Derive>;
  readonly use: (db: Database, known: Known, house: House) => Promise<T>;
}

/** Asks of the record as known at the instant in `values`, or now; gives what `use` answers. */
export function ask<T>(io: Io, values: AskedValues, { prepare, use }: Inquiry<T>): Promise<T> {
  const wanted = instantOf(values['known-at']);
  return inHouse(io, async (house) => {
    const derive = await prepare(house);
    await refuseUnknown(house.database('app'), values);
    const progress = (done: number, all: number): void => io.err(`Working out what was known then: ${done} of ${all} children.`);
    const known = await knownWhen(house.database('app'), wanted);
    return withKnownAt(house.database('app'), derive, { knownAt: known.at, progress }, (db) => use(db, known, house));
  });
}

/** The instant of an answer as JSON has it; where it was lowered, with the one asked for and the reason. */
export function knownAsJson(known: Known): { knownAt: string; knownAtAsked?: string; knownAtLowered?: string } {
  const lowered = loweredWords(known);
  return lowered === null ? { knownAt: known.at } : { knownAt: known.at, knownAtAsked: known.asked, knownAtLowered: lowered };
}
