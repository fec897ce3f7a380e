// Viewers with different rights over two connections to the database, all at once: each is answered as when alone (SEC-13).
// SIGHTLINE_INTERLEAVED says how many requests; CONTRIBUTING tells of the full number.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { buildApp } from '../../src/app.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { type Ending, Visitor } from '../visitor.ts';
import { lasting } from './asking.ts';
import { canaryCouncil, type Council, type Person } from './council.ts';
import { dealings } from './dealings.ts';
import { Findings } from './findings.ts';
import { textIn } from './pages.ts';
import { addressOf } from './parts.ts';
import { routes } from './routes.ts';
import { standings } from './standings.ts';

const REQUESTS = Number(process.env['SIGHTLINE_INTERLEAVED'] ?? 600);
const AT_ONCE = 40;

/** Pages that tell of looks at other pages, or of how the program does: they are never twice the same. */
const restless = ['/children/:childId/data', '/administration/access-log', '/administration/access-log/file/:format', '/account', '/backups', '/calendar/:file', '/emergency-access', '/account/prove', '/reports/new'];

/** Links that whoever was sent them opens without a sign-in: after so many that there are not, all from one network wait. */
const guessed = /^\/(invitation|set-up)\//;

/** The same council, served over a pool of two connections. */
async function overTwo(t: Ending, { site }: Council): Promise<(person: Person) => Visitor> {
  const db = openDatabase(site.database.address, 'app', 2);
  const config = { dataDir: site.dataDir, publicAddress: null, scanning: 'nowhere' as const, backupDir: null, backupsKept: 14, mail: null, signOn: null };
  const app = await buildApp({ db, address: site.database.address, config, log: { error: (message: string, fields = {}): void => void site.logged.push({ message, ...fields }) }, fillDemo: async () => {}, now: () => site.clock.now });
  t.after(async () => {
    await app.close();
    await db.destroy();
  });
  return ({ visitor }) => Object.assign(new Visitor(app), { cookie: visitor.cookie, staffId: visitor.staffId });
}

// Instants at which figures are known, and ids that forms are given, are new each time.
function readIn(answer: LightMyRequestResponse): string {
  const { statusCode, body } = lasting(answer);
  const text = String(answer.headers['content-type']).includes('spreadsheet') ? textIn(answer).replaceAll(/<dcterms:\w+[^<]*<[^>]*>/g, '') : body;
  return `${statusCode} ${text.replaceAll(/\d{1,2}:\d\d(:\d\d)?(am|pm)( on \d{1,2} \w+ \d{4})?|\d{4}-\d\d-\d\dT[\d:.]+Z|name="operation" value="[^"]*"/g, '')}`;
}

test(`${REQUESTS} requests of everybody at once over two connections`, async (t) => {
  const council = await canaryCouncil(t);
  const work = await dealings(council);
  // Words left for somebody's next page are read.
  await Promise.all(council.people.map(({ visitor }) => visitor.open('/account')));
  const visitorOf = await overTwo(t, council);
  const pages = routes.filter(({ method, pattern }) => method === 'GET' && !restless.includes(pattern) && !guessed.test(pattern));
  const asked = council.people.flatMap((person) => {
    const visitor = visitorOf(person);
    const urls = new Set(pages.flatMap((route) => standings.map((standing) => addressOf(route, { council, dealings: work, person, child: person.childOf(standing) }))));
    return [...urls].map((url) => ({ person, visitor, url }));
  });
  // Steps of a number that has no common part with theirs go through all of them, everybody in turn.
  const chosen = Array.from({ length: REQUESTS }, (_, i) => asked[(i * 7919) % asked.length] as (typeof asked)[number]);
  const alone = new Map<(typeof asked)[number], string>();
  for (const one of new Set(chosen)) alone.set(one, readIn(await one.visitor.open(one.url)));
  const findings = new Findings();
  const waiting = [...chosen];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const answer = await one.visitor.open(one.url);
      if (readIn(answer) !== alone.get(one)) findings.add(`${one.url.replaceAll(/[0-9a-f-]{36}/g, ':id')}: is answered otherwise than alone (${answer.statusCode})`, one.person.role);
    }
  }));
  t.diagnostic(`${chosen.length} requests, ${alone.size} different ones`);
  assert.deepEqual(findings.lines(), []);
});
