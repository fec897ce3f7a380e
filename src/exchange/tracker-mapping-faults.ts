// What is wrong with a mapping of the right form, in words for whoever wrote it.
import { nearest } from '../platform/nearest.ts';
import { CODES } from './sen2-codes.ts';
import { type Target, TARGETS, targetNamed } from './tracker-targets.ts';

/** Where to look things up. */
export const GUIDE = 'docs/tracker-mapping.md lists what there is.';

interface Column {
  readonly to: string;
  readonly facts?: Readonly<Record<string, string | { readonly column: string }>> | undefined;
  readonly form?: string | undefined;
}

interface Mapping {
  readonly columns: Readonly<Record<string, Column>>;
  readonly constants?: Readonly<Record<string, string>> | undefined;
}

/** What is wrong with a mapping of the right form: targets that there are none of, facts that do not fit, nobody to tell. */
export function faultsIn(mapping: Mapping): string[] {
  const entries = Object.entries(mapping.columns);
  if (entries.length === 0) return ['"columns" is empty. Say of one column at least what it is.'];
  return [
    ...entries.flatMap(([heading, one]) => columnFaults(heading, one)),
    ...Object.entries(mapping.constants ?? {}).flatMap(([name, given]) => constantFaults(`"constants" → "${name.slice(0, 60)}"`, name, given)),
    ...twice(entries), ...identityFaults(entries.map(([, { to }]) => to)),
  ];
}

function targetFault(where: string, name: string): string[] {
  if (targetNamed(name) !== undefined) return [];
  const meant = nearest(name, TARGETS.map((target) => target.name));
  return [`${where}: there is no "${name.slice(0, 60)}" that a column can be.${meant === null ? '' : ` Did you mean "${meant}"?`} ${GUIDE}`];
}

/** A constant is a code: who asked, or where a plan came from. A day or a name is never the same for all. */
function constantFaults(where: string, name: string, given: string): string[] {
  const type = targetNamed(name)?.type;
  if (type === undefined) return targetFault(where, name);
  const codes = type.is === 'code' ? Object.keys(type.codes) : type.is === 'item' && type.item.codes !== undefined ? CODES[type.item.codes].map(({ code }) => code) : null;
  if (codes === null) return [`${where}: this cannot be the same in every row. Constants are for what is told by a code.`];
  return codes.includes(given) ? [] : [`${where}: "${given.slice(0, 60)}" is none of its codes: ${codes.join(', ')}.`];
}

function columnFaults(heading: string, { to, facts = {}, form }: Column): string[] {
  const where = `"columns" → "${heading.slice(0, 60)}"`;
  const target = targetNamed(to);
  if (target === undefined) return targetFault(where, to);
  const fields = target.step?.fields ?? [];
  const unknown = Object.keys(facts).filter((name) => !fields.some((field) => field.name === name));
  const missing = fields.filter(({ name, required }) => required === true && facts[name] === undefined);
  return [
    ...unknown.map((name) => `${where}: "${to}" has no fact "${name.slice(0, 60)}".${fields.length === 0 ? ' It has none: take "facts" out.' : ` It has ${fields.map((field) => field.name).join(', ')}.`}`),
    ...missing.map(({ name, label }) => `${where}: "${to}" needs the fact "${name}" (${label}). Give it in "facts", as a word or as {"column": …}.`),
    ...(form !== undefined && target.type.is !== 'full-name' ? [`${where}: "form" is for a column that holds the whole name ("fullName").`] : []),
    ...constantFactFaults(where, target, facts),
  ];
}

function constantFactFaults(where: string, { step }: Target, facts: NonNullable<Column['facts']>): string[] {
  return Object.entries(facts).flatMap(([name, given]) => {
    const field = step?.fields.find((one) => one.name === name);
    if (typeof given !== 'string' || field?.codes === undefined || Object.hasOwn(field.codes, given)) return [];
    return [`${where}: "${given.slice(0, 60)}" is none of the codes of "${name}": ${Object.keys(field.codes).join(', ')}.`];
  });
}

/** A step may stand in several columns, told apart by its facts; everything else in one. */
function twice(entries: readonly (readonly [string, Column])[]): string[] {
  const seen = new Map<string, string>();
  return entries.flatMap(([heading, { to, facts }]) => {
    const key = targetNamed(to)?.step === undefined ? to : `${to} ${JSON.stringify(facts ?? {})}`;
    const before = seen.get(key);
    seen.set(key, heading);
    return before === undefined ? [] : [`"columns": both "${before.slice(0, 60)}" and "${heading.slice(0, 60)}" are "${to}"${key === to ? '' : ' with the same facts'}. Keep one of them.`];
  });
}

function identityFaults(targets: readonly string[]): string[] {
  const has = (name: string): boolean => targets.includes(name);
  if (has('upn') || has('uln') || has('nhsNumber') || ((has('fullName') || (has('surname') && has('forename'))) && has('dob'))) return [];
  return ['"columns": nothing tells who a row is about. Say which column is "upn", "uln" or "nhsNumber", or which are the names ("fullName", or "surname" and "forename") and the date of birth ("dob").'];
}
