// Which item of the return a heading of a table means: in the data entry template by its heading (line breaks, dashes and
// remarks in brackets vary), in other tables by the element's name.
import { ITEMS } from './sen2-items.ts';
import type { ModuleName } from './sen2-item.ts';
import { PARTS } from './sen2-layout.ts';
import type { TableColumns } from './linked-tables.ts';

/** Lower case, everything but letters and digits a single space. */
export function plainHeading(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
}

const LINKS: Record<string, string> = {
  'record type': 'Record Type', 'person id': 'Person ID', la: 'LA', 'requests record id': 'Requests record ID',
};

/** Lower-case names of the columns that link the tables of a template. */
export const TEMPLATE_LINKS: ReadonlySet<string> = new Set(Object.values(LINKS).map((name) => name.toLowerCase()));

/** Every beginning of a heading that means something in a module, and what it means. */
function meanings(module: ModuleName): [string, string][] {
  const items = ITEMS[module].flatMap((item) => {
    const names = [item.heading ?? item.label, item.label, item.element, ...(/^(urn|ukprn|upn|uln)$/.test(item.type) ? [item.type] : [])];
    return names.map((name): [string, string] => [plainHeading(name), item.element]);
  });
  return [...Object.entries(LINKS), ...items].sort(([a], [b]) => b.length - a.length);
}

const MEANINGS = Object.fromEntries((Object.keys(ITEMS) as ModuleName[]).map((name) => [name, meanings(name)])) as Record<ModuleName, [string, string][]>;

/** The element, or link column, that a heading means: the longest known beginning of it; else the heading as it stands. */
export function columnNamed(module: ModuleName, heading: string): string {
  const plain = plainHeading(heading);
  const found = MEANINGS[module].find(([start]) => plain === start || plain.startsWith(`${start} `));
  return found?.[1] ?? heading.replace(/\s+/g, ' ').trim();
}

/** The columns of a table of the template. Below the requests, all tables are linked by the request's id. */
export function templateColumns(module: ModuleName, title: string, headings: string[]): TableColumns {
  const names = headings.map((heading) => columnNamed(module, heading));
  const person = names.indexOf('Person ID');
  const request = names.indexOf('Requests record ID');
  if (module === 'Header' || module === 'Person') return { module, title, names, id: person, parent: -1 };
  return { module, title, names, id: request, parent: module === 'Requests' ? person : request };
}

/** The module that holds a module: the person for a request, and so on; null for the header and the person. */
export function parentOf(module: ModuleName): ModuleName | null {
  const found = Object.entries(PARTS).find(([, parts]) => parts.some((part) => part.module === module));
  return (found?.[0] as ModuleName | undefined) ?? null;
}
