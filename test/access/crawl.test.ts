// Every page and file that somebody of each role comes to, by links and by forms that ask, filtered and sorted, in a council of
// canaries: nothing is in them but what they may see, and of each child who is there is an entry (AUD-03, SEC-04, SEC-56, SEC-70, SEC-71, SEC-73).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import type { Route } from '../../src/platform/web-route.ts';
import { ROLES } from '../../src/staff/rights.ts';
import { entering, send } from './asking.ts';
import type { Canary } from './canaries.ts';
import { canaryCouncil, type Council, type Person } from './council.ts';
import { dealings, type Dealings } from './dealings.ts';
import { Findings } from './findings.ts';
import { askedIn, linksIn, textIn } from './pages.ts';
import { addressOf, ofNobodyYet } from './parts.ts';
import { routes } from './routes.ts';
import { sees } from './standings.ts';

/** How many values of each name that a page asks by are tried, and how many addresses that differ in their parts alone. */
const ALIKE = Number(process.env['SIGHTLINE_CRAWL'] ?? 2);

/** Pages that tell where else to read or complain: their links are for people to follow, and nothing is fetched from there. */
const tellOfOthers = ['/accessibility', '/privacy'];
/** Lists in which those who look after restricted records read their references, also where they may not open them (SEC-22, AUD-08). */
const ofGuardians = ['/restricted-records', '/restricted-records/:childId/guardian', '/alerts', '/administration/access-log', '/administration/access-log/file/:format'];

const pages = routes.filter(({ method }) => method === 'GET').map((route) => ({ route, shape: new RegExp(`^${route.pattern.replaceAll(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}$`) }));

const routeOf = (url: string): Route | undefined => {
  const path = url.split('?')[0] ?? url;
  return (pages.find(({ route }) => route.pattern === path) ?? pages.find(({ shape }) => shape.test(path)))?.route;
};

/** The addresses still to be opened: such as show a page, a way to stand to a child, or an answer to a name of the query, that was not seen yet. */
class Crawl {
  readonly #tried = new Map<string, Set<string>>();
  readonly #queue: string[] = [];
  readonly #person: Person;

  constructor(person: Person) {
    this.#person = person;
  }

  add(urls: readonly string[]): void {
    for (const url of urls) if (url.startsWith('/') && !url.startsWith('/assets/') && this.#isNew(url.split('#')[0] ?? url)) this.#queue.push(url);
  }

  next(): string | undefined {
    return this.#queue.shift();
  }

  #isNew(url: string): boolean {
    const [path = '', query = ''] = url.split('?');
    const pattern = routeOf(url)?.pattern ?? path;
    const child = /^\/children\/([0-9a-f-]{36})/.exec(path)?.[1] ?? '';
    const aspects = [...new URLSearchParams(query)].map(([name, value]): [string, string] => [`${pattern}?${name}`, value]);
    return [[`${pattern} ${this.#person.standsTo.get(child) ?? ''}`, path] as const, ...aspects].filter(([aspect, value]) => this.#first(aspect, value)).length > 0;
  }

  #first(aspect: string, value: string): boolean {
    const tried = this.#tried.get(aspect) ?? new Set<string>();
    this.#tried.set(aspect, tried);
    return !tried.has(value) && tried.size < ALIKE && tried.add(value) !== null;
  }
}

/** Where somebody begins: every page that there is an address of, and their own calendar. */
async function beginnings(council: Council, work: Dealings, person: Person): Promise<string[]> {
  const every = pages.map(({ route }) => addressOf(route, { council, dealings: work, person, child: person.childOf('own team') }));
  const made = await send(person.visitor, '/alerts/mail', { act: 'calendar-new' });
  return ['/', ...every, ...[...made.body.matchAll(/\/calendar\/[\w-]+\.ics/g)].map(([path]) => path)];
}

const inAddressOrTitle = ({ of, text, child }: Canary): boolean => of !== null || (text !== child && !/^[0-9A-Z]{5}-[0-9A-Z]{5}$/.test(text));

interface Answered { readonly url: string; readonly answer: LightMyRequestResponse; readonly named: ReadonlySet<string> }

