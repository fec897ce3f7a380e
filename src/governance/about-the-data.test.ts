import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { recordStory, zuleika } from '../../test/cases.ts';
import { load } from '../../test/imports.ts';
import { inventReturns } from '../../test/returns.ts';
import { testApp, type Visitor } from '../../test/visitor.ts';
import { day } from '../calendar/day.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { gapsInData } from './about-the-data.sql.ts';

const text = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('about the data: each file with its balance, how fresh it is, and what is not recorded', async (t) => {
  const site = await testApp(t);
  const director = await site.signedIn('director');
  assert.match(text((await director.open('/data-notes')).body), /No return is loaded\. Staff have recorded nothing yet\..*No file is loaded/);
  const [first, ...others] = inventReturns(3, { children: 25, year: 2025 });
  assert.ok(first !== undefined);
  const { balance } = await load(site.db, 2025, [{ ...first, person: { ...first.person, ethnicity: null } }, ...others], { derive: ownDerive() });
  const words = text((await director.open('/data-notes')).body);
  assert.match(words, /The latest return loaded speaks as at 16 January 2025, 674 days ago/);
  assert.match(words, new RegExp(`SEN2 return 2025 16 Jan 2025 [^ ]+ on \\d+ \\w+ \\d+ ${balance.in} ${balance.new} ${balance.changed} ${balance.unchanged}`));
  assert.match(words, /Ethnicity \d+ \d+ plans in force/);
  assert.doesNotMatch((await director.open('/data-notes')).body, /href="\/imports/, 'the file opens to those who may load files');
  assert.match((await (await site.signedIn('data-officer')).open('/data-notes')).body, /href="\/imports\//);
  const stranger = await site.visitor().open('/data-notes');
  assert.doesNotMatch(text(stranger.body), /SEN2 return 2025|Ethnicity/, 'counts are for those who may see figures');
});

test('what is not recorded is counted over plans in force and requests', async (t) => {
  const site = await testApp(t);
  await load(site.db, 2025, inventReturns(3, { children: 25, year: 2025 }), { derive: ownDerive() });
  const before = await gapsInData(site.db, day('2025-01-16'));
  const { rows } = await sql<{ all: number }>`SELECT count(*)::int AS all FROM plan WHERE CASE WHEN cease_on IS NULL THEN cease_reason IS NULL ELSE cease_on > '2025-01-16' END`.execute(site.db);
  assert.ok((rows[0]?.all ?? 0) > 0);
  for (const gap of before.filter(({ of }) => of === 'plans in force')) assert.equal(gap.all, rows[0]?.all, gap.what);
  await sql`UPDATE child SET sex = NULL`.execute(site.database.owner);
  await sql`DELETE FROM plan_need`.execute(site.database.owner);
  const after = new Map((await gapsInData(site.db, day('2025-01-16'))).map(({ what, missing }) => [what, missing]));
  assert.equal(after.get('Sex'), rows[0]?.all);
  assert.equal(after.get('Primary need'), rows[0]?.all);
  assert.equal(after.get('Date of birth'), before.find(({ what }) => what === 'Date of birth')?.missing);
});

test('reviews of restrictions that are overdue are a number; only who looks after restricted records is led to them (SEC-22)', async (t) => {
  const site = await testApp(t);
  const [guardian, manager, director] = [await site.signedIn('team-manager'), await site.signedIn('team-manager'), await site.signedIn('director')];
  const read = async (who: Visitor): Promise<string> => text((await who.open('/data-notes')).body);
  const children = [];
  for (const on of ['2026-08-22', '2026-08-23', '2026-08-24']) children.push(await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-08-10'], ['RESTRICTED', on, { reason: 'ADOPTION', guardian: guardian.staffId }]]));
  assert.match(await read(director), /Reviews of restricted records that are overdue: 1\./, 'ninety days from 22 August are over since 20 November');
  assert.doesNotMatch((await director.open('/data-notes')).body, /href="\/restricted-records"/);
  assert.match((await manager.open('/data-notes')).body, /href="\/restricted-records">1</);
  await recordStory(site.db, [['CONFLICT_DECLARED', '2026-11-20', { staff: manager.staffId }]], { child: children[0] ?? '' });
  assert.match(await read(manager), /overdue: none\./, 'a conflict of interest takes it out of the number, as out of the list');
  assert.match(await read(director), /overdue: 1\./);
});

test('what no source has said of anybody is told apart from what some lack', async (t) => {
  const site = await testApp(t);
  const director = await site.signedIn('director');
  for (const sex of ['F', null]) await recordStory(site.db, [['PERSON', null, { surname: 'Vexmoor', forename: 'Alba', sex }], ['PLAN_FIRST_MADE', '2026-03-04']]);
  const words = text((await director.open('/data-notes')).body);
  assert.match(words, /Sex 1 2 plans in force .*Setting that the plan names No file that was loaded says it, and no member of staff has recorded it 2 2 plans in force/);
});
