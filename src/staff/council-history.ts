// What was changed of people, teams and settings, in the words of the pages: the difference of each entry from the one before.
import type { Entry, Facts, Json } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { contestedPoints, defaultSettings, type SettingName } from '../statute/settings.ts';
import { inventedBeginning } from './invented-beginnings.ts';
import { isRole, RIGHTS, ROLES } from './rights.ts';

/** One change, the latest first in lists. */
export interface CouncilChange {
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  /** "Role: Caseworker, was Adviser". */
  readonly lines: readonly string[];
}

/** Names of people and teams by id. */
export type NamesById = ReadonlyMap<string, string>;

/** What each of these entries changed, the latest first; `thread` says which entries follow one another. */
export function councilChanges<Of extends Entry>(entries: readonly Of[], names: NamesById, thread: (entry: Of) => string = ({ kind }) => kind): CouncilChange[] {
  const latest = new Map<string, Facts>();
  const changes = entries.map((entry): CouncilChange => {
    const before = latest.get(thread(entry)) ?? inventedBeginning(entry);
    latest.set(thread(entry), { ...before, ...entry.facts });
    return { at: entry.recordedAt, by: names.get(entry.recordedBy) ?? entry.recordedBy, reason: entry.reason, lines: differences(entry, before, names) };
  });
  return changes.reverse();
}

function differences({ kind, facts }: Entry, before: Facts | null, names: NamesById): string[] {
  if (kind === 'SETTINGS') return Object.entries(facts ?? {}).map(([name, now]) => readingWords(name, now, before?.[name]));
  const labels = new Map(kindNamed(kind)?.fields.map(({ name, label }) => [name, label]));
  const about = kind === 'TEAM' ? `${String(facts?.['name'])}: ` : '';
  if (before === null) return [kind === 'COUNCIL' ? `Set up for ${String(facts?.['name'])}` : `${about}${kindNamed(kind)?.title ?? kind} added`];
  return Object.entries(facts ?? {}).filter(([name, now]) => name !== 'team' || kind !== 'TEAM' ? !same(now, before?.[name]) : false)
    .map(([name, now]) => `${about}${labels.get(name) ?? name}: ${inWords(name, now, names)}, was ${inWords(name, before?.[name] ?? null, names)}`);
}

function readingWords(name: string, now: Json, before: Json | undefined): string {
  const point = Object.hasOwn(contestedPoints, name) ? contestedPoints[name as SettingName] : null;
  if (point === null) return `${name}: ${JSON.stringify(now)}`;
  return `${point.point}: ${point.choices[String(now)]}; was: ${point.choices[String(before ?? defaultSettings[name as SettingName])]}`;
}

const same = (one: Json | undefined, other: Json | undefined): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

function inWords(name: string, value: Json, names: NamesById): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (name === 'role' && typeof value === 'string' && isRole(value)) return ROLES[value].title;
  if (name === 'service' && typeof value === 'string') return (adviceBodies as Readonly<Record<string, string>>)[value] ?? value;
  if (name === 'extraRights' && Array.isArray(value)) return value.map((right) => (RIGHTS as Readonly<Record<string, string>>)[String(right)] ?? String(right)).join('; ');
  if (name === 'otherSystems' && Array.isArray(value)) return value.map((system) => `${String((system as Facts)['name'])} ${String((system as Facts)['address'])}`).join('; ');
  return names.get(String(value)) ?? String(value);
}
