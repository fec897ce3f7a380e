import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { checkPage, openDesk } from '../browser.ts';
import { by } from '../casework.ts';
import { testApp, type Visitor } from '../visitor.ts';
import type { Day } from '../../src/calendar/day.ts';
import { ownDerive } from '../../src/casework/own-derive.file.ts';
import { beginRecording, record } from '../../src/casework/record.sql.ts';
import type { Database } from '../../src/platform/database.ts';
import { inventCouncil } from '../../src/simulation/invented-council.sql.ts';

const site = await testApp({ after });
await inventCouncil(site.db, ownDerive(), { children: 150, seed: 5, until: '2026-11-20' as Day });
const director: Visitor = await site.signedIn('director');

const text = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const links = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, href]) => (href as string).replaceAll('&amp;', '&'));
const rowCount = (html: string): number => (html.match(/<th scope="row"/g) ?? []).length;

/** Every case on every page of a list. */
async function listLength(href: string): Promise<number> {
  let seen = 0;
  for (let page = 1; ; page += 1) {
    const { body } = await director.open(`${href}&page=${page}`);
    seen += rowCount(body);
    if (!body.includes('rel="next"')) return seen;
  }
}

describe('line of sight', () => {
  test('every figure opens to its rows, and the list is as long as the figure', async () => {
    const { body, statusCode } = await director.open('/line-of-sight?window=calendar-year:2025');
    assert.equal(statusCode, 200);
    const shown = [...body.matchAll(/href="(\/figures\/[^"]+\/rows[^"]*)">Show ([\d,]+) /g)];
    assert.equal(shown.length, 8);
    for (const [, href = '', count = ''] of shown) {
      assert.equal(await listLength(href.replaceAll('&amp;', '&')), Number(count.replace(',', '')), href);
    }
  });

  test('every figure has its explanation, with the same window', async () => {
    const { body } = await director.open('/line-of-sight?window=calendar-year:2025');
    const explained = new Set(links(body, /href="(\/figures\/[^"]+\/explain[^"]*)"/g));
    assert.ok(explained.size >= 12, `${explained.size} explanations`);
    for (const href of explained) {
      const page = await director.open(href);
      assert.equal(page.statusCode, 200, href);
      assert.match(text(page.body), /Definition .*As at|As at .* Definition/s);
    }
  });

  test('timeliness is not shown without those overdue, nor excluding exceptions without including', async () => {
    const words = text((await director.open('/line-of-sight')).body);
    assert.match(words, /Plans issued within 20 weeks.*Leaving out exceptions/);
    assert.match(words, /Children waiting past 20 weeks/);
  });

  test('filters and windows are carried by every link and can be taken off', async () => {
    const { body } = await director.open('/line-of-sight?window=quarter&need=ASD&sex=F');
    for (const href of links(body, /href="(\/figures\/[^"]+)"/g)) assert.match(href, /need=ASD.*|sex=F/, href);
    assert.deepEqual(links(body, /<li><a class="govuk-link" href="(\/line-of-sight[^"]*)">/g).sort(),
      ['/line-of-sight', '/line-of-sight?window=quarter&need=ASD', '/line-of-sight?window=quarter&sex=F'].sort());
  });

  const wrong: [title: string, query: string, words: RegExp][] = [
    ['a day that is none', 'asAt=2026-02-30', /"2026-02-30" is not a day/],
    ['a day that lies ahead', 'asAt=2030-01-01', /lies ahead/],
    ['a window that is none', 'window=fortnight', /"fortnight" is not a window/],
    ['a need that is none', 'need=XYZ', /"XYZ" is not a value of need/],
    ['a past day that is none', 'knownAt=yesterday', /"yesterday" is not a day\. Write it like 21 November 2026/],
  ];
  for (const [title, query, words] of wrong) {
    test(`${title} is said, and the page still shows`, async () => {
      const { body, statusCode } = await director.open(`/line-of-sight?${query}`);
      assert.equal(statusCode, 400);
      assert.match(text(body.replaceAll('&quot;', '"')), words);
      assert.match(body, /<title>\s*Error: /);
    });
  }
});

