// What is wrong from outside, met by the program itself: one clear message, an exit code, and nothing half-written.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { rebuild } from '../src/casework/rebuild.sql.ts';
import { inDatabase, testDatabase, type TestDatabase } from './database.ts';
import { derivedContents, tableSizes } from './imports.ts';
import { commandLine, environmentOf } from './killing/victim.ts';
import { launch } from './program.ts';
import { returnAsCsv, returnAsXml } from './return-files.ts';
import { workbookFiles } from './return-workbook.ts';
import { inventReturns } from './returns.ts';
import { zipped } from './zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-bad-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const database = await testDatabase();
await rebuild(database.owner, ownDerive());
const env = environmentOf(database, join(folder, 'data'));

const records = inventReturns(71, { children: 60, year: 2026 });
const xml = returnAsXml(records, 2026);
const lols = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
const files: Readonly<Record<string, string | Buffer>> = {
  'good.xml': xml,
  'empty.xml': '',
  'cut.xml': xml.slice(0, xml.length - 900),
  'notes.xml': 'Dear colleague, the file is attached.',
  'picture.xml': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  'other.xml': xml.replace('>SEN2<', '>CIN<'),
  'early.xml': xml.replace('<Year>2026', '<Year>2019'),
  'council.xml': returnAsXml(records, 2026, { lea: '301' }),
  'outside.xml': xml.replace('<Message>', '<!DOCTYPE Message SYSTEM "file:///etc/passwd"><Message>'),
  'entities.xml': xml.replace('<Message>', `<!DOCTYPE Message [<!ENTITY l0 "lol">${lols}]><Message>`).replace('<Surname>', '<Surname>&l9;'),
  'bomb.zip': zipped([{ name: 'a.csv', content: Buffer.alloc(30_000_000) }]),
  'bomb.xlsx': zipped(workbookFiles([{ name: 'Data Entry Template', rows: ' '.repeat(30_000_000) }], [])),
  'locked.xlsx': Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
  'part.csv': returnAsCsv(records, 2026)[1]?.text ?? '',
};
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
mkdirSync(join(folder, 'nothing-in-it'));
const at = (name: string): string => join(folder, name);

/** Something wrong, what it is told in, and the exit code. */
interface Wrong {
  readonly what: string;
  readonly args: readonly string[];
  readonly says: RegExp;
  readonly code?: number;
  readonly settings?: NodeJS.ProcessEnv;
}

const load = (kind: string, name: string): string[] => ['import', kind, at(name)];

const wrongFiles: readonly Wrong[] = [
  { what: 'an empty file', args: load('sen2-xml', 'empty.xml'), says: /^The file is empty\. Export it again/ },
  { what: 'no file', args: load('sen2-xml', 'nowhere.xml'), says: /^There is no file .*"nowhere\.xml"\. Check the name/ },
  { what: 'an empty folder', args: load('sen2-csv', 'nothing-in-it'), says: /(nor any of|none of) .*Choose/ },
  { what: 'a file cut off', args: load('sen2-xml', 'cut.xml'), says: /ends too soon, at line \d+, column \d+.*Export or copy it again/ },
  { what: 'a letter called XML', args: load('sen2-xml', 'notes.xml'), says: /^This is a text file, not the XML file.*Choose/ },
  { what: 'a picture called XML', args: load('sen2-xml', 'picture.xml'), says: /not the XML file.*Choose/ },
  { what: 'XML called a workbook', args: load('sen2-xlsx', 'good.xml'), says: /an XML file, not a workbook.*Choose/ },
  { what: 'another collection', args: load('sen2-xml', 'other.xml'), says: /"CIN", not SEN2.*Choose/ },
  { what: 'a wrong year', args: load('sen2-xml', 'early.xml'), says: /"2019".*2023, 2024, 2025, 2026/ },
  { what: 'another council', args: load('sen2-xml', 'council.xml'), says: /authority 301.*authority 999.*roll it back/ },
  { what: 'a DOCTYPE that points outside', args: load('sen2-xml', 'outside.xml'), says: /DOCTYPE.*Export it without/ },
  { what: 'entities that grow', args: load('sen2-xml', 'entities.xml'), says: /DOCTYPE.*Export it without/ },
  { what: 'a zip bomb', args: load('sen2-csv', 'bomb.zip'), says: /would unpack to/ },
  { what: 'a workbook bomb', args: load('sen2-xlsx', 'bomb.xlsx'), says: /would unpack to/ },
  { what: 'a workbook with a password', args: load('sen2-xlsx', 'locked.xlsx'), says: /password.*Save it as \.xlsx/ },
  { what: 'one CSV file of nine', args: load('sen2-csv', 'part.csv'), says: /is missing.*Choose all nine/ },
  { what: 'a dry run of a file cut off', args: [...load('sen2-xml', 'cut.xml'), '--dry-run', '--json'], says: /ends too soon/ },
  { what: 'measures of a file cut off', args: ['sen2', 'measures', at('cut.xml')], says: /ends too soon/ },
  { what: 'worked cases that are no JSON', args: ['deadlines', '--file', at('notes.xml')], code: 2, says: /notes\.xml.*not JSON/ },
  { what: 'worked cases that are not there', args: ['deadlines', '--file', at('nowhere.json')], says: /nowhere\.json cannot be read/ },
];

