import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { caseloads, type Held, viewerOf, withCaseloads } from '../../test/caseloads.ts';
import { recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testDatabase } from '../../test/database.ts';
import { addPerson } from '../../test/people.ts';
import { testApp, tokenIn } from '../../test/visitor.ts';
import { day } from '../calendar/day.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { statusOn, stored } from '../deadlines/standing.ts';
import { adviceAsked } from './advice.sql.ts';

const today = day('2026-11-17');

/** The advice of a body that open assessments wait for, with its due day, from the settled cases. */
function naive({ settled, deadlines }: Held, body: string): (string | null)[] {
  return settled.assessments.filter((one) => !one.ended).flatMap((one) => one.advice.filter((asked) => asked.body === body && asked.receivedOn === null).map(() => {
    const dates = deadlines.filter((date) => date.code === 'NA.ADVICE' && date.body === body && date.partNo === one.no && statusOn(stored(date), today).startsWith('OPEN'));
    return dates.map(({ dueOn }) => dueOn).sort()[0] ?? null;
  }));
}

test('the list of a service is the advice that open assessments wait for, by due day', async () => {
  const database = await testDatabase({ after: () => {} });
  const { id } = await addPerson(database.db, 'adviser');
  const cases = caseloads(5, 400, today, { workers: [], team: id });
  await withCaseloads(database, cases, async (db) => {
    let seen = 0;
    for (const body of Object.keys(adviceBodies)) {
      await sql`UPDATE staff SET service = ${body} WHERE id = ${id}::uuid`.execute(db);
      const list = await adviceAsked(db, viewerOf(id, 'adviser'), body, today);
      const expected = cases.flatMap((held) => naive(held, body));
      assert.deepEqual(list.map(({ dueOn }) => dueOn).sort(), expected.sort(), body);
      const days = list.filter(({ excused, dueOn }) => !excused && dueOn !== null).map(({ dueOn }) => dueOn);
      assert.deepEqual(days, [...days].sort());
      seen += list.length;
    }
    assert.ok(seen > 10);
  });
  await database.close();
});

test('an adviser sees what is asked of their service and no other, and says what it can give', async (t) => {
  const site = await testApp(t);
  const adviser = await site.signedIn('adviser');
  const without = await adviser.open(String((await adviser.open('/')).headers.location));
  assert.equal(without.statusCode, 200, 'whoever belongs to no service begins with what is missing');
  assert.match(textOf(without.body), /You belong to no service in Sightline.*Ask an administrator of Sightline to choose your service/);
  assert.equal((await adviser.open('/advice/file/csv')).statusCode, 404);
  await sql`UPDATE staff SET service = 'HEALTH' WHERE id = ${adviser.staffId}::uuid`.execute(site.db);
  assert.match(textOf((await adviser.open('/advice')).body), /Health Advice asked for: 0 Nothing is asked of this service/);
  await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-08-10'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-09-10'], ['ADVICE_REQUESTED', '2026-09-11', { body: 'HEALTH' }], ['ADVICE_REQUESTED', '2026-11-02', { body: 'SOCIAL_CARE' }]]);
  const page = await adviser.open('/advice');
  assert.match(textOf(page.body), /Advice asked for: 1 .*Zuleika Quxworthy .* 23 Oct 2026 Overdue 29 days .*1 is overdue/);
  assert.doesNotMatch(page.body, /ADVICE_RECEIVED/);
  const [columns, ...lines] = (await adviser.open('/advice/file/csv')).body.trim().split('\r\n');
  assert.match(columns ?? '', /Child or young person,Reference,Due,How it stands,Asked for,Date of birth,Caseworker/);
  assert.deepEqual(lines.map((line) => /^Zuleika Quxworthy,.*,23 Oct 2026,Overdue 29 days,11 Sep 2026,.*,Nobody yet$/.test(line)), [true], 'the rows and columns of the page');
  assert.equal((await adviser.open('/advice/file/csv?service=SOCIAL_CARE')).statusCode, 404);
  assert.equal((await adviser.open('/advice?service=SOCIAL_CARE')).statusCode, 404);
  assert.equal((await adviser.post('/advice', { token: tokenIn(page.body), service: 'SOCIAL_CARE', perWeek: '1' })).statusCode, 404);
  const wrong = await adviser.post('/advice', { token: tokenIn(page.body), service: 'HEALTH', perWeek: 'many' });
  assert.equal(wrong.statusCode, 422);
  assert.match(textOf(wrong.body), /Enter a whole number from 0 to 500/);
  await adviser.post('/advice', { token: tokenIn(page.body), service: 'HEALTH', perWeek: '0' });
  assert.match(textOf((await adviser.open('/advice')).body), /0 can be given in a week.*16 Nov 2026 to 22 Nov 2026 0 0 1/);
  const manager = await site.signedIn('team-manager');
  const seen = await manager.open('/advice?service=HEALTH');
  assert.match(seen.body, /\/children\/[0-9a-f-]+\/record\?kind=ADVICE_RECEIVED/);
  assert.equal((await manager.open('/advice?service=LOST')).statusCode, 404);
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM access_view JOIN access_child ON view_id = id WHERE what = 'advice asked for'`.execute(site.db);
  assert.equal(rows[0]?.n, 4);
});
