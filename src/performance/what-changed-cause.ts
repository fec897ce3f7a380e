// Why a row stands otherwise: from what was recorded about its child (decision 0015). Pure.
import type { Day } from '../calendar/day.ts';
import type { CaseEvent } from '../case-history/case.ts';
import { caseTables } from '../case-history/case-tables.ts';
import { rowsOf } from '../case-history/derived-table.ts';
import type { Entry, Json } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { insteadOf, liveEntries } from '../case-history/live-entries.ts';
import { statementOf } from '../case-history/return-statements.ts';
import { settle } from '../case-history/settle.ts';
import { isStatement } from '../case-history/tracker-row.ts';
import type { Parameters } from './measure.ts';
import type { Cause, Ground, RowChange } from './what-changed.ts';

/** All that was known of a child, joined records among it, at the instants of the two reports. */
export interface Story {
  readonly before: readonly Entry[];
  readonly after: readonly Entry[];
  /** Recorded after the first instant, up to the second, on any chain that is in either. */
  readonly between: readonly Entry[];
}

/** Why, and what was recorded that says so. */
export interface Because {
  readonly cause: Cause;
  readonly grounds: readonly Ground[];
}

type Test = (entry: Entry) => boolean;

/** Kinds that say who works on a case or may see it: they change no figure but one that is filtered by them. */
const isOfStaff: Test = ({ kind }) => ['Allocation', 'Who may see the record'].includes(kindNamed(kind)?.group ?? '');
/** What a return or a tracker states is of many days at once; its own day is that as at which it speaks. */
const isStated: Test = ({ kind }) => isStatement(kind);
const isOfFile: Test = ({ source }) => source !== 'staff';
/** It takes back what stood, says that it did not happen, or joins or parts two records. */
const removes: Test = ({ kind, facts, correctsSeq }) =>
  kind === 'CHILD_MERGED' || kind === 'CHILD_UNMERGED' || facts?.['happened'] === false || (facts === null && correctsSeq !== null);
/** It takes the place of an entry, or of what a return tells of the same event. */
const corrects: Test = ({ kind, facts, correctsSeq }) =>
  correctsSeq !== null || insteadOf({ facts }) !== null || (/^(?:[0-9a-f-]{36}:)?\d+\/\d+$/.test(String(facts?.['about'] ?? '')) && statementOf(kind) !== undefined);

const keyOf = ({ subjectId }: Entry, seq: number | null): string => `${subjectId}:${seq}`;

/**
 * What is new among the entries of a story, and what bears on what was known. What was recorded in between and put right in
 * between counts as it stands in the end; what was recorded and taken back in between counts not at all.
 */
function toldBetween({ before, after, between }: Story): { telling: readonly Entry[]; isNew: Test; corrected: (entry: Entry) => Entry | undefined } {
  const known = new Set(before.map((entry) => keyOf(entry, entry.seq)));
  const all = new Map(after.map((entry) => [keyOf(entry, entry.seq), entry]));
  const corrected = (entry: Entry): Entry | undefined => (entry.correctsSeq === null ? undefined : all.get(keyOf(entry, entry.correctsSeq)));
  const isNew: Test = (entry) => {
    const earlier = corrected(entry);
    return earlier === undefined ? !known.has(keyOf(entry, entry.seq)) : isNew(earlier);
  };
  const standing = new Set(liveEntries(after).map((entry) => keyOf(entry, entry.seq)));
  return { telling: between.filter((entry) => !isNew(entry) || standing.has(keyOf(entry, entry.seq))), isNew, corrected };
}

/**
 * Why a row of a report as at `asAt` stands otherwise now that more is known. Entries on the days that count the row come before
 * others about the child; of those, what removes before what corrects, and that before what is new.
 */
export function causeInRecord(change: RowChange, story: Story, { asAt, settingsChanged }: { asAt: Day; settingsChanged: boolean }): Because {
  const { telling, isNew, corrected } = toldBetween(story);
  const because = (cause: Cause, entries: readonly Entry[]): Because => ({ cause, grounds: entries.map(groundOf) });
  const ofCase = telling.filter((entry) => !isOfStaff(entry));
  const early = ofCase.filter((entry) => isStated(entry) || removes(entry) || corrects(entry) || (entry.occurredOn ?? asAt) <= asAt);
  const days = new Set([change.before?.counted_on, change.after?.counted_on].filter((day) => day != null));
  const near = early.filter((entry) => isStated(entry) || [entry, corrected(entry)].some((one) => one?.occurredOn != null && days.has(one.occurredOn)));
  const bearing = near.length > 0 ? near : early;
  const removing = bearing.filter(removes);
  if (removing.length > 0) return because('removal', removing);
  const correcting = bearing.filter((entry) => corrects(entry) && (entry.correctsSeq === null || !isNew(entry)));
  if (correcting.length > 0) return because('correction', correcting);
  const fromFiles = (near.length > 0 ? near : ofCase).filter(isOfFile);
  if (fromFiles.length > 0 && saysOtherwise(story)) return because('correction', fromFiles);
  if (bearing.length > 0) return because('late-record', bearing);
  return settingsChanged || telling.length === 0 ? because('definition', []) : because('late-record', telling);
}

