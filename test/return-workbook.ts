// Writes an invented return as the data entry template: one sheet, nine tables one under another, as a spreadsheet library
// leaves it: flags and ids as decimals, days as text, as serial numbers or as ISO, text shared or in the cell.
import { daysBetween, day } from '../src/calendar/day.ts';
import type { Day } from '../src/calendar/day.ts';
import type { ReturnRecord } from '../src/case-history/return-record.ts';
import type { ModuleName } from '../src/exchange/sen2-item.ts';
import { TABLES } from '../src/exchange/sen2-layout.ts';
import type { Item } from '../src/exchange/sen2-layout.ts';
import { inventHeader, tablesOf, textOf } from './return-files.ts';
import type { Table } from './return-files.ts';
import { zipped } from './zip.ts';

const IDS: Record<string, string[]> = {
  Person: ['Person ID\n(must be a unique ID for each Person record)', 'LA (From Header Record)'],
  Requests: ['Requests record ID (must be a unique ID for each  Requests record)', 'LA (From Header Record)', 'Person ID (must match)'],
};
const BELOW = ['Person ID', 'LA (From Header Record)', 'Requests record ID'];
/** In the sheet the review's decision comes first and its meeting last. */
const SHEET_LAST = ['ReviewMeeting'];
const SHEET_ORDER = ['TransferLA', 'Res', 'WBP', 'LastReview', 'ReviewOutcome', 'ReviewDraft', 'PhaseTransferDueDate', 'PhaseTransferFinalDate', ...SHEET_LAST];

export interface WorkbookStyle {
  days: 'text' | 'serial' | 'iso';
  strings: 'shared' | 'inline';
}

interface Sheet {
  style: WorkbookStyle;
  shared: Map<string, number>;
  rows: string[];
  last: number;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function columnName(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : columnName(Math.floor(place / 26) - 1) + letter;
}

function textCell(sheet: Sheet, at: string, text: string): string {
  if (sheet.style.strings === 'inline') return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  const place = sheet.shared.get(text) ?? sheet.shared.size;
  sheet.shared.set(text, place);
  return `<c r="${at}" t="s"><v>${place}</v></c>`;
}

/** A text in a cell as a library would write it for the item's type. */
function cell(sheet: Sheet, at: string, [text, item]: [string, Item | null]): string {
  if (item?.type === 'flag') return `<c r="${at}"><v>${text}.0</v></c>`;
  if (item === null && /^\d+$/.test(text)) return `<c r="${at}"><v>${text}.0</v></c>`;
  if (item?.type === 'uln') return `<c r="${at}"><v>${Number(text).toExponential()}</v></c>`;
  if (item !== null && /^(urn|ukprn|year)$/.test(item.type)) return `<c r="${at}"><v>${text}</v></c>`;
  if (item?.type === 'day' && sheet.style.days === 'serial') return `<c r="${at}"><v>${daysBetween(day('1899-12-30'), text as Day)}</v></c>`;
  if (item?.type === 'day' && sheet.style.days === 'iso') return `<c r="${at}" t="d"><v>${text}T00:00:00</v></c>`;
  return textCell(sheet, at, text);
}

function addRow(sheet: Sheet, cells: ([string, Item | null] | null)[]): void {
  sheet.last += 1;
  const written = cells.map((each, place) => (each === null || each[0] === '' ? '' : cell(sheet, `${columnName(place)}${sheet.last}`, each)));
  sheet.rows.push(`<row r="${sheet.last}">${written.join('')}</row>`);
}

function itemsInOrder(table: Table): Item[] {
  if (table.module !== 'ActivePlans') return table.items;
  return [...table.items].sort((a, b) => SHEET_ORDER.indexOf(a.element) - SHEET_ORDER.indexOf(b.element));
}

function addTable(sheet: Sheet, table: Table, rows: Table['rows']): void {
  const items = itemsInOrder(table);
  const ids = table.module === 'Header' ? [] : (IDS[table.module] ?? BELOW);
  addRow(sheet, [[TABLES[table.module].title, null]]);
  addRow(sheet, ['Record Type', ...ids, ...items.map((item) => item.heading ?? item.label)].map((text) => [text, null]));
  for (const row of rows) {
    const own = table.module === 'Requests' ? [row.request, 999, row.person] : table.module === 'Person' ? [row.id, 999] : [row.person, 999, row.request];
    const links = (table.module === 'Header' ? [] : own).map((id): [string, null] => [String(id), null]);
    const values = items.map((item): [string, Item] => [textOf(item, row.fields) ?? '', item]);
    addRow(sheet, [[table.module, null], ...links, ...values]);
  }
  // The template is filled in beforehand with record types for rows that nobody has used.
  addRow(sheet, [[table.module, null], null, ['999', null]]);
  sheet.last += 2;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The files of a workbook with these sheets, each given as its rows in XML. */
export function workbookFiles(sheets: { name: string; rows: string }[], strings: string[]): { name: string; content: string }[] {
  const list = sheets.map((sheet, i) => `<sheet name="${escaped(sheet.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('');
  const relations = sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('');
  return [
    { name: '[Content_Types].xml', content: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>` },
    { name: 'xl/workbook.xml', content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations}</Relationships>` },
    { name: 'xl/sharedStrings.xml', content: `${XML}<sst xmlns="${MAIN}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>` },
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: `${XML}<worksheet xmlns="${MAIN}"><sheetData>${sheet.rows}</sheetData></worksheet>` })),
  ];
}

