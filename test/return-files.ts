// Writes invented returns as the files that councils hold besides XML: the nine CSV files of the COLLECT export, and the
// tables of the data entry template. Driven by the layout of the year, and independent of the readers.
import type { ReturnRecord } from '../src/case-history/return-record.ts';
import type { ModuleName } from '../src/exchange/sen2-item.ts';
import { type Item, itemsOf, PARTS, TABLES } from '../src/exchange/sen2-layout.ts';
import { type Fields, inside, inventHeader, layoutFor, textOf } from '../src/simulation/return-xml.ts';

export { inventHeader, returnAsXml, textOf } from '../src/simulation/return-xml.ts';

export interface Table {
  module: ModuleName;
  items: Item[];
  /** One row a module: own number, number of the module it stands in, numbers of its person and request, and its fields. */
  rows: { id: number; parent: number; person: number; request: number; fields: Fields }[];
}

/** A return as nine linked tables. */
export function tablesOf(records: Iterable<ReturnRecord>, year: number): Map<ModuleName, Table> {
  const layout = layoutFor(year);
  const tables = new Map((Object.keys(TABLES) as ModuleName[]).map((module) => [module, { module, items: itemsOf(layout.modules[module]), rows: [] } as Table]));
  let last = 100;
  const add = (module: ModuleName, fields: Fields, above: { id: number; person: number; request: number }): void => {
    last += 1;
    const place = { id: last, person: module === 'Person' ? last : above.person, request: module === 'Requests' ? last : above.request };
    tables.get(module)?.rows.push({ ...place, parent: above.id, fields });
    for (const part of PARTS[module] ?? []) for (const each of inside(part, fields)) add(part.module, each, place);
  };
  for (const { person, requests } of records) add('Person', { ...person, requests }, { id: 1, person: 0, request: 0 });
  return tables;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const csvDay = (text: string): string => `${text.slice(0, 5)}${MONTHS[Number(text.slice(5, 7)) - 1] ?? ''}${text.slice(7)} 00:00:00`;
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function parentOf(module: ModuleName): ModuleName {
  const found = Object.entries(PARTS).find(([, parts]) => parts.some((part) => part.module === module));
  return (found?.[0] ?? 'Header') as ModuleName;
}

function csvOf(table: Table, rows: Table['rows']): string {
  const file = TABLES[table.module].file;
  const parent = table.module === 'Header' ? [] : [`${TABLES[parentOf(table.module)].file}tableid`];
  const heading = [`${file}tableid`, 'NativeId', `${file}orderseqcolumn`, 'sourceid', ...parent, ...table.items.map((i) => i.element.toLowerCase())];
  const lines = rows.map(({ id, parent: above, fields }) => [
    String(id), String(id), '1', '7', ...parent.map(() => String(above)),
    ...table.items.map((item) => {
      const text = textOf(item, fields) ?? '';
      return quoted(item.type === 'day' && text !== '' ? csvDay(text) : text);
    }),
  ].join(','));
  return [heading.join(','), ...lines].join('\r\n') + '\r\n';
}

/** The nine files of a COLLECT export. */
export function returnAsCsv(records: Iterable<ReturnRecord>, year: number, over: Record<string, string | null> = {}): { name: string; text: string }[] {
  const tables = tablesOf(records, year);
  tables.get('Header')?.rows.push({ id: 1, parent: 0, person: 0, request: 0, fields: inventHeader(year, over) });
  return [...tables.values()].map((table) => ({ name: `Blade-Export_01-02-${year}_${TABLES[table.module].file}.csv`, text: csvOf(table, table.rows) }));
}
