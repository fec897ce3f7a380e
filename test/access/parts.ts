// What stands in the place of each part of an address when tests go through every route. A route with a part that this table does
// not have fails them: whoever adds one says here what it is, and so has it tried with every record.
import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { Route } from '../../src/platform/web-route.ts';
import { contestedPoints } from '../../src/statute/settings.ts';
import { send } from './asking.ts';
import type { Council, Person } from './council.ts';
import type { Dealings } from './dealings.ts';

/** Where a test stands: who asks, of which child, in which council. */
export interface Place {
  readonly council: Council;
  readonly dealings: Dealings;
  readonly person: Person;
  readonly child: string;
}

const NEVER_GIVEN_OUT = 'x'.repeat(43);

type Part = (place: Place) => string;

const parts: Readonly<Record<string, Part>> = {
  childId: ({ child }) => child,
  batch: ({ dealings }) => dealings.batch,
  row: ({ dealings, child }) => String(dealings.rows.get(child) ?? 1),
  code: ({ dealings }) => dealings.report,
  place: () => '1',
  measure: () => 'persons',
  format: () => 'csv',
  allocation: ({ dealings, person }) => dealings.allocations.get(person.role) ?? '',
  list: () => 'mine',
  staffId: ({ council }) => council.person('caseworker').visitor.staffId,
  act: () => 'end-sign-ins',
  teamId: ({ council }) => council.team,
  name: () => Object.keys(contestedPoints)[0] ?? '',
  topic: () => 'account',
  id: ({ council }) => council.emergency,
  token: () => NEVER_GIVEN_OUT,
  file: () => `${NEVER_GIVEN_OUT}.ics`,
};

/** Where a part of the same name is something else. */
const partsOf: Readonly<Record<string, Readonly<Record<string, Part>>>> = {
  '/children/': { act: () => 'declare-conflict' },
  // A return that was compared and is not loaded yet.
  ...Object.fromEntries(['steps', 'approve', 'compare-again', 'drop'].map((name) => [`/imports/:batch/${name}`, { batch: ({ dealings }: Place) => dealings.sent }])),
  // Each row has one value that could not be taken.
  '/imports/': { place: ({ dealings, child }) => String(dealings.rows.get(child) ?? 1) },
  '/trackers/': { batch: ({ dealings }) => dealings.tracker },
  // Nobody has asked for one.
  '/large-downloads/': { id: () => randomUUID() },
};

/** What an address must ask after the question mark, and what a form must say, to get as far as the record that it is about. */
const asked: Readonly<Record<string, string>> = { 'GET /alerts/put-off/:childId': '?cause=made-up', 'GET /large-downloads/new': '?file=/figures/persons/rows.csv' };
const said: Readonly<Record<string, Readonly<Record<string, string>>>> = { 'POST /alerts/put-off/:childId': { cause: 'made-up' } };

/** Before somebody said what the columns of a tracker are, three days of each are shown, of nobody whom the program could know yet: they tell the order of day and month. */
export const ofNobodyYet = ['/trackers/:batch/columns'];

/** The names of the parts of a route's address. */
export const partNames = ({ pattern }: Pick<Route, 'pattern'>): string[] => [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** The parts of a route that nobody has said anything of. */
export const unsaid = (route: Route): string[] => partNames(route).filter((name) => !Object.hasOwn(parts, name));

/** Whether the address of a route names a child. */
export const namesChild = (route: Route): boolean => partNames(route).includes('childId');

const nameOf = ({ method, pattern }: Route): string => `${method} ${pattern}`;

/** The address of a route at a place. */
export function addressOf(route: Route, place: Place): string {
  const own = Object.entries(partsOf).find(([start]) => route.pattern.startsWith(start))?.[1] ?? {};
  return route.pattern.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent((own[name] ?? parts[name])?.(place) ?? '')) + (asked[nameOf(route)] ?? '');
}

/** Asks for the page of a route, or sends its form with no more than it must have. */
export function ask(route: Route, place: Place): Promise<LightMyRequestResponse> {
  const [url, { visitor }] = [addressOf(route, place), place.person];
  return route.method === 'GET' ? visitor.open(url) : send(visitor, url, said[nameOf(route)] ?? {});
}
