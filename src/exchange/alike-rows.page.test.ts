import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ownDerive } from '../casework/derivation.job.ts';
import { recordStory, textOf } from '../../test/cases.ts';
import { load } from '../../test/imports.ts';
import { inventCouncil } from '../../test/returns.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { alikeRowsAddress, giveRowAddress, quarantineAddress, quarantinedRowAddress } from './import-addresses.ts';

/** Six children of whom a later return knows names and birth date and no number, and one of whom it states another birth date. */
async function siteWithAlikeRows(t: { after(end: () => Promise<void>): void }): Promise<{ site: TestApp; batch: string; before: ReturnRecord[] }> {
  const site = await testApp(t);
  const returns = inventCouncil(7, { children: 60, years: [2025, 2026] }).returns;
  const [before, after] = [2025, 2026].map((year) => (returns.get(year) ?? []).filter(({ person }) => person.upn !== null && person.sex !== null)) as [ReturnRecord[], ReturnRecord[]];
  const known = before.slice(0, 7);
  const again = known.map((record, i): ReturnRecord => {
    const later = after.find(({ person }) => person.upn === record.person.upn) ?? { ...record, year: 2026, referenceDate: '2026-01-15' as never };
    const bare = { ...record.person, upn: null, uniqueLearnerNumber: null, upnUnknown: 'UN8', sex: record.person.sex, postCode: null };
    return { ...later, person: i === 6 ? { ...bare, upn: record.person.upn, personBirthDate: '2011-11-11' as never } : bare };
  });
  await load(site.db, 2025, known, { derive: ownDerive() });
  const { batch, balance } = await load(site.db, 2026, again, { derive: ownDerive() });
  assert.equal(balance.quarantined, 7);
  return { site, batch, before: known };
}

const form = (body: string): { operation: string; token: string } => ({ token: tokenIn(body), operation: /name="operation" value="([^"]+)"/.exec(body)?.[1] ?? '' });
const rowsOf = (body: string): string[] => [...body.matchAll(/name="row"[^>]*value="([^"]+)"/g)].map(([, value]) => value ?? '');

