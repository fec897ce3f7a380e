import type { Json } from './entry.ts';

/**
 * The one text of a JSON value: names sorted by code unit, no spaces, numbers in their shortest form. Equal values have
 * equal texts, so that a hash of the text stands for the value. Throws on a number that JSON cannot hold.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.keys(value).filter((name) => value[name] !== undefined).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(',')}}`;
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} is not a number that the record can hold`);
  return JSON.stringify(value);
}
