// What pages of figures answer from. Each figure is worked out at most once a second for the same window, filters and
// state of the record, and not again until something is recorded; all viewers of one application share it, for a right to
// see figures is a right to see all of them.
import type { Derive } from '../casework/derivation.ts';
import { withKnownAt } from '../casework/known-at.sql.ts';
import type { Database } from '../platform/database.ts';
import { sharedFor, sharedForGood } from './figure-cache.ts';
import type { Figure } from './figure.ts';
import { figure, type Question } from './figures.sql.ts';
import { type Known, knownWhen } from './known.sql.ts';
import { inLanes, type Work } from './lanes.ts';

/** Something to be asked of the record: the key names everything that makes a difference, but for what is known. */
export interface Asked<Value> {
  readonly key: readonly unknown[];
  readonly work: Work<Database, Value>;
}

/** The answers that the viewers of one application share. */
export interface SharedAnswers {
  /** Something was recorded: what is known is asked anew, however short a time ago it was asked before. */
  readonly changed: () => void;
  /** As known at which instant, and in which state of the record, a question is answered now. */
  readonly known: (db: Database, wanted: string | undefined) => Promise<Known>;
  /** The answer as known at that instant. Several asked together are worked out side by side. */
  readonly answer: <Value>(db: Database, known: Known, asked: Asked<Value>) => Promise<Value>;
}

/** How many answers are remembered, and how many connections one question about today takes at most. */
const limits = { answers: 2000, lanes: 3 } as const;

/** A figure to be asked for. */
export function figureAsked(question: Question): Asked<Figure> {
  const { measure, parameters, filters } = question;
  return { key: ['figure', measure.id, measure.version, parameters, filters], work: (db) => figure(db, question) };
}

type Asker = <Value>(work: Work<Database, Value>) => Promise<Value>;

/** What sharing needs from outside: milliseconds that never go back, and how rows are derived. */
export interface SharingParts {
  readonly milliseconds: () => number;
  readonly derive: () => Derive;
}

/** Answers for one application, whose record is one. */
export function shareAnswers({ milliseconds, derive }: SharingParts): SharedAnswers {
  const instants = sharedFor<Known>(1000, milliseconds);
  const answers = sharedForGood<unknown>(limits.answers);
  const askers = new WeakMap<Known, Asker>();
  // What was known long ago is derived anew in each lane: one is enough.
  const askerOf = (db: Database, { at }: Known, past: boolean): Asker =>
    inLanes<Database>((use) => withKnownAt(db, derive(), { knownAt: at }, use), past ? 1 : limits.lanes);
  let changes = 0;
  return {
    changed: () => void (changes += 1),
    known: (db, wanted) => instants(`${changes} ${wanted ?? ''}`, async () => {
      const known = await knownWhen(db, wanted);
      askers.set(known, askerOf(db, known, wanted !== undefined));
      return known;
    }),
    answer: async <Value>(db: Database, known: Known, { key, work }: Asked<Value>) => {
      const ask = askers.get(known) ?? askerOf(db, known, true);
      return await answers(JSON.stringify([known.state, ...key]), () => ask(work)) as Value;
    },
  };
}