const wrongUse: readonly Wrong[] = [
  { what: 'an unknown option', args: [...load('sen2-xml', 'good.xml'), '--dryrun'], code: 2, says: /^There is no option --dryrun\. Did you mean --dry-run\?/ },
  { what: 'an unknown kind', args: load('sen2-pdf', 'good.xml'), code: 2, says: /^There is no kind "sen2-pdf"\. The kinds are/ },
  { what: 'a year that is none', args: [...load('sen2-xml', 'good.xml'), '--year', '26'], code: 2, says: /^--year takes a collection year/ },
  { what: 'no place for the problems', args: [...load('sen2-xml', 'good.xml'), '--problems', at('no/such/list.csv')], says: /list of problems cannot be written to .*Nothing was loaded/ },
  { what: 'a batch that is not there', args: ['import', 'rollback', '00000000'], says: /^There is no batch "00000000"/ },
  { what: 'a setting that is none', args: ['history', 'hash'], settings: { SIGHTLINE_DATADIR: '/x' }, code: 2, says: /Did you mean SIGHTLINE_DATA_DIR\?/ },
];

const elsewhere = (url: string): NodeJS.ProcessEnv => ({ DATABASE_URL: url });
const under = (path: string): NodeJS.ProcessEnv => ({ SIGHTLINE_DATA_DIR: path });

const wrongPlaces: readonly Wrong[] = [
  { what: 'a database that is down', args: load('sen2-xml', 'good.xml'), settings: elsewhere('postgresql://nobody@127.0.0.1:1/none'), says: /^The database does not answer: nothing listens there\..*DATABASE_URL/ },
  { what: 'a socket that is not there', args: ['history', 'hash'], settings: elsewhere(`postgresql://nobody@/none?host=${encodeURIComponent(folder)}`), says: /^The database does not answer: its socket is not there/ },
  { what: 'a database that is not there', args: ['history', 'hash'], settings: elsewhere(inDatabase(database.address.url, 'no_such_database')), says: /^The database named in DATABASE_URL does not exist/ },
  { what: 'an address that cannot be read', args: ['history', 'hash'], settings: elsewhere('postgresql://a:b/c@host:port/d'), code: 2, says: /- DATABASE_URL cannot be read/ },
  { what: 'a data directory that is a file', args: ['history', 'hash'], settings: under(at('good.xml')), says: /^The data directory .*good\.xml cannot be made: a part of its path is a file\. .*SIGHTLINE_DATA_DIR/ },
  { what: 'a data directory in a file', args: ['history', 'hash'], settings: under(at('good.xml/data')), says: /cannot be made: a part of its path is a file/ },
  { what: 'a data directory where none can be made', args: ['history', 'hash'], settings: under('/proc/data'), says: /^The data directory \/proc\/data cannot be made/ },
];

