// What a reader knows of each module, of whatever year: its items and modules by lower-case name, and its values when
// nothing is recorded.
import { ITEMS } from './sen2-items.ts';
import type { ItemSpec, ModuleName } from './sen2-item.ts';
import { PARTS } from './sen2-layout.ts';
import type { Part } from './sen2-layout.ts';

/** Slips seen in real files, lower case: the value is taken, and the slip reported. */
export const MISSPELT: Record<string, string> = { planwpb: 'planwbp', wpb: 'wbp', rquestsource: 'requestsource' };

export interface Known {
  items: Map<string, ItemSpec>;
  parts: Map<string, Part>;
  blank: Record<string, unknown>;
}

function knownIn(name: ModuleName): Known {
  const items = ITEMS[name];
  const parts = PARTS[name] ?? [];
  return {
    items: new Map(items.map((item) => [item.element.toLowerCase(), item])),
    parts: new Map(parts.map((part) => [part.module.toLowerCase(), part])),
    blank: {
      ...Object.fromEntries(items.map((item) => [item.field, null])),
      ...Object.fromEntries(parts.map((part) => [part.field, part.atMost === 1 ? null : []])),
    },
  };
}

export const KNOWN = Object.fromEntries((Object.keys(ITEMS) as ModuleName[]).map((name) => [name, knownIn(name)])) as Record<ModuleName, Known>;
