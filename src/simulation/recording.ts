// When and by whom the happenings of an invented council were recorded: at once, late, or on the day on which all was
// brought over from the system before.
import type { Day } from '../calendar/day.ts';
import { dayFrom } from '../calendar/day.ts';
import type { NewEntry } from '../case-history/entry.ts';
import type { ChildFile, CouncilLife, Happening } from './council-life.ts';
import { dayNumbered, numberOf, workedFrom, yearOf } from './day-numbers.ts';
import { type Draft, typed } from './drafts.ts';
import { changedFacts, personFacts, typedAgain } from './families.ts';
import { lookedAfterDrafts } from './looked-after.ts';
import { childIdOf } from './seeded-ids.ts';
import { type Chance, seeded } from './seeded.ts';
import { holderOf, postFor, type Workforce } from './workforce.ts';

/** An entry with the instant and the person of its recording. */
export interface MadeEntry extends NewEntry {
  readonly recordedAt: string;
  readonly recordedBy: string;
}

/** Kinds that are on record before anything else of the plan is. */
const atOnce = new Set(['PLAN_FIRST_MADE', 'PLAN_TRANSFERRED_IN', 'CHILD_MERGED']);

/** Who brought everything over when the program came. */
const mover = 'Data migration';

/** The day on which the record was begun with what the old system held: 1 April of the third year told. */
export function broughtOverOn(from: number): number {
  return numberOf(dayFrom(yearOf(from) + 2, 4, 1));
}

/** What recording needs to know of the council. */
export interface Office {
  readonly life: CouncilLife;
  readonly workforce: Workforce;
  /** The day on which the record was begun. */
  readonly begun: number;
}

/** All entries of one child in the order in which they were recorded. */
export function entriesOf(office: Office, file: ChildFile): MadeEntry[] {
  const { life: { until, seed } } = office;
  const { serial } = file.who;
  const chance = seeded(seed, 1_000_000 + serial);
  const first = Math.min(until, ...file.happenings.flatMap(({ on }) => on ?? []));
  const drafts = [...identity(office, file, first), ...allocations(office, file, first), ...lookedAfterDrafts(file, { first, until, seed, begun: office.begun }, recorder(office, file, first, seeded(seed, 7_500_000 + serial))), ...happened(office, file, chance)]
    .flatMap((draft) => typed(chance, draft, until)).filter(({ recordedOn }) => recordedOn <= until)
    .map((draft, i) => ({ draft, i })).sort((a, b) => a.draft.recordedOn - b.draft.recordedOn || a.i - b.i).map(({ draft }) => draft);
  return numbered(drafts, { seed, serial, chance });
}

function identity(office: Office, file: ChildFile, first: number): Draft[] {
  const { chance, who } = file;
  const recordedOn = Math.max(first, office.begun);
  const by = recorder(office, file, recordedOn, chance);
  const facts = file.copyOf === null ? personFacts(chance, who, first) : typedAgain(chance, who);
  const moved = first + chance.whole(100, 2000);
  const changed = chance.yes(0.14) && moved < office.life.until ? [{ kind: 'PERSON', on: moved, facts: changedFacts(chance, who), recordedOn: Math.max(moved, office.begun), by }] : [];
  return [{ kind: 'PERSON', on: null, facts, recordedOn, by }, ...changed];
}

/** The case is its team's from the first, its caseworker's some days later, and the next one's once somebody leaves. */
function allocations({ workforce, life, begun }: Office, file: ChildFile, first: number): Draft[] {
  const { family: { area }, serial } = file.who;
  const { id: team = '', manager } = workforce[area] ?? {};
  const by = manager?.id ?? mover;
  const last = file.closed ? Math.max(...file.happenings.map(({ on }) => on ?? 0)) : life.until;
  const from = Math.max(first, begun);
  const made = postFor(workforce, area, serial).flatMap(({ person, from: came, left }): Draft[] => {
    const begins = workedFrom(Math.max(from, came, first + 2));
    if (begins > last || (left !== null && left < begins)) return [];
    const taken: Draft = { kind: 'ALLOCATED', on: begins, facts: { caseworker: person.id, team }, recordedOn: begins, by };
    return left === null || left > last ? [taken] : [taken, { ...taken, on: left, facts: { team }, recordedOn: left }];
  });
  return made.length > 0 || last < begun ? made : [{ kind: 'ALLOCATED', on: from, facts: { team }, recordedOn: from, by }];
}

function happened(office: Office, file: ChildFile, chance: Chance): Draft[] {
  const { life, begun } = office;
  return file.happenings.map((happening) => {
    const { kind, on, facts, about } = happening;
    const late = !atOnce.has(kind) && chance.yes(life.service.recordedLate) ? chance.spread([1, 1, 2, 3, 5, 8, 14, 25, 80]) : 0;
    const recordedOn = Math.min(life.until, Math.max(begun, workedFrom((on ?? life.until) + late)));
    return { kind, on, facts, recordedOn: Math.max(recordedOn, on ?? 0), by: recorder(office, file, recordedOn, chance), of: happening, ...(about === undefined ? {} : { about }) };
  });
}

/** Mostly the caseworker; where there is none, and now and then besides, the manager of the team. */
function recorder({ workforce, begun }: Office, file: ChildFile, on: number, chance: Chance): string {
  if (on <= begun) return mover;
  const { family: { area }, serial } = file.who;
  const worker = holderOf(postFor(workforce, area, serial), on);
  return (worker === undefined || chance.yes(0.1) ? workforce[area]?.manager : worker)?.id ?? mover;
}

function numbered(drafts: readonly Draft[], { seed, serial, chance }: { seed: number; serial: number; chance: Chance }): MadeEntry[] {
  const seqs = new Map<Draft | Happening, number>();
  let latest = '';
  return drafts.map((draft, i) => {
    seqs.set(draft, i + 1);
    if (draft.of !== undefined && draft.facts !== null) seqs.set(draft.of, i + 1);
    latest = instantAfter(latest, draft.recordedOn, { chance, within: `${String(serial % 1000).padStart(3, '0')}${String(i % 1000).padStart(3, '0')}` });
    const seq = draft.about === undefined ? undefined : seqs.get(draft.about);
    return {
      subjectKind: 'child', subjectId: childIdOf(seed, serial), kind: draft.kind, occurredOn: draft.on === null ? null : dayNumbered(draft.on),
      facts: seq === undefined || draft.facts === null ? draft.facts : { ...draft.facts, about: String(seq) },
      correctsSeq: draft.corrects === undefined ? null : seqs.get(draft.corrects) ?? null, reason: draft.reason ?? null, recordedAt: latest, recordedBy: draft.by,
    };
  });
}

/** An instant of office hours on a day, never before the one of the entry before. */
function instantAfter(latest: string, on: number, { chance, within }: { chance: Chance; within: string }): string {
  const day: Day = dayNumbered(on);
  const time = `${String(8 + chance.whole(0, 8)).padStart(2, '0')}:${String(chance.whole(0, 59)).padStart(2, '0')}:${String(chance.whole(0, 59)).padStart(2, '0')}`;
  const instant = `${day}T${time}.${within}Z`;
  return instant > latest ? instant : `${latest.slice(0, 20)}${within}Z`;
}
