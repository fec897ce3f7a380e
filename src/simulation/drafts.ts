// An entry of an invented council before it has its place in the chain, and what goes wrong when people type.
import type { Facts } from '../case-history/entry.ts';
import type { Happening } from './council-life.ts';
import { dayNumbered, numberOf } from './day-numbers.ts';
import type { Chance } from './seeded.ts';

/** An entry to be recorded on a numbered day. */
export interface Draft {
  readonly kind: string;
  readonly on: number | null;
  readonly facts: Facts | null;
  readonly recordedOn: number;
  readonly by: string;
  readonly reason?: string;
  /** The entry that this one replaces. */
  readonly corrects?: Draft;
  /** The entry that this one is about. */
  readonly about?: Happening;
  /** What it tells of. */
  readonly of?: Happening;
}

/** Kinds of which some entries are never made, though the thing happened. */
const forgotten = new Set(['DECISION_TO_ASSESS_NOTIFIED', 'ADVICE_RECEIVED', 'CONSULTATION_REPLY', 'MEDIATION_ARRANGED', 'APPEAL_RECEIVED_BY_LA', 'TRANSFER_FAMILY_TOLD']);
/** Kinds that are not typed by hand, or are read twice. */
const untouched = new Set(['PERSON', 'ALLOCATED', 'LOOKED_AFTER_STARTED', 'LOOKED_AFTER_ENDED', 'CHILD_MERGED', 'NEED_RECORDED', 'PLAN_FIRST_MADE', 'PLAN_TRANSFERRED_IN']);

/** What becomes of one entry when somebody types it: one, none, a wrong one, or several. */
export function typed(chance: Chance, draft: Draft, until: number): Draft[] {
  if (untouched.has(draft.kind) || draft.on === null) return [draft];
  if (forgotten.has(draft.kind) && chance.yes(0.012)) return [];
  const luck = chance.fraction();
  if (luck < 0.009) return wrongDay(chance, draft, until);
  if (luck < 0.012) return twice(chance, draft, until);
  return luck < 0.0135 ? [...strangers(chance, draft, until), draft] : [draft];
}

function wrongDay(chance: Chance, draft: Draft, until: number): Draft[] {
  const on = draft.on as number;
  const slip = mistyped(chance, on);
  // Nobody can record what has not happened yet.
  const wrong = { ...draft, on: slip > Math.max(on, draft.recordedOn) ? on - 7 : slip };
  const found = draft.recordedOn + chance.spread([1, 6, 20, 60, 300]);
  if (chance.yes(0.25) || found > until) return [wrong];
  return [wrong, { ...draft, recordedOn: found, reason: 'The day was typed wrongly', corrects: wrong }];
}

/** The day before New Year with the old year, day and month the other way round, or a slip of some days. */
function mistyped(chance: Chance, on: number): number {
  const [year = '', month = '', date = ''] = dayNumbered(on).split('-');
  if (month === '01') return on - 365;
  if (Number(date) <= 12 && date !== month && chance.yes(0.5)) return numberOf(`${year}-${date}-${month}` as ReturnType<typeof dayNumbered>);
  return on + chance.pick([-30, -10, -7, -1, 1]);
}

function twice(chance: Chance, draft: Draft, until: number): Draft[] {
  const again = { ...draft, recordedOn: Math.min(until, draft.recordedOn + chance.whole(1, 20)) };
  const found = again.recordedOn + chance.whole(1, 90);
  return found > until || chance.yes(0.5) ? [draft, again] : [draft, again, { ...again, on: null, facts: null, recordedOn: found, reason: 'Recorded twice', corrects: again }];
}

/** Something that happened to another child, taken back once somebody sees it. */
function strangers(chance: Chance, draft: Draft, until: number): Draft[] {
  const theirs: Draft = { kind: 'COMPLAINT_RECEIVED', on: draft.on, facts: {}, recordedOn: draft.recordedOn, by: draft.by };
  const found = draft.recordedOn + chance.whole(1, 12);
  return found > until ? [] : [theirs, { ...theirs, on: null, facts: null, recordedOn: found, reason: 'Recorded on the wrong child', corrects: theirs }];
}
