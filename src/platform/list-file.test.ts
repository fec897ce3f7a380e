import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { readXlsx } from 'hucre/xlsx';
import { SaxesParser } from 'saxes';
import { type Entry, fromBuffer, type Options, type ZipFile } from 'yauzl';
import { isListFormat, type ListFile, type ListFormat, rowsOf } from './layout/list-formats.ts';
import { listDownload } from './list-file.ts';

const bytesOf = async (format: ListFormat, list: ListFile): Promise<Buffer> => {
  const { body } = listDownload('sightline-rows', format, list);
  assert.ok(typeof body === 'function');
  return Buffer.concat(await (await body()).toArray() as Buffer[]);
};

const about = [['Figure', 'Requests received'], ['Period', 'May 2026'], ['As at', '1 June 2026']] as const;
const columns = ['Case', 'Day of receipt', 'Days'];

test('a workbook has a cover sheet and one table under its title, each starting in A1, and no merged cell', async () => {
  const rows = [['7265N-KEEP1, request 1', '2 May 2026', '=1+1'], ['Restricted record', '', '']];
  const { sheets } = await readXlsx(await bytesOf('xlsx', { about, columns, rows }), { readStyles: false });
  assert.deepEqual(sheets.map(({ name }) => name), ['About', 'Rows']);
  const [cover, list] = sheets;
  assert.equal(cover?.rows[0]?.[0], 'Requests received');
  const said = Object.fromEntries((cover?.rows ?? []).slice(1).map(([name, value]) => [String(name), String(value)]));
  for (const name of ['Figure', 'Period', 'As at', 'Handling', 'Sheet Rows', 'Restricted record', 'Not recorded']) assert.ok(said[name], name);
  assert.deepEqual(list?.rows.slice(0, 3).map((row) => row[0]), ['Requests received: rows', 'Case', '7265N-KEEP1, request 1']);
  assert.equal(list?.rows[2]?.[2], '=1+1', 'text, never a formula');
  assert.deepEqual([cover, list].map((sheet) => [sheet?.tables?.length, sheet?.merges?.length ?? 0]), [[1, 0], [1, 0]]);
  assert.equal(list?.tables?.[0]?.range, 'A2:C4');
  assert.deepEqual(list?.tables?.[0]?.columns.map(({ name }) => name), columns);
});

test('a list without rows is a title and its headings', async () => {
  const { sheets: [, list] } = await readXlsx(await bytesOf('xlsx', { about, columns, rows: [] }));
  assert.deepEqual(list?.rows, [['Requests received: rows'], columns].map((row) => [...row, ...Array<null>(columns.length - row.length).fill(null)]));
});

test('no cell holds more than Excel takes, whatever a value is; what is cut says so', async () => {
  const rows = [['x'.repeat(32_767), '\u{1F600}'.repeat(20_000), '&<>"'.repeat(12_000)]];
  const list = { about: [...about, ['Filter', 'y'.repeat(40_000)] as const], columns, rows };
  const { sheets } = await readXlsx(await bytesOf('xlsx', list));
  const cells = sheets.flatMap((sheet) => sheet.rows.flat().map(String));
  assert.equal(Math.max(...cells.map((text) => text.length)), 32_767, 'one that fits is whole');
  const cut = cells.filter((text) => /… \(and [\d,]+ more characters\)$/.test(text));
  assert.deepEqual(cut.map((text) => text.slice(0, 1)), ['y', '\u{1F600}'.slice(0, 1), '&']);
  const written = (await partsOf(await bytesOf('ods', list))).find(({ name }) => name === 'content.xml')?.text ?? '';
  assert.ok(Math.max(...tablesOf(written).flatMap((sheet) => sheet.rows.flat()).map(({ text }) => text.length)) <= 32_767);
});

interface Part { readonly name: string; readonly stored: boolean; readonly text: string }

/** The parts of a zip file in their order, read by a library that is not the one that wrote it. */
async function partsOf(bytes: Uint8Array): Promise<Part[]> {
  const zip = await promisify<Buffer, Options, ZipFile>(fromBuffer)(Buffer.from(bytes), { lazyEntries: true });
  const parts: Part[] = [];
  for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    parts.push({ name: entry.fileName, stored: entry.compressionMethod === 0, text: Buffer.concat(pieces).toString() });
  }
  return parts;
}

interface OdsSheet { readonly name: string; readonly rows: { readonly type: string; text: string }[][] }

/** The tables of `content.xml`, each cell with its type. */
function tablesOf(xml: string): OdsSheet[] {
  const sheets: OdsSheet[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes: has }) => {
    assert.equal(has['table:formula'], undefined, 'no formula anywhere');
    if (name === 'table:table') sheets.push({ name: has['table:name'] ?? '', rows: [] });
    if (name === 'table:table-row') sheets.at(-1)?.rows.push([]);
    if (name === 'table:table-cell') sheets.at(-1)?.rows.at(-1)?.push({ type: has['office:value-type'] ?? '', text: '' });
  });
  parser.on('text', (text) => {
    const cell = sheets.at(-1)?.rows.at(-1)?.at(-1);
    if (cell !== undefined) cell.text += text;
  });
  parser.write(xml).close();
  return sheets;
}