describe('the rows behind a number', () => {
  test('each step of the explanation opens to as many rows as it says', async () => {
    const { body } = await director.open('/figures/twenty_weeks.cohort.within/explain?window=calendar-year:2025');
    const steps = [...body.matchAll(/href="(\/figures\/[^"]+\/rows[^"]*)">([\d,]+)<span/g)];
    assert.ok(steps.length >= 4);
    for (const [, href = '', count = ''] of steps) assert.equal(await listLength(href.replaceAll('&amp;', '&')), Number(count), href);
  });

  test('every child shown has an access entry', async () => {
    const { body } = await director.open('/figures/caseload.total/rows');
    const { rows } = await sql<{ children: number }>`SELECT count(*)::int AS children FROM access_child WHERE view_id = (SELECT max(id) FROM access_view)`.execute(site.db);
    assert.equal(rows[0]?.children, rowCount(body));
  });

  test('the files hold the same rows as the list, and are in the access log', async () => {
    const list = await director.open('/figures/requests.received/rows?window=calendar-year:2025');
    const [, count] = /<h2[^>]*>([\d,]+) rows/.exec(list.body) ?? [];
    const csv = await director.open('/figures/requests.received/rows.csv?window=calendar-year:2025');
    assert.match(String(csv.headers['content-disposition']), /attachment; filename="?sightline-requests-received-2026-11-21\.csv/);
    assert.equal(csv.body.trim().split('\r\n').length - 1, Number(count));
    const xlsx = await director.open('/figures/requests.received/rows.xlsx?window=calendar-year:2025');
    assert.equal(xlsx.rawPayload.subarray(0, 2).toString(), 'PK');
    const ods = await director.open('/figures/requests.received/rows.ods?window=calendar-year:2025');
    assert.equal(ods.headers['content-type'], 'application/vnd.oasis.opendocument.spreadsheet');
    const { rows } = await sql<{ what: string }>`SELECT what FROM access_view ORDER BY id DESC LIMIT 3`.execute(site.db);
    assert.deepEqual(rows.map(({ what }) => what), ['export of rows (ods)', 'export of rows (xlsx)', 'export of rows (csv)']);
  });

  test('a measure that does not exist is the page for what does not exist', async () => {
    assert.equal((await director.open('/figures/nothing.at.all/rows')).statusCode, 404);
  });
});

test('what was known before a correction is still answered as it was', async () => {
  const figure = async (query: string): Promise<string> => /<h2[^>]*>([\d,]+) rows?/.exec((await director.open(`/figures/requests.received/rows?window=calendar-year:2026${query}`)).body)?.[1] ?? '0';
  const before = await figure('');
  const then = await instantKnown(site.db);
  await request(site.db, '2026-10-01');
  const now = await instantKnown(site.db);
  site.clock.now = '2030-01-01T00:00:00.000Z';
  const late: Visitor = await site.signedIn('director');
  const known = async (at: string): Promise<string> => (await late.open(`/figures/requests.received/rows?window=calendar-year:2026&knownAt=${encodeURIComponent(at)}`)).body;
  assert.match(await known(then), new RegExp(`<h2[^>]*>${before} rows`));
  assert.match(await known(now), new RegExp(`<h2[^>]*>${Number(before) + 1} rows`));
});

async function instantKnown(db: Database): Promise<string> {
  const { rows } = await sql<{ at: string }>`SELECT known_at(NULL) AS at`.execute(db);
  return rows[0]?.at ?? '';
}

async function request(db: Database, on: string): Promise<void> {
  const child = '11111111-1111-4111-8111-111111111111';
  await db.transaction().execute(async (tx) => {
    const entries = [{ subjectKind: 'child' as const, subjectId: child, kind: 'REQUEST_RECEIVED', occurredOn: on as Day, facts: {} }];
    await record(tx, ownDerive(), await beginRecording(tx, by(), [{ kind: 'child', id: child }]), entries);
  });
}

describe('in the browser', () => {
  const pages: [name: string, path: string][] = [
    ['line-of-sight', '/line-of-sight'], ['line-of-sight-filtered', '/line-of-sight?window=month&need=HI&sex=F'], ['line-of-sight-error', '/line-of-sight?asAt=banana'],
    ['explain', '/figures/waiting.by_age/explain'], ['rows', '/figures/caseload.total/rows'],
  ];
  for (const scripts of [true, false]) {
    test(`pages of figures are sound ${scripts ? 'with' : 'without'} JavaScript`, async (t) => {
      const desk = await openDesk(t, { scripts });
      await inventCouncil(desk.site.db, ownDerive(), { children: 60, seed: 6, until: '2026-11-20' as Day });
      await desk.signIn('director');
      for (const [name, path] of pages) {
        await desk.open(path);
        await checkPage(desk, `${name}${scripts ? '' : '-no-script'}`);
      }
      await desk.open('/line-of-sight');
      await desk.page.getByText('Filter by team').click();
      await checkPage(desk, `line-of-sight-filters${scripts ? '' : '-no-script'}`);
    });
  }

  test('on a database without children the page says so', async (t) => {
    const desk = await openDesk(t);
    await desk.signIn('director');
    await desk.open('/line-of-sight');
    assert.match(await desk.page.locator('main').innerText(), /no plan in force and no open assessment/);
    await checkPage(desk, 'line-of-sight-empty');
  });
});
