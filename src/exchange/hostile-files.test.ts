// Files made to do harm: none may crash or hang the program; each is read or refused, and says so.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readAllApart, readAllHere, withFiles } from '../../test/reading.ts';
import { returnAsCsv, returnAsXml } from '../../test/return-files.ts';
import { returnAsWorkbook } from '../../test/return-workbook.ts';
import { inventReturns } from '../../test/returns.ts';
import { spoiltCopies } from '../../test/spoilt-files.ts';
import { zipped } from '../../test/zip.ts';
import type { ReturnKind } from './sen2-reading.ts';

const records = inventReturns(31, { children: 2, year: 2026 });
const xml = returnAsXml(records, 2026);
const csv = returnAsCsv(records, 2026).map(({ name, text }) => ({ name, content: text }));

async function refusal(kind: ReturnKind, content: string | Buffer): Promise<string> {
  const { refused } = await withFiles([{ name: 'a', content }], (paths) => readAllHere(kind, paths));
  assert.notEqual(refused, null);
  return `${refused?.code ?? ''}: ${refused?.message ?? ''}`;
}

test('entities are not expanded', async () => {
  const lols = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const bomb = xml.replace('<Message>', `<!DOCTYPE Message [<!ENTITY l0 "lol">${lols}]><Message>`).replace('<Surname>', '<Surname>&l9;');
  assert.match(await refusal('sen2-xml', bomb), /^doctype/);
  const outside = xml.replace('<Message>', '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]><Message>');
  assert.match(await refusal('sen2-xml', outside), /^doctype/);
});

test('what is nested too deep, too long or too much in one place is refused', async () => {
  const inside = (text: string): string => xml.replace('<Surname>', `${text}<Surname>`);
  assert.match(await refusal('sen2-xml', inside('<a>'.repeat(100_000))), /nested more than 32 deep/);
  assert.match(await refusal('sen2-xml', inside(`<a b="${'x'.repeat(3_000_000)}"/>`)), /More than 1000000 characters stand in one place/);
  assert.match(await refusal('sen2-xml', inside(`<a>${'x'.repeat(3_000_000)}</a>`)), /More than 1000000 characters stand in one place/);
  assert.match(await refusal('sen2-xml', inside('<a/>'.repeat(30_000))), /more than 20000 elements/);
  assert.match(await refusal('sen2-csv', `sen2tableid,year\n1,${'9'.repeat(3_000_000)}`), /^malformed/);
});

/** Reads a thousand and more spoilt copies of a file; each must end in a header or a refusal. */
async function spoil(kind: ReturnKind, content: Buffer, times: number): Promise<{ read: number; refused: number }> {
  const count = { read: 0, refused: 0 };
  await withFiles([{ name: 'a', content }], async (paths) => {
    for (const copy of spoiltCopies(content, times, 2026)) {
      writeFileSync(paths[0] as string, copy);
      const { header, refused } = await readAllHere(kind, paths);
      assert.ok(header !== null || refused !== null, `copy ${count.read + count.refused} ended in nothing`);
      assert.ok(refused === null || refused.message.length > 40);
      count[refused === null ? 'read' : 'refused'] += 1;
    }
  });
  return count;
}

const SPOILT: [string, ReturnKind, Buffer, number][] = [
  ['XML', 'sen2-xml', Buffer.from(xml), 6000],
  ['workbook', 'sen2-xlsx', returnAsWorkbook(records, 2026), 1500],
  ['zip of CSV', 'sen2-csv', zipped(csv), 1500],
  ['CSV', 'sen2-csv', Buffer.from(csv[0]?.content ?? ''), 1000],
];

for (const [form, kind, content, times] of SPOILT) {
  test(`${times} spoilt copies of a ${form} file are each read or refused`, async () => {
    const { read, refused } = await spoil(kind, content, times);
    assert.equal(read + refused, times);
    assert.ok(refused > times / 10);
  });
}

test('spoilt copies through a process of its own end in the same way', async () => {
  const copies = SPOILT.flatMap(([, kind, content]) => [...spoiltCopies(content, 4, 7)].map((copy) => ({ kind, copy })));
  for (const { kind, copy } of copies) {
    await withFiles([{ name: 'a', content: copy }], async (paths) => {
      const [here, apart] = [await readAllHere(kind, paths), await readAllApart(kind, paths)];
      assert.deepEqual(apart.refused, here.refused);
      assert.deepEqual(apart.records.map((each) => each.record), here.records.map((each) => each.record));
    });
  }
});

test('a reader that needs too much memory is one refusal', async () => {
  const large = returnAsCsv(inventReturns(3, { children: 4000, year: 2026 }), 2026).map(({ name, text }) => ({ name, content: text }));
  await withFiles(large, async (paths) => {
    const { refused } = await readAllApart('sen2-csv', paths, { megabytes: 8 });
    assert.equal(refused?.code, 'reader-out-of-memory');
    assert.match(refused?.message ?? '', /more memory than is allowed.*Nothing was loaded/);
  });
});

test('a reader that takes too long is one refusal', async () => {
  await withFiles([{ name: 'a.xml', content: xml }], async (paths) => {
    const { refused } = await readAllApart('sen2-xml', paths, { secondsPer100MB: 0.001 });
    assert.equal(refused?.code, 'reader-too-slow');
    assert.match(refused?.message ?? '', /longer than is allowed.*Nothing was loaded/);
  });
});

test('the reading process has no network', () => {
  const shut = fileURLToPath(new URL('./no-network.file.ts', import.meta.url));
  const tries = `
    const tried = [() => fetch('http://127.0.0.1:9/'), () => require('node:net').connect(9), () => require('node:http').get('http://127.0.0.1:9/'),
      () => require('node:dgram').createSocket('udp4').send('x', 9), () => require('node:dns').lookup('localhost', () => {}),
      () => require('node:net').createServer().listen(0)];
    for (const go of tried) { try { go(); console.log('open'); } catch (error) { console.log(/no network/.test(error.message) ? 'shut' : error.message); } }
    process.exit();`;
  const said = execFileSync(process.execPath, ['--no-warnings', '--import', shut, '-e', tries], { encoding: 'utf8' });
  assert.deepEqual(said.trim().split('\n'), Array.from({ length: 6 }, () => 'shut'));
});