async function post(visitor: Visitor, to: string, fields: readonly [string, string][]): Promise<{ statusCode: number; body: string; location: string }> {
  const answer = await visitor.app.inject({
    method: 'POST', url: to, headers: { host: 'localhost', origin: 'http://localhost', cookie: visitor.cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams([...fields]).toString(),
  });
  return { statusCode: answer.statusCode, body: answer.body, location: String(answer.headers.location) };
}

test('rows that wait for the same reason with the same evidence are decided at once, each by itself', async (t) => {
  const { site, batch, before } = await siteWithAlikeRows(t);
  const visitor = await site.signedIn('team-manager');
  const row = await visitor.open(quarantinedRowAddress({ batch, row: '1' }));
  assert.match(textOf(row.body), /5 other rows wait for the same reason with the same evidence/);
  assert.match(textOf(row.body), /Surname .* The same \+10/);
  const here = alikeRowsAddress({ batch, row: '1' });
  const page = await visitor.open(here);
  const rows = rowsOf(page.body);
  assert.equal(rows.length, 6);
  const nothing = await post(visitor, here, [['token', form(page.body).token], ['operation', form(page.body).operation], ['step', 'check'], ['row', rows[0] ?? '']]);
  assert.match(nothing.body, /Choose what they are/);
  const chosen = rows.slice(0, 4).map((id): [string, string] => ['row', id]);
  const checked = await post(visitor, here, [['token', form(page.body).token], ['operation', form(page.body).operation], ['step', 'check'], ['decision', 'same'], ...chosen]);
  assert.match(textOf(checked.body), /4 rows go into the record of the child beside each/);
  assert.equal((await sql<{ n: number }>`SELECT count(*) AS n FROM quarantine WHERE state = 'same'`.execute(site.db)).rows[0]?.n, 0, 'nothing is decided yet');
  const recording: [string, string][] = [['token', form(checked.body).token], ['operation', form(checked.body).operation], ['step', 'record'], ['decision', 'same'], ...rowsOf(checked.body).map((id): [string, string] => ['row', id])];
  assert.equal((await post(visitor, here, recording)).location, quarantineAddress());
  const { rows: decided } = await sql<{ n: number; operations: number }>`
    SELECT count(*) AS n, count(DISTINCT h.operation_id) AS operations FROM quarantine q JOIN history h ON h.source = q.batch::text AND h.subject_id = q.decided_child WHERE q.state = 'same'`.execute(site.db);
  assert.deepEqual(decided, [{ n: 4, operations: 4 }]);
  const { surname, forename } = before[0]?.person ?? assert.fail();
  assert.ok(textOf((await visitor.open(quarantineAddress({ show: 'decided' }))).body).includes(`${surname}, ${forename}`), 'the list names whom a row went to');
  const one = await visitor.open(quarantinedRowAddress({ batch, row: '1' }));
  assert.match(textOf(one.body), new RegExp(`It went into the record of ${surname}, ${forename} , case [0-9A-Z-]{11}\\. If that was a mistake: .*Correct in that case.*roll back the whole file`));
  assert.match(one.body, new RegExp(`href="/children/[0-9a-f-]{36}">${surname}`));
  await post(visitor, here, recording);
  assert.equal((await sql<{ n: number }>`SELECT count(*) AS n FROM quarantine WHERE state = 'waiting'`.execute(site.db)).rows[0]?.n, 3, 'sent twice is once');
});

test('a row whose evidence is another one is not among them, and one by itself offers nothing', async (t) => {
  const { site, batch } = await siteWithAlikeRows(t);
  const visitor = await site.signedIn('data-officer');
  const { body } = await visitor.open(quarantinedRowAddress({ batch, row: '7' }));
  assert.doesNotMatch(body, /decide them all alike/);
  assert.match(body, /If it is the same person, the record takes what the file says where the two differ/);
  const [other] = rowsOf((await visitor.open(alikeRowsAddress({ batch, row: '1' }))).body);
  const here = alikeRowsAddress({ batch, row: '7' });
  const page = await visitor.open(here);
  const sent = await post(visitor, here, [['token', form(page.body).token], ['operation', form(page.body).operation], ['step', 'record'], ['decision', 'same'], ['row', other ?? '']]);
  assert.equal(sent.statusCode, 303);
  assert.equal((await sql<{ n: number }>`SELECT count(*) AS n FROM quarantine WHERE state = 'waiting'`.execute(site.db)).rows[0]?.n, 7);
});

test('only those who decide about matches see them; whom it shows is in the access log', async (t) => {
  const { site, batch } = await siteWithAlikeRows(t);
  for (const role of ['caseworker', 'director', 'performance-officer'] as const) assert.equal((await (await site.signedIn(role)).open(alikeRowsAddress({ batch, row: '1' }))).statusCode, 404, role);
  await (await site.signedIn('senior-caseworker')).open(alikeRowsAddress({ batch, row: '1' }));
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM access_child JOIN access_view ON id = view_id WHERE what = 'rows in quarantine, all alike'`.execute(site.db);
  assert.equal(rows[0]?.n, 6);
});

test('rows that are alike are given with one form, are one line of whoever has them, and are taken back together', async (t) => {
  const { site, batch } = await siteWithAlikeRows(t);
  const visitor = await site.signedIn('data-officer');
  const [manager, senior] = [await site.signedIn('team-manager'), await site.signedIn('senior-caseworker')];
  const at = (row: string): string => giveRowAddress({ batch, row });
  const give = async (row: string, fields: readonly [string, string][]): Promise<string> => {
    const { body } = await visitor.open(at(row));
    const answer = await post(visitor, at(row), [['token', tokenIn(body)], ['problem', `row-${row}`], ['held', /name="held" value="([^"]*)"/.exec(body)?.[1] ?? ''], ...fields]);
    return answer.statusCode === 303 ? (await visitor.open(answer.location)).body : answer.body;
  };
  const held = async (): Promise<unknown[]> => (await sql<{ row: string; to: string }>`SELECT problem AS row, to_id AS "to" FROM given_problem ORDER BY place`.execute(site.db)).rows;
  const givenTo = async (person: Visitor): Promise<string> => /Given to you.*?(?=Waiting)/.exec(textOf((await person.open(quarantineAddress())).body))?.[0] ?? '';
  await give('3', [['step', 'give'], ['to', senior.staffId], ['why', 'Hers']]);
  assert.match(textOf((await visitor.open(at('1'))).body), /See the 5 other rows that are alike.*Give 5 other rows too/);
  assert.match(textOf(await give('1', [['step', 'give'], ['to', manager.staffId], ['why', 'All of one school'], ['alike', 'yes']])), /Given to .*: 5 rows\. 1 row stays with whoever has it\./);
  assert.deepEqual(await held(), ['1', '2', '3', '4', '5', '6'].map((row) => ({ row: `row-${row}`, to: (row === '3' ? senior : manager).staffId })));
  assert.match(await givenTo(manager), /^Given to you A row that waits for a decision: \S+ and 4 more rows that are alike All of one school Why it waits (?:The same|Nearly the same) .*? File SEN2 return 20\d\d From/);
  assert.match(await givenTo(senior), /^Given to you A row that waits for a decision: \S+ Hers Why it waits/);
  assert.match((await manager.open(quarantineAddress())).body, /Quarantine \(1\)/, 'they are one thing to do');
  // One is decided, and the others are still theirs.
  const row = await manager.open(quarantinedRowAddress({ batch, row: '1' }));
  await post(manager, quarantinedRowAddress({ batch, row: '1' }), [['token', form(row.body).token], ['operation', form(row.body).operation], ['decision', 'different']]);
  assert.match(await givenTo(manager), /and 3 more rows that are alike/);
  assert.match(textOf((await visitor.open(at('2'))).body), /has it since .* with 3 more rows that are alike/);
  await give('4', [['step', 'take-back']]);
  assert.equal(await givenTo(manager), '');
  assert.match(await givenTo(senior), /Hers/);
});

test('rows that are alike are given to nobody who may not see one of the records', async (t) => {
  const { site, batch } = await siteWithAlikeRows(t);
  const [visitor, manager] = [await site.signedIn('data-officer'), await site.signedIn('team-manager')];
  const { rows: [other] } = await sql<{ child: string }>`SELECT alike[1] AS child FROM quarantine WHERE row_no = 2`.execute(site.db);
  await recordStory(site.db, [['CONFLICT_DECLARED', '2026-11-02', { staff: manager.staffId }]], { child: other?.child ?? '' });
  const here = giveRowAddress({ batch, row: '1' });
  const { body } = await visitor.open(here);
  const fields: [string, string][] = [['token', tokenIn(body)], ['problem', 'row-1'], ['held', ''], ['step', 'give'], ['to', manager.staffId], ['why', 'Look']];
  assert.match(textOf((await post(visitor, here, [...fields, ['alike', 'yes']])).body), /Choose somebody who may see every record that the rows are about, or give this row alone/);
  assert.equal((await sql`SELECT FROM given_problem`.execute(site.db)).rows.length, 0);
  assert.equal((await post(visitor, here, fields)).statusCode, 303);
});