/** What of an answer is against the rules; in words. `named` are the children whom its access entry names. */
function wrongIn({ aviary }: Council, person: Person, { url, answer, named }: Answered): string[] {
  const { headers, body } = answer;
  const place = routeOf(url)?.pattern ?? 'no page';
  const fields: readonly string[] = ROLES[person.role].fields;
  const guards = (ROLES[person.role].rights as readonly string[]).includes('restrict-records');
  const wrong: string[] = [];
  for (const canary of aviary.in(`${textIn(answer)} ${JSON.stringify(headers)}`)) {
    const standing = person.standsTo.get(canary.child);
    const toReview = canary.of === null && guards && ofGuardians.includes(place) && !standing?.startsWith('conflict');
    if (standing !== undefined && !sees(person.role, standing) && !toReview) wrong.push(`shows ${canary.of ?? 'something'} of a record: ${standing}`);
    else if (canary.of !== null && !fields.includes(canary.of)) wrong.push(`shows ${canary.of}, which the role does not see`);
    if (!named.has(canary.child) && !(ofNobodyYet.includes(place) && /\d{4}$/.test(canary.text))) wrong.push('no entry names a child who is shown');
  }
  const outside = aviary.in(`${decodeURIComponent(url)} ${/<title>[^]*?<\/title>/.exec(body)?.[0] ?? ''} ${String(headers['location'])} ${String(headers['content-disposition'])} ${linksIn(body).join(' ')}`);
  if (outside.some(inAddressOrTitle)) wrong.push('something personal in an address, title or file name');
  if (!tellOfOthers.includes(place) && linksIn(body).some((link) => /^(https?:)?\/\//.test(link))) wrong.push('leads to another host');
  return [...wrong, ...unprotected(answer)];
}

/** What of the headers of every answer is missing. */
function unprotected({ headers }: LightMyRequestResponse): string[] {
  const policy = String(headers['content-security-policy']);
  const isPage = /^text\/(html|event-stream)|^undefined/.test(String(headers['content-type']));
  const wanted: [string, boolean][] = [
    ["default-src 'none'", policy.includes("default-src 'none'")], ['no unsafe source', !/unsafe|https?:|\*/.test(policy)], ['nosniff', headers['x-content-type-options'] === 'nosniff'],
    ['Referrer-Policy', headers['referrer-policy'] === 'same-origin'], ['no-store', headers['cache-control'] === 'no-store'],
    ['saved as a file', isPage || (/^attachment;/.test(String(headers['content-disposition'])) && policy === "sandbox; default-src 'none'")],
  ];
  return wanted.flatMap(([what, is]) => (is ? [] : [`header: ${what}`]));
}

async function crawl(council: Council, work: Dealings, person: Person, findings: Findings): Promise<number> {
  const crawling = new Crawl(person);
  crawling.add(await beginnings(council, work, person));
  let count = 0;
  for (let url = crawling.next(); url !== undefined; url = crawling.next()) {
    const asked = url;
    const { answer, entered } = await entering(council.site.db, person.visitor, () => person.visitor.open(asked));
    count += 1;
    const place = routeOf(url)?.pattern ?? 'no page';
    if (answer.statusCode >= 500) findings.add(`${place}: ${answer.statusCode}`, person.role);
    const named = new Set(entered.filter(({ what }) => what !== 'refused').flatMap(({ children }) => children));
    for (const what of new Set(wrongIn(council, person, { url, answer, named }))) findings.add(`${place}: ${what}`, person.role);
    crawling.add([...linksIn(answer.body), ...askedIn(answer.body, url), String(answer.headers.location ?? '')]);
  }
  return count;
}

test('what somebody of each role comes to', async (t) => {
  const council = await canaryCouncil(t);
  const work = await dealings(council);
  const findings = new Findings();
  const opened = await Promise.all(council.people.map(async (person) => `${person.role} ${await crawl(council, work, person, findings)}`));
  t.diagnostic(`pages and files opened: ${opened.join(', ')}`);
  assert.deepEqual(findings.lines(), []);
  assert.deepEqual(council.aviary.in(JSON.stringify(council.site.logged)), [], 'in the log');
});