function groundOf(entry: Entry): Ground {
  const { kind, recordedAt, recordedBy, source, reason } = entry;
  return { kind, on: isStated(entry) ? null : entry.occurredOn, recordedAt, recordedBy, source, takesBack: removes(entry), reason };
}

/** Whether something that was known is known no more: a day has moved, or a second file as at one day says another value. */
function saysOtherwise({ before, after, between }: Story): boolean {
  if (before.length === 0) return false;
  const now = daysIn(after);
  if ([...daysIn(before)].some((day) => !now.has(day))) return true;
  return between.filter(isStated).some((entry) => {
    const earlier = before.findLast((one) => one.kind === entry.kind && one.facts !== null && one.occurredOn === entry.occurredOn);
    const said = new Set(valuesIn(entry.facts));
    return earlier !== undefined && valuesIn(earlier.facts).some((value) => !said.has(value));
  });
}

const dated = caseTables.filter(({ name }) => ['request', 'plan', 'review', 'phase_transfer'].includes(name));

/** Every day of the settled case, with what it is the day of. */
function daysIn(entries: readonly Entry[]): Set<string> {
  const settled = settle(entries);
  return new Set(dated.flatMap((table) => {
    const columns = Object.entries(table.columns);
    return rowsOf(table, settled).flatMap((cells) => cells.flatMap((cell, i) => (
      cell === null || columns[i]?.[1].type !== 'date' ? [] : [`${table.name}.${columns[i]?.[0]} ${String(cell)}`])));
  }));
}

/** Every value in the facts, with the names that lead to it; what is not recorded is no value. */
function valuesIn(facts: Json, path = ''): string[] {
  if (facts === null) return [];
  if (typeof facts !== 'object') return [`${path}=${String(facts)}`];
  if (Array.isArray(facts)) return facts.flatMap((one) => valuesIn(one, path));
  return Object.entries(facts).flatMap(([name, value]) => valuesIn(value, `${path}/${name}`));
}

/** The days of both reports: what moved on between them. */
export interface Moved {
  readonly before: Parameters;
  readonly after: Parameters;
  readonly basis: 'flow' | 'stock';
}

/**
 * Why a row stands otherwise on the later day, all that is known being the same: something happened between the as-at days,
 * or nothing but days passing. A row that leaves a window, or comes in on a day on which nothing happened, has only aged.
 */
export function causeInTime(change: RowChange, story: Story, moved: Moved): Because {
  const passing: Because = { cause: 'days-passing', grounds: [] };
  if (leftWindow(change, moved)) return passing;
  const [first, last] = [moved.before.asAt, moved.after.asAt].sort() as [Day, Day];
  const came = change.before === null ? change.after?.counted_on ?? null : null;
  const ownDay = came !== null && came > first && came <= last && came !== moved.after.asAt ? came : null;
  const events = happenings(story).filter(({ on }) => on !== null && (ownDay === null ? on > first && on <= last : on === ownDay));
  return events.length === 0 ? passing : { cause: 'new-event', grounds: events };
}

function leftWindow({ before, after }: RowChange, { after: { from, to }, basis }: Moved): boolean {
  const on = before?.counted_on ?? null;
  return basis === 'flow' && after === null && on !== null && (on < from || on > to);
}

/** All that happened to the child, as known in the report after, each once. */
function happenings({ after }: Story): Ground[] {
  const own = liveEntries(after).filter((entry) => !isStated(entry) && !isOfStaff(entry)).map(groundOf);
  const told = settle(after).episodes.flatMap(({ events }) => events).filter(({ byReturn }) => byReturn === true).map(groundTold);
  return [...own, ...new Map(told.map((ground) => [`${ground.kind} ${ground.on}`, ground])).values()];
}

function groundTold({ kind, on, recordedAt, recordedBy, source }: CaseEvent): Ground {
  return { kind, on, recordedAt, recordedBy, source, takesBack: false, reason: null };
}
