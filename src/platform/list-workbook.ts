// A list as a workbook, its rows put in as it goes out: the library makes the workbook of the cover and the headings, and holds no row.
// A council's whole list took it three gigabytes.
import { PassThrough, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import { type Entry, fromBuffer, type Options, type ZipFile as PackedFile } from 'yauzl';
import { ZipFile } from 'yazl';
import { cutText } from './cut-text.ts';
import { hundreds, type ListFile, type ListRows } from './layout/list-formats.ts';

/** The handling line that every workbook carries. */
const handlingLine = 'Official – sensitive: personal data. Handle as your council’s rules say.';

const notes = [
  ['Restricted record', 'A row that counts, of a record that is closed to whoever made this file: nothing else is shown of it'],
  ['Not recorded', 'The record does not say'],
] as const;

const contents = [['Sheet About', 'What this is, how it is to be handled, and what words mean'], ['Sheet Rows', 'One table, with the rows and columns of the list']] as const;

/** The most characters that Excel lets a cell hold: it repairs a workbook with a longer one by taking it away. */
const LONGEST_CELL = 32_767;
// Room for the words that say how much was cut.
const CUT_TO = LONGEST_CELL - 60;

const cell = (text: string): string => (text.length > LONGEST_CELL ? cutText(text, CUT_TO) : text);

interface Sheets { readonly title: string; readonly cover: string[][]; readonly list: string[][] }

/** A cover sheet that says what the list is, and a sheet with the headings of one table under its title. Every cell is text. */
function sheetsOf({ about, columns }: ListFile): Sheets {
  const [title = ''] = about.map(([, value]) => value);
  const cover = [[title], ['What', 'Details'], ...about, ['Handling', handlingLine], ...contents, ...notes].map((line) => line.map(cell));
  return { title, cover, list: [[`${title}: rows`], [...columns]] };
}

const ROWS_BEGIN = 3;

/** The list as an Excel workbook, each of its two tables declared. */
export async function xlsxOf(file: ListFile): Promise<Readable> {
  const { columns, rows } = file;
  const { title, cover, list } = sheetsOf(file);
  const range = `A2:${columnLetters(columns.length - 1)}${rows.length + ROWS_BEGIN - 1}`;
  // A table without a row is one that spreadsheets refuse to open.
  const table = rows.length === 0 ? {} : { tables: [{ name: 'RowsTable', range, columns: columns.map((name) => ({ name })) }] };
  const frame = await writeXlsx({
    properties: { title },
    sheets: [
      { name: 'About', rows: cover, tables: [{ name: 'AboutTable', range: `A2:B${cover.length}`, columns: [{ name: 'What' }, { name: 'Details' }] }] },
      { name: 'Rows', rows: list, freezePane: { rows: 2 }, ...table },
    ],
  });
  return Readable.from(filled(frame, { part: 'xl/worksheets/sheet2.xml', before: '</sheetData>', rows: asText(rows, xlsxRow) }), { objectMode: false });
}

/** The list as an OpenDocument workbook. */
export async function odsOf(file: ListFile): Promise<Readable> {
  const { title, cover, list } = sheetsOf(file);
  const frame = await writeOds({ properties: { title }, sheets: [{ name: 'About', rows: cover }, { name: 'Rows', rows: list }] });
  return Readable.from(filled(frame, { part: 'content.xml', before: '</table:table>', rows: asText(file.rows, odsRow) }), { objectMode: false });
}

type RowText = (row: readonly string[], at: number) => string;

function* asText(rows: ListRows, text: RowText): Generator<string> {
  let before = 0;
  for (const some of hundreds(rows)) {
    yield some.map((row, i) => text(row.map(cell), before + i)).join('');
    before += some.length;
  }
}

const xlsxRow: RowText = (row, at) => {
  const no = at + ROWS_BEGIN;
  const cells = row.map((text, i) => (text === '' ? '' : `<c r="${columnLetters(i)}${no}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`));
  return `<row r="${no}">${cells.join('')}</row>`;
};

const odsRow: RowText = (row) => {
  const cells = row.map((text) => `<table:table-cell office:value-type="string">${text.split('\n').map((line) => `<text:p>${escaped(line)}</text:p>`).join('')}</table:table-cell>`);
  return `<table:table-row>${cells.join('')}</table:table-row>`;
};

/** "A" of 0, "AA" of 26. */
function columnLetters(at: number): string {
  return `${at < 26 ? '' : columnLetters(Math.floor(at / 26) - 1)}${String.fromCharCode(65 + (at % 26))}`;
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML has it; a character that XML cannot hold becomes the sign for one that cannot be shown. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (mark) => marks[mark] ?? mark).replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
}

interface Rows { readonly part: string; readonly before: string; readonly rows: Iterable<string> }

/** A workbook with rows put into one of its parts, before the last place where a text stands. It is packed as it is read. */
async function* filled(frame: Uint8Array, { part, before, rows }: Rows): AsyncGenerator<Buffer> {
  const [zip, packed] = [new ZipFile(), new PassThrough()];
  zip.outputStream.pipe(packed);
  const breakOff = (error: Error): void => void packed.destroy(error);
  zip.on('error', breakOff);
  for (const { name, content, compress } of await partsOf(frame)) {
    // Without the newer kind of time: OpenDocument allows its first part no more than its name.
    if (name !== part) zip.addBuffer(content, name, { compress, forceDosTimestamp: true });
    // The library leaves it to us to hear that what it reads failed.
    else zip.addReadStream(Readable.from(around(content.toString(), before, rows), { objectMode: false }).on('error', breakOff), name);
  }
  zip.end();
  yield* packed;
}

function* around(xml: string, before: string, rows: Iterable<string>): Generator<string> {
  const at = xml.lastIndexOf(before);
  if (at < 0) throw new Error(`the workbook without its rows has no ${before}`);
  // How far the sheet reaches is said before its rows, and would be that of the headings alone.
  yield xml.slice(0, at).replace(/<dimension [^>]*>/, '');
  yield* rows;
  yield xml.slice(at);
}

interface Part { readonly name: string; readonly content: Buffer; readonly compress: boolean }

async function partsOf(frame: Uint8Array): Promise<Part[]> {
  const zip = await promisify<Buffer, Options, PackedFile>(fromBuffer)(Buffer.from(frame), { lazyEntries: true });
  const parts: Part[] = [];
  for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    parts.push({ name: entry.fileName, content: Buffer.concat(pieces), compress: entry.fileName !== 'mimetype' });
  }
  return parts;
}