/** A return as the bytes of a filled-in template. */
export function returnAsWorkbook(records: Iterable<ReturnRecord>, year: number, style: WorkbookStyle = { days: 'text', strings: 'shared' }): Buffer {
  const sheet: Sheet = { style, shared: new Map(), rows: [], last: 0 };
  const tables = tablesOf(records, year);
  const header = [{ id: 1, parent: 0, person: 0, request: 0, fields: inventHeader(year) }];
  for (const module of Object.keys(TABLES) as ModuleName[]) {
    const table = tables.get(module) as Table;
    addTable(sheet, table, module === 'Header' ? header : table.rows);
  }
  const guidance = { name: 'Guidance', rows: '<row r="1"><c r="A1"><v>1</v></c></row>' };
  return zipped(workbookFiles([guidance, { name: 'Data Entry Template', rows: sheet.rows.join('') }], [...sheet.shared.keys()]));
}

/** A return as the workbook that councils pass round before they submit: a sheet for each table, COLLECT's headings. */
export function returnAsPreSubmission(records: Iterable<ReturnRecord>, year: number): Buffer {
  const style: WorkbookStyle = { days: 'text', strings: 'inline' };
  const sheets = [...tablesOf(records, year).values()].filter((table) => table.module !== 'Header').map((table) => {
    const sheet: Sheet = { style, shared: new Map(), rows: [], last: 0 };
    addRow(sheet, [...linkHeadings(table.module), ...table.items.map((item) => item.element.toLowerCase())].map((text) => [text, null]));
    for (const row of table.rows) {
      addRow(sheet, [[String(row.id), null], [String(row.parent), null], ...table.items.map((item): [string, Item] => [textOf(item, row.fields) ?? '', item])]);
    }
    return { name: TABLES[table.module].sheet, rows: sheet.rows.join('') };
  });
  return zipped(workbookFiles(sheets, []));
}

const PARENT_FILES: Partial<Record<ModuleName, string>> = {
  Person: 'sen2', Requests: 'person', Assessment: 'requests', NamedPlan: 'assessment', PlanDetail: 'namedplan', ActivePlans: 'requests',
  PlacementDetail: 'activeplans', SENneed: 'activeplans',
};

function linkHeadings(module: ModuleName): string[] {
  return [`${TABLES[module].file}tableid`, `${PARENT_FILES[module] ?? ''}tableid`];
}
