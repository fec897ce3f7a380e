// The tables of the COLLECT export ("blade"): which table a row of headings begins, and how its rows are linked.
import type { TableColumns } from './linked-tables.ts';
import { parentOf } from './sen2-headings.ts';
import type { ModuleName } from './sen2-item.ts';
import { TABLES } from './sen2-layout.ts';

const MODULES = Object.keys(TABLES) as ModuleName[];

/** Lower-case names of the columns that link or number the rows. */
export const COLLECT_LINKS: ReadonlySet<string> = new Set([
  'nativeid', 'sourceid', ...MODULES.flatMap((module) => [`${TABLES[module].file}tableid`, `${TABLES[module].file}orderseqcolumn`]),
]);

/** The table whose headings these are: its own id comes first. Null where it is no table of the export. */
export function moduleOfFile(headings: string[]): ModuleName | null {
  const first = (headings[0] ?? '').trim().toLowerCase();
  return MODULES.find((module) => first === `${TABLES[module].file}tableid`) ?? null;
}

/** The columns of a table of the export. */
export function collectColumns(module: ModuleName, title: string, headings: string[]): TableColumns {
  const names = headings.map((heading) => heading.trim());
  const place = (table: ModuleName): number => names.findIndex((name) => name.toLowerCase() === `${TABLES[table].file}tableid`);
  const parent = parentOf(module);
  return { module, title, names, id: place(module), parent: parent === null ? -1 : place(parent) };
}
