import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { entering } from './access/asking.ts';
import { recordStory } from './cases.ts';
import { testApp, type Visitor } from './visitor.ts';
import { seatInventedStaff } from '../src/staff/invented-people.sql.ts';
import { INVENTED_TEAMS } from '../src/staff/invented-staff.ts';

const site = await testApp({ after });
const director: Visitor = await site.signedIn('director');
await seatInventedStaff(site.db, site.clock.now);
for (const team of INVENTED_TEAMS.flatMap(({ id }, i) => Array.from({ length: i + 1 }, () => id))) {
  await recordStory(site.db, [['REQUEST_RECEIVED', '2026-11-02'], ['ALLOCATED', '2026-11-03', { team }]]);
}

const text = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const links = (html: string): string[] => [...html.matchAll(/href="(\/figures\/[^"]+)"/g)].map(([, href]) => (href as string).replaceAll('&amp;', '&'));

test('line of sight offers the teams and areas by name, and every link from it keeps what is chosen', async () => {
  const { body, statusCode } = await director.open('/line-of-sight?team=Middle+team&window=month');
  assert.equal(statusCode, 200);
  assert.match(body, /<option value="Middle team" selected>Middle team/);
  assert.match(body, /<option value="South">South/);
  assert.match(text(body), /Team: Middle team \(where the case is on record, wherever it was at the time\)/);
  assert.ok(links(body).length > 20);
  for (const href of links(body)) assert.equal(new URL(href, 'http://localhost').searchParams.get('team'), 'Middle team', href);
  const requests = links(body).find((href) => href.includes('requests.received/rows')) ?? '';
  assert.match(text((await director.open(requests)).body), /2 rows: counted/);
  const { body: file } = await director.open(requests.replace('/rows?', '/rows.csv?'));
  assert.equal(file.trim().split(/\r?\n/).length, 3);
  const explain = links(body).find((href) => href.includes('requests.received/explain')) ?? '';
  assert.match(text((await director.open(explain)).body), /Only Team: Middle team/);
});

test('a link with a former name of an area is told of by the name of today, in all that it offers', async () => {
  await sql`UPDATE team SET area = 'Uplands', former_areas = array['North'] WHERE area = 'North'`.execute(site.database.owner);
  const { body } = await director.open('/line-of-sight?area=North&window=month');
  assert.match(text(body), /Remove Area: Uplands \(where/);
  assert.match(body, /<option value="Uplands" selected>Uplands/);
  for (const href of links(body)) assert.equal(new URL(href, 'http://localhost').searchParams.get('area'), 'Uplands', href);
  assert.match(text((await director.open('/figures/requests.received/explain?area=North')).body), /Only Area: Uplands/);
  await sql`UPDATE team SET area = 'North', former_areas = '{}' WHERE area = 'Uplands'`.execute(site.database.owner);
});

test('a team or an area that there is not is refused with a plain page, in every place that filters', async () => {
  for (const path of ['/line-of-sight', '/figures/requests.received/explain', '/figures/requests.received/rows', '/figures/requests.received/rows.csv', '/figures/requests.received/changed', '/reports/new']) {
    for (const [query, words] of [['team=Nowhere', /There is no team “Nowhere”\. Choose from: Middle team, North team, South team/], ['area=Nowhere', /There is no area “Nowhere”/]] as const) {
      const { body, statusCode } = await director.open(`${path}?${query}`);
      assert.equal(statusCode, 400, path);
      assert.match(text(body), words, path);
    }
  }
});

test('a filter, window or day that cannot be is told of on the page, makes no file, and is in the access log', async () => {
  for (const [query, words] of [['sex=Z', /sex/i], ['asAt=2026-02-30', /2026-02-30&quot; is not a day/], ['knownAt=nonsense', /nonsense&quot; is not a day/], ['window=nonsense', /nonsense/], [`need=${'x'.repeat(300)}`, /x{50}.* is not a value of need/]] as const) {
    for (const path of ['rows', 'rows.csv', 'rows.ods', 'rows.xlsx', 'explain', 'changed']) {
      const { answer, entered } = await entering(site.db, director, () => director.open(`/figures/requests.received/${path}?${query}`));
      assert.equal(answer.statusCode, 400, `${path}?${query}`);
      assert.match(text(answer.body), words, path);
      assert.equal(answer.headers['content-disposition'], undefined);
      assert.ok(entered.some(({ what }) => what === 'question refused'), `${path}?${query}: no entry`);
    }
  }
  const { body } = await director.open('/figures/requests.received/rows.csv?sex=Z&area=North');
  assert.match(body, /href="\/figures\/requests\.received\/rows\?[^"]*area=North/);
});

test('a filter that stands twice in an address is refused with a plain page, in figures and in lists', async () => {
  const manager = await site.signedIn('team-manager');
  for (const [who, path] of [[director, '/line-of-sight?sex=F&sex=M'], [director, '/figures/requests.received/rows?area=North&area=South'], [manager, '/team/cases?need=ASD&need=HI']] as const) {
    const { body, statusCode } = await who.open(path);
    assert.equal(statusCode, 400, path);
    assert.match(text(body), /This address says “(sex|area|need)” more than once, and only one can count\./, path);
  }
});

test('a name that a page does not know is refused, in figures, files and lists: a filter that is misspelt chooses nothing', async () => {
  const manager = await site.signedIn('team-manager');
  for (const [who, path] of [[director, '/line-of-sight?ethnicty=WBRI'], [director, '/figures/requests.received/rows.csv?ethnicty=WBRI'], [manager, '/team/cases?ethnicty=WBRI']] as const) {
    const { body, statusCode } = await who.open(path);
    assert.equal(statusCode, 400, path);
    assert.match(text(body), /This address says “ethnicty”, which this page does not know\./, path);
  }
});

test('ethnicity is offered to those who see it, and to nobody else', async () => {
  assert.match((await director.open('/line-of-sight')).body, /name="ethnicity"/);
  assert.doesNotMatch((await (await site.signedIn('lead-member')).open('/line-of-sight')).body, /name="ethnicity"/);
});
