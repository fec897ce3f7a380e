import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { test } from 'node:test';
import { readAllHere, withFiles } from '../../test/reading.ts';
import type { FileToRead } from '../../test/reading.ts';
import { returnAsCsv, returnAsXml } from '../../test/return-files.ts';
import { returnAsPreSubmission, returnAsWorkbook, workbookFiles } from '../../test/return-workbook.ts';
import { inventReturns } from '../../test/returns.ts';
import { zipped } from '../../test/zip.ts';
import type { ZipFileToWrite } from '../../test/zip.ts';
import type { RefusalCode } from './reading.ts';
import type { ReturnKind } from './sen2-reading.ts';

const records = inventReturns(11, { children: 4, year: 2026 });
const xml = returnAsXml(records, 2026);
const csv: FileToRead[] = returnAsCsv(records, 2026).map(({ name, text }) => ({ name, content: text }));
const workbook = returnAsWorkbook(records, 2026);
const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

const one = (content: string | Buffer): FileToRead[] => [{ name: 'file.dat', content }];
const without = (name: string): FileToRead[] => csv.filter((file) => !file.name.includes(`_${name}.`));
const changed = (from: string | RegExp, to: string): FileToRead[] => one(xml.replace(from, to));
const archive = (files: ZipFileToWrite[]): FileToRead[] => one(zipped(files));
const csvZip = (change: Partial<ZipFileToWrite>): FileToRead[] => archive(csv.map((file, i) => (i === 0 ? { ...file, ...change } : file)));
const sheets = (rows: string, name = 'Data Entry Template'): FileToRead[] => archive(workbookFiles([{ name, rows }], []));
const cells = (texts: string[]): string => texts.map((text, i) => `<c r="${'ABC'[i] ?? 'D'}1" t="inlineStr"><is><t>${text}</t></is></c>`).join('');

interface Refused {
  what: string;
  kind: ReturnKind;
  files: FileToRead[];
  code: RefusalCode;
  /** What the message must say: what is wrong, where if somewhere, and what to do. */
  says: RegExp[];
}