test('an OpenDocument file says first what it is, lists its parts, and holds the same sheets as text', async () => {
  const rows = [['7265N-KEEP1, request 1', 'Ó Néill & <Sons>', '=1+1'], ['Restricted record', '', '']];
  const bytes = await bytesOf('ods', { about, columns, rows });
  const parts = await partsOf(bytes);
  const [first] = parts;
  assert.equal(bytes.readUInt16LE(28), 0, 'nothing stands between the name of the first part and what it says');
  assert.deepEqual(first, { name: 'mimetype', stored: true, text: 'application/vnd.oasis.opendocument.spreadsheet' });
  const manifest = parts.find(({ name }) => name === 'META-INF/manifest.xml')?.text ?? '';
  for (const { name } of parts.slice(2)) assert.ok(manifest.includes(`manifest:full-path="${name}"`), name);
  const [cover, list] = tablesOf(parts.find(({ name }) => name === 'content.xml')?.text ?? '');
  assert.deepEqual([cover?.name, cover?.rows[0]?.[0]?.text, list?.name], ['About', 'Requests received', 'Rows']);
  assert.deepEqual(list?.rows.map((row) => row.map(({ text }) => text)), [['Requests received: rows'], columns, ...rows]);
  assert.ok(list.rows.flat().every(({ type }) => type === 'string'), 'text, never a formula or a guess at a number');
});

test('a workbook takes more columns than there are letters, and text that XML cannot hold', async () => {
  const wide = Array.from({ length: 60 }, (_, i) => `Column ${i + 1}`);
  const odd = wide.map((name, i) => (i === 27 ? ' two\nlines, "said" & <b>\u{0}\u{D800} ' : `${name} of Ó Néill 🜂`));
  const told = odd.map((text) => text.replaceAll(/\u{0}|\u{D800}/gu, '\u{FFFD}'));
  const { sheets: [, list] } = await readXlsx(await bytesOf('xlsx', { about, columns: wide, rows: [odd] }));
  assert.deepEqual([list?.rows[2], list?.tables?.[0]?.range], [told, 'A2:BH3']);
  const content = (await partsOf(await bytesOf('ods', { about, columns: wide, rows: [odd] }))).find(({ name }) => name === 'content.xml')?.text ?? '';
  assert.deepEqual(tablesOf(content)[1]?.rows[2]?.map(({ text }) => text), told.map((text) => text.replace('\n', '')));
});

test('rows are made while they go out, and come in their order', async () => {
  let made = 0;
  const rows = rowsOf(Array.from({ length: 12_345 }, (_, i) => i), (i) => [`${made += 1}`, String(i), '']);
  const files = await Promise.all((['csv', 'xlsx'] as const).map((format) => bytesOf(format, { about, columns, rows })));
  assert.equal(made, 2 * rows.length);
  const { sheets: [, list] } = await readXlsx(files[1] ?? Buffer.alloc(0));
  assert.deepEqual(list?.rows.slice(2).map((row) => Number(row[1])), Array.from({ length: 12_345 }, (_, i) => i));
  assert.equal(files[0]?.toString().split('\r\n').length, 12_345 + 2);
});

test('a file whose rows fail breaks off: it never looks whole', async () => {
  const rows = rowsOf([1, 2, 3], (n) => {
    if (n === 3) throw new Error('no such row');
    return [String(n)];
  });
  for (const format of ['csv', 'ods', 'xlsx'] as const) await assert.rejects(bytesOf(format, { about, columns, rows }), /no such row/, format);
});

test('others have their turn while a file is made', async () => {
  const rows = rowsOf(Array.from({ length: 10_000 }, (_, i) => i), (i) => [String(i), '', '']);
  for (const format of ['csv', 'ods', 'xlsx'] as const) {
    let turns = 0;
    const count = (): void => {
      turns += 1;
      others = setImmediate(count);
    };
    let others = setImmediate(count);
    await bytesOf(format, { about, columns, rows });
    clearImmediate(others);
    assert.ok(turns >= (format === 'csv' ? 90 : 3), `${format}: ${turns} turns`);
  }
});

/** The most memory in MB that a process of its own takes for a list of so many rows, each of thirty cells. */
async function megabytesFor(format: ListFormat, rows: number): Promise<number> {
  const program = `
    import { listDownload } from ${JSON.stringify(new URL('list-file.ts', import.meta.url).href)};
    const rows = { length: ${rows}, * [Symbol.iterator]() { for (let i = 0; i < ${rows}; i += 1) yield Array.from({ length: 30 }, (_, at) => 'cell ' + at + ' of row ' + i); } };
    const body = await listDownload('rows', '${format}', { about: [['List', 'Rows']], columns: Array.from({ length: 30 }, (_, i) => 'Column ' + i), rows }).body();
    for await (const _ of body);
    console.log(process.resourceUsage().maxRSS / 1024);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-semi-space-size=16', '--input-type=module', '--eval', program]);
  return Number(stdout);
}

test('a list of many rows takes hardly more memory than a short one', async () => {
  for (const format of ['csv', 'ods', 'xlsx'] as const) {
    const [few, many] = [await megabytesFor(format, 10), await megabytesFor(format, 20_000)];
    assert.ok(many - few < 100, `${format}: ${few} MB for ten rows, ${many} MB for twenty thousand`);
  }
});

test('a list is taken away as one of three kinds of file', () => {
  assert.deepEqual(['csv', 'ods', 'xlsx', 'pdf', 'toString'].map(isListFormat), [true, true, true, false, false]);
  const names = (['csv', 'ods', 'xlsx'] as const).map((format) => listDownload('sightline-rows', format, { about, columns, rows: [] }).fileName);
  assert.deepEqual(names, ['sightline-rows.csv', 'sightline-rows.ods', 'sightline-rows.xlsx']);
});
