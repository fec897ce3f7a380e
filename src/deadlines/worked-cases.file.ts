// Reads worked cases: a JSON file with `examples`, or a bare list of them. Each has `events`, and may have `asOf`,
// `config`, `ruleSetAt`, `cases`, `period` and `expect`. What is no such file is refused whole. A fault within a case names
// the case and the event, and does not stop the rest.
import type { Facts, Json } from '../case-history/entry.ts';
import { settingsFrom } from '../statute/settings.ts';
import { countedCases } from './counted-cases.file.ts';
import type { WorkedCase } from './worked-case.ts';
import { dayNamed, entryOf, isObject, shown } from './worked-events.file.ts';

/** Names of which a case has one at least. */
const NAMES = ['events', 'cases', 'asOf', 'config', 'ruleSetAt', 'period', 'expect'];
/** Deeper than any sound case. */
const DEEPEST = 40;
/** How many faults of a file are named. */
const MOST_FAULTS = 5;

/** The worked cases in a text, or what is wrong with it as a whole. */
export function readWorkedCases(text: string): { cases: WorkedCase[] } | { fault: string } {
  const parsed = parseJson(text);
  if ('fault' in parsed) return parsed;
  const list = isObject(parsed.value) ? parsed.value['examples'] : parsed.value;
  if (!Array.isArray(list)) return { fault: 'The file holds neither a list of cases nor an object with a list named "examples".' };
  if (list.length === 0) return { fault: 'The list of cases is empty.' };
  const strange = list.flatMap((one, i) => unrecognised(one, i + 1) ?? []);
  if (strange.length > 0) return { fault: notCases(strange) };
  const given = list.filter(isObject);
  const first = new Map(given.map((one, i) => [idOf(one), i + 1] as const).reverse());
  return { cases: given.map((one, i) => workedCase(one, i + 1, first)) };
}

function parseJson(text: string): { value: Json } | { fault: string } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as Json };
  } catch (error) {
    return { fault: `The file is not JSON: ${shown((error as Error).message)}` };
  }
}

function notCases(strange: readonly string[]): string {
  const more = strange.length > MOST_FAULTS ? `; and ${strange.length - MOST_FAULTS} more` : '';
  return `These are no worked cases: ${strange.slice(0, MOST_FAULTS).join('; ')}${more}. A case is an object with "id" and "events", and what it expects under "expect".`;
}

/** Why a value in the list is no worked case at all; null where it is one. */
function unrecognised(one: Json, number: number): string | null {
  if (!isObject(one)) return `case ${number} is not an object: ${shown(one)}`;
  const place = `case ${number}${one['id'] === undefined ? '' : ` (id ${shown(one['id'])})`}`;
  if (!NAMES.some((name) => Object.hasOwn(one, name))) return `${place} has neither "events" nor "cases"`;
  return isDeeper(one, DEEPEST) ? `${place} holds values more than ${DEEPEST} deep` : null;
}

function isDeeper(value: Json, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return most === 0 || Object.values(value).some((inner) => isDeeper(inner, most - 1));
}

const idOf = ({ id }: Facts): string | null => ((typeof id === 'string' && id.trim() !== '') || typeof id === 'number' ? String(id) : null);

/** `first` holds the first case with each id. */
function workedCase(given: Facts, number: number, first: ReadonlyMap<string | null, number>): WorkedCase {
  const id = idOf(given) ?? `case ${number}`;
  const place = shown(id);
  const events = listOf(given['events']).map((event, i) => entryOf(event, i + 1, place));
  const [asOf, ruleSetAt] = [dayNamed(given, 'asOf', place), dayNamed(given, 'ruleSetAt', place)];
  const counted = countedCases(listOf(given['cases']), place);
  const { settings, unknown } = settingsFrom(isObject(given['config']) ? given['config'] : {});
  return {
    id, entries: events.flatMap(({ value }) => value), asOf: asOf.value, ruleSetAt: ruleSetAt.value, settings,
    cases: Array.isArray(given['cases']) ? counted.value : null, period: given['period'] ?? null,
    expect: isObject(given['expect']) ? given['expect'] : null,
    findings: [
      ...formFaults(given, place), ...idFaults(given, number, first), ...unknown.map((setting) => `${place}: there is no setting ${shown(setting)}; the usual reading was taken.`),
      ...asOf.findings, ...ruleSetAt.findings, ...events.flatMap(({ findings }) => findings), ...counted.findings,
    ],
  };
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Parts of a case that have another form than the format says; each is then taken as absent. */
function formFaults(given: Facts, place: string): string[] {
  const stated = (name: string): boolean => (given[name] ?? null) !== null;
  const lists = ['events', 'cases'].filter((name) => stated(name) && !Array.isArray(given[name])).map((name) => `${place}: "${name}" is not a list.`);
  const objects = ['config', 'expect'].filter((name) => stated(name) && !isObject(given[name])).map((name) => `${place}: "${name}" is not an object.`);
  const others = listOf(given['cases']).flatMap((one, i) => (isObject(one) ? [] : [`${place}: ${i + 1} of "cases" is not an object; it was left out.`]));
  const none = stated('events') || stated('cases') ? [] : [`${place}: it has neither "events" nor "cases".`];
  return [...lists, ...objects, ...others, ...none];
}

function idFaults(given: Facts, number: number, first: ReadonlyMap<string | null, number>): string[] {
  const id = idOf(given);
  if (id === null) return [`case ${number}: it has no id; it is called "case ${number}" here.`];
  return first.get(id) === number ? [] : [`case ${number}: its id ${shown(id)} is that of case ${first.get(id)} too. Give each case an id of its own.`];
}