const REFUSED: Refused[] = [
  { what: 'nothing in the file', kind: 'sen2-xml', files: one(''), code: 'empty', says: [/is empty/, /Export it again/] },
  { what: 'no file', kind: 'sen2-xml', files: [], code: 'missing', says: [/Give one file/] },
  { what: 'two XML files', kind: 'sen2-xml', files: [...one(xml), { name: 'b', content: xml }], code: 'missing', says: [/Give one file: 2/] },
  { what: 'a PDF called XML', kind: 'sen2-xml', files: one('%PDF-1.7 ...'), code: 'wrong-type', says: [/a PDF/, /Choose the \.xml file/] },
  { what: 'a workbook called XML', kind: 'sen2-xml', files: one(workbook), code: 'wrong-type', says: [/a workbook or zip archive/] },
  { what: 'plain text called XML', kind: 'sen2-xml', files: one('Dear colleague'), code: 'wrong-type', says: [/a text file/] },
  { what: 'an XML file called a workbook', kind: 'sen2-xlsx', files: one(xml), code: 'wrong-type', says: [/an XML file, not a workbook/, /Choose/] },
  { what: 'an XML file called CSV', kind: 'sen2-csv', files: one(xml), code: 'wrong-type', says: [/not a CSV file/] },
  { what: 'a picture called CSV', kind: 'sen2-csv', files: one(Buffer.from('89504e470d0a1a0a00000000', 'hex')), code: 'wrong-type', says: [/not a CSV file/] },
  { what: 'an encrypted or old workbook', kind: 'sen2-xlsx', files: one(compound), code: 'encrypted', says: [/password/, /Save it as \.xlsx/] },
  { what: 'an encrypted zip', kind: 'sen2-csv', files: csvZip({ flags: 1 }), code: 'encrypted', says: [/password/, /Save it without/] },
  { what: 'XML cut off', kind: 'sen2-xml', files: one(xml.slice(0, 3000)), code: 'truncated', says: [/ends too soon, at line \d+, column \d+/, /Export or copy it again/] },
  { what: 'XML cut off inside a tag', kind: 'sen2-xml', files: one(xml.slice(0, xml.length - 4)), code: 'truncated', says: [/ends too soon/] },
  { what: 'XML with a wrong end', kind: 'sen2-xml', files: changed('</Surname>', '</Forename>'), code: 'malformed', says: [/not well-formed XML at line \d+, column \d+: [^.]+\. Export/, /Export it again/] },
  { what: 'XML with an unknown entity', kind: 'sen2-xml', files: changed('<Surname>', '<Surname>&nbsp;'), code: 'malformed', says: [/line \d+/] },
  { what: 'bytes that are not UTF-8', kind: 'sen2-xml', files: one(Buffer.concat([Buffer.from(xml.slice(0, 900)), Buffer.from([0xe9]), Buffer.from(xml.slice(900))])), code: 'malformed', says: [/not UTF-8/, /line \d+/, /Export it again as UTF-8/] },
  { what: 'an encoding that nobody knows', kind: 'sen2-xml', files: changed('UTF-8', 'KLINGON-8'), code: 'malformed', says: [/KLINGON-8/, /UTF-8/] },
  { what: 'a DOCTYPE', kind: 'sen2-xml', files: changed('<Message>', '<!DOCTYPE Message SYSTEM "http://example.invalid/x.dtd"><Message>'), code: 'doctype', says: [/DOCTYPE at line 2/, /Export it without/] },
  { what: 'another XML file', kind: 'sen2-xml', files: one('<html><body/></html>'), code: 'wrong-type', says: [/begins with "html"/, /Message/] },
  { what: 'another collection', kind: 'sen2-xml', files: changed('>SEN2<', '>CIN<'), code: 'wrong-collection', says: [/"CIN", not SEN2/, /Choose/] },
  { what: 'a year without a layout', kind: 'sen2-xml', files: changed('<Year>2026', '<Year>2022'), code: 'unsupported-year', says: [/"2022"/, /2023, 2024, 2025, 2026/] },
  { what: 'no year', kind: 'sen2-xml', files: changed('<Year>2026</Year>', ''), code: 'wrong-header', says: [/no collection year/, /2023, 2024, 2025, 2026/] },
  { what: 'no header', kind: 'sen2-xml', files: one('<Message><Other/></Message>'), code: 'wrong-header', says: [/no Header/] },
  { what: 'a person before the header', kind: 'sen2-xml', files: one('<Message><Persons>\n<Person/></Persons></Message>'), code: 'wrong-header', says: [/before the header, at line 2/] },
  { what: 'nobody', kind: 'sen2-xml', files: one(returnAsXml([], 2026)), code: 'no-persons', says: [/holds no Person/, /Check/] },
  { what: 'nobody in CSV', kind: 'sen2-csv', files: returnAsCsv([], 2026).map(({ name, text }) => ({ name, content: text })), code: 'no-persons', says: [/holds no person/] },
  { what: 'nobody in a template', kind: 'sen2-xlsx', files: one(returnAsWorkbook([], 2026)), code: 'no-persons', says: [/"Person Record" holds no person/] },
  { what: 'another workbook', kind: 'sen2-xlsx', files: sheets('', 'Budget'), code: 'wrong-type', says: [/no sheet "Data Entry Template"/, /"Budget"/, /Choose/] },
  { what: 'an archive that is no workbook', kind: 'sen2-xlsx', files: archive([{ name: 'a.txt', content: 'a' }]), code: 'wrong-type', says: [/not an Excel workbook/, /Save it as \.xlsx/] },
  { what: 'a binary workbook', kind: 'sen2-xlsx', files: archive([{ name: 'xl/workbook.bin', content: 'a' }]), code: 'wrong-type', says: [/xlsb/] },
  { what: 'a template without a header', kind: 'sen2-xlsx', files: sheets(`<row r="1">${cells(['Person Record'])}</row>`), code: 'wrong-header', says: [/"Header Record" is missing/] },
  { what: 'a workbook without a year', kind: 'sen2-xlsx', files: one(returnAsPreSubmission(records, 2026)), code: 'wrong-header', says: [/Say which collection year/] },
  { what: 'dates counted from 1904', kind: 'sen2-xlsx', files: archive([{ name: 'xl/workbook.xml', content: '<workbook><workbookPr date1904="1"/></workbook>' }]), code: 'wrong-type', says: [/1904/, /save it again/] },
  { what: 'a workbook cut off', kind: 'sen2-xlsx', files: one(workbook.subarray(0, workbook.length - 200)), code: 'truncated', says: [/end is missing/, /again/] },
  { what: 'a DOCTYPE in a workbook', kind: 'sen2-xlsx', files: archive([{ name: 'xl/workbook.xml', content: '<!DOCTYPE a><workbook/>' }]), code: 'doctype', says: [/DOCTYPE/] },
  { what: 'too many cells', kind: 'sen2-xlsx', files: sheets(Array.from({ length: 130 }, (_, i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>1</v></c></row>`).join('')), code: 'bomb', says: [/more than 2000000 cells/, /Delete/] },
  { what: 'a cell beyond the last column', kind: 'sen2-xlsx', files: sheets('<row r="1"><c r="XFE1"><v>1</v></c></row>'), code: 'malformed', says: [/row 1/, /outside the bounds/] },
  { what: 'a cell that points to no text', kind: 'sen2-xlsx', files: sheets('<row r="7"><c r="A7" t="s"><v>5</v></c></row>'), code: 'malformed', says: [/row 7 points to a text/, /Save it again/] },
  { what: 'CSV files without the header', kind: 'sen2-csv', files: without('sen2'), code: 'wrong-type', says: [/"sen2" of the COLLECT export is missing/, /found: person/, /Choose all nine/] },
  { what: 'CSV files without the requests', kind: 'sen2-csv', files: without('requests'), code: 'wrong-type', says: [/"requests"/] },
  { what: 'a CSV file of something else', kind: 'sen2-csv', files: one('a,b\n1,2\n'), code: 'wrong-type', says: [/none of its files was found/] },
  { what: 'two exports', kind: 'sen2-csv', files: [...csv, { name: 'again.csv', content: csv[1]?.content ?? '' }], code: 'wrong-type', says: [/two files of the table "person"/, /one export only/] },
  { what: 'a quotation that never ends', kind: 'sen2-csv', files: csv.map((file, i) => (i === 1 ? { ...file, content: `${String(file.content)}9,"9` } : file)), code: 'truncated', says: [/_person\.csv", line \d+/, /Export it again/] },
  { what: 'CSV that is not UTF-8', kind: 'sen2-csv', files: csv.map((file, i) => (i === 1 ? { ...file, content: Buffer.concat([Buffer.from(file.content as string), Buffer.from([0xe9, 0x2c])]) } : file)), code: 'malformed', says: [/not UTF-8/, /CSV UTF-8/] },
  { what: 'an archive in the archive', kind: 'sen2-csv', files: csvZip({ content: zipped([]) }), code: 'wrong-type', says: [/another archive/] },
  { what: 'a link in the archive', kind: 'sen2-csv', files: csvZip({ attributes: 0o120777 * 65536 }), code: 'malformed', says: [/a link/] },
  { what: 'a zip bomb', kind: 'sen2-csv', files: archive([{ name: 'a.csv', content: Buffer.alloc(30_000_000) }]), code: 'bomb', says: [/would unpack to 30000000 bytes/] },
  { what: 'an archive larger unpacked than it says', kind: 'sen2-csv', files: csvZip({ statedBytes: 20 }), code: 'malformed', says: [/damaged/, /again/] },
  { what: 'too many files in the archive', kind: 'sen2-csv', files: archive(Array.from({ length: 2001 }, (_, i) => ({ name: `${i}`, content: '' }))), code: 'bomb', says: [/more than 2000 files/] },
];

for (const { what, kind, files, code, says } of REFUSED) {
  test(`refused: ${what}`, async () => {
    const { refused } = await withFiles(files, (paths) => readAllHere(kind, paths));
    assert.equal(refused?.code, code, JSON.stringify(refused));
    for (const pattern of says) assert.match(refused?.message ?? '', pattern);
  });
}

test('refused: a file larger than can be read, before it is read', async () => {
  await withFiles([{ name: 'big.xml', content: xml }, { name: 'big.xlsx', content: workbook }], async (paths) => {
    truncateSync(paths[0] as string, 500_000_001);
    truncateSync(paths[1] as string, 25_000_001);
    const large = await readAllHere('sen2-xml', paths.slice(0, 1));
    assert.match(large.refused?.message ?? '', /is 501 MB; at most 500 MB/);
    assert.match((await readAllHere('sen2-xlsx', paths.slice(1))).refused?.message ?? '', /is 26 MB; at most 25 MB/);
  });
});

test('a folder is no XML file', async () => {
  await withFiles(one(xml), async ([path = '']) => {
    assert.equal((await readAllHere('sen2-xml', [path.replace('/file.dat', '')])).refused?.code, 'missing');
  });
});