/** One message (progress stands before it), no stack, nothing on standard output. */
function isOneMessage(text: string, says: RegExp): void {
  const message = text.split('\n').filter((line) => !/^(Checking|Loading): /.test(line)).join('\n').trim();
  assert.match(message, says);
  assert.doesNotMatch(message, /\n\s*at |\bError:|node:internal|undefined|\[object/);
  assert.equal(message.split('\n').length, message.startsWith('Sightline cannot start.') ? 2 : 1, message);
}

async function kept({ db }: TestDatabase): Promise<unknown> {
  const { import_batch: _, ...sizes } = await tableSizes(db);
  return { sizes, derived: await derivedContents(db) };
}

async function check({ args, says, code = 1, settings = {} }: Wrong, to: TestDatabase = database): Promise<void> {
  const before = await kept(to);
  const ended = await commandLine(args, { ...env, ...environmentOf(to, join(folder, 'data')), ...settings });
  isOneMessage(ended.err, says);
  assert.deepEqual([ended.code, ended.out], [code, '']);
  assert.deepEqual(await kept(to), before, 'nothing is written');
}

test('a good file is loaded', async () => {
  const { code, err } = await commandLine(load('sen2-xml', 'good.xml'), env);
  assert.equal(code, 0, err);
});

for (const [heading, table] of Object.entries({ 'files': wrongFiles, 'use': wrongUse, 'places': wrongPlaces })) {
  describe(`wrong ${heading}`, () => {
    for (const wrong of table) test(wrong.what, () => check(wrong));
  });
}

/** Runs the whole program, which is to end by itself. */
async function starting(settings: Record<string, string>, says: RegExp, code = 1): Promise<void> {
  const { program, output } = launch(join(folder, 'data'), { SIGHTLINE_LOG_LEVEL: 'error', ...settings });
  const [exit] = (await once(program, 'close')) as [number | null];
  isOneMessage(output(), says);
  assert.equal(exit, code);
}

describe('a database that was used by a newer version', () => {
  const newer = /^This database was last used by a newer version of Sightline: .*"9999-hover-cars".*Nothing was changed\. Install/;
  test('is left alone', async (t) => {
    const other = await testDatabase(t);
    await rebuild(other.owner, ownDerive());
    await sql`INSERT INTO public.migration (name, digest) VALUES ('9999-hover-cars', 'x')`.execute(other.owner);
    await check({ what: '', args: load('sen2-xml', 'good.xml'), says: newer }, other);
    await starting({ DATABASE_URL: other.address.url }, newer);
  });
});

describe('a database that has no room left', () => {
  test('keeps nothing of a file, says so, and takes it once there is room', async (t) => {
    const other = await testDatabase(t);
    await rebuild(other.owner, ownDerive());
    // What the server says where its disk is full, in the middle of the rows.
    await sql`CREATE FUNCTION public.no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF (SELECT count(*) FROM public.history_content) >= 30 THEN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END IF;
      RETURN NEW; END $$`.execute(other.owner);
    await sql`CREATE TRIGGER no_room BEFORE INSERT ON public.history_content FOR EACH ROW EXECUTE FUNCTION public.no_room()`.execute(other.owner);
    await check({ what: '', args: load('sen2-xml', 'good.xml'), says: /^The database has no room left: its disk is full\. Free some space; what was not confirmed was not saved\./ }, other);
    await sql`DROP FUNCTION public.no_room() CASCADE`.execute(other.owner);
    const { out } = await commandLine([...load('sen2-xml', 'good.xml'), '--json'], environmentOf(other, join(folder, 'data')));
    assert.equal((JSON.parse(out) as { new: number }).new, 60);
  });
});

describe('the whole program', () => {
  const places: [string, Record<string, string>, RegExp, number][] = [
    ['an address that cannot be read', { DATABASE_URL: 'postgresql://a:b/c@host:port/d' }, /- DATABASE_URL cannot be read/, 2],
    ['a data directory in a file', { SIGHTLINE_DATA_DIR: at('good.xml/data') }, /^The data directory .* cannot be made/, 1],
  ];
  for (const [what, settings, says, code] of places) test(what, () => starting(settings, says, code));
});
