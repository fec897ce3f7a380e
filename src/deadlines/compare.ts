import type { Json } from '../case-history/entry.ts';

export interface Difference { readonly at: string; readonly expected: Json; readonly found: Json }

/** Where `found` differs from `expected`, in the keys that `expected` lists only. Expecting null is expecting nothing. */
export function differences(expected: Json, found: Json | undefined, at = ''): Difference[] {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
    return JSON.stringify(expected) === JSON.stringify(found ?? null) ? [] : [{ at, expected, found: found ?? null }];
  }
  const inside = typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {};
  return Object.entries(expected).flatMap(([key, value]) => differences(value, inside[key], at === '' ? key : `${at} / ${key}`));
}
