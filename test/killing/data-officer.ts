// A data officer at a browser, who sends one return after the other, waits until it is loaded, and rolls some back.
import assert from 'node:assert/strict';
import { addDays, dayFrom } from '../../src/calendar/day.ts';
import { formToken } from '../../src/platform/web-form.ts';
import { inventedUpn } from '../../src/simulation/invented-people.ts';
import type { Chance } from '../../src/simulation/seeded.ts';
import { textOf } from '../cases.ts';
import { returnAsXml } from '../return-files.ts';
import { inventReturns } from '../returns.ts';
import { ask, type AtWork, type Step } from './signed-in.ts';

const CHILDREN = 40;
const YEAR = 2026;

/** A file that came to its end: who it tells of, and whether it was rolled back. */
export interface Loaded { readonly upns: readonly string[]; readonly rolledBack: boolean }

interface Sending { readonly number: number; sends: number; path: string | null; isLoaded: boolean }

const upnsOf = (file: number): string[] => Array.from({ length: CHILDREN }, (_, i) => inventedUpn(file * CHILDREN + i));

const BIRTH_DAYS = 6000;

/** Other children in each file, unlike those of every other one: none is born on the day of another, or one of two with like names would wait for a person. */
function fileOf(number: number): string {
  const upns = upnsOf(number);
  const records = inventReturns(60 + number, { children: CHILDREN, year: YEAR }).map((one, i) => ({
    ...one,
    person: { ...one.person, personBirthDate: addDays(dayFrom(2004, 1, 1), (number * CHILDREN + i) % BIRTH_DAYS), upn: upns[i] ?? null, upnUnknown: null, uniqueLearnerNumber: null },
  }));
  return returnAsXml(records, YEAR);
}

/** Sends files of children who are in no other file. */
export class DataOfficer implements AtWork {
  /** Files that the page said were loaded, and those that it said were then rolled back. */
  readonly told: Loaded[] = [];
  readonly #token: string;
  readonly #chance: Chance;
  #file: Sending = { number: 1, sends: 0, path: null, isLoaded: false };

  constructor(token: string, chance: Chance) {
    this.#token = token;
    this.#chance = chance;
  }

  step(address: string): Promise<Step> {
    const { path, isLoaded } = this.#file;
    if (path === null) return this.#send(address);
    return isLoaded ? this.#rollBack(address + path) : this.#look(address + path);
  }

  async #send(address: string): Promise<Step> {
    const file = this.#file;
    file.sends += 1;
    const body = new FormData();
    for (const [name, value] of [['token', formToken(this.#token)], ['year', '']] as const) body.append(name, value);
    body.append('files', new Blob([fileOf(file.number)]), `return-${file.number}.xml`);
    const reply = await ask(`${address}/imports/new`, this.#token, body);
    if (reply === null) return 'unheard';
    assert.equal(reply.status, 303, textOf(reply.body));
    file.path = reply.location;
    return 'under way';
  }

  /** Where the page offers to start again, that is done. */
  async #look(url: string): Promise<Step> {
    const reply = await ask(url, this.#token);
    if (reply === null) return 'unheard';
    if (reply.status === 303) return this.#approve(url);
    const page = textOf(reply.body);
    assert.doesNotMatch(page, /: refused/);
    if (page.includes('Start again')) await this.#post(`${url}/start-again`);
    if (!page.includes(`SEN2 return ${YEAR}: loaded`)) return 'under way';
    this.#file.isLoaded = true;
    // Of a file sent again because no answer came, the page may be about the second, which found nothing new.
    const isFirst = this.#file.sends === 1;
    if (isFirst) assert.match(page, new RegExp(` ${CHILDREN} new rows `));
    return isFirst && this.#chance.yes(0.3) ? 'under way' : this.#end(false);
  }

  /** Any file but the first is compared with the record; once it is, it is approved. */
  async #approve(url: string): Promise<Step> {
    const reply = await ask(`${url}/approve`, this.#token);
    const compared = /name="compared" value="([^"]+)"/.exec(reply?.body ?? '')?.[1];
    if (compared !== undefined) await this.#post(`${url}/approve`, { compared });
    else if (reply?.status === 303) await this.#post(`${url}/compare-again`);
    return reply === null ? 'unheard' : 'under way';
  }

  async #rollBack(url: string): Promise<Step> {
    const reply = await this.#post(`${url}/roll-back`);
    return reply ? this.#end(true) : 'unheard';
  }

  async #post(url: string, fields: Readonly<Record<string, string>> = {}): Promise<boolean> {
    const reply = await ask(url, this.#token, new URLSearchParams({ token: formToken(this.#token), ...fields }));
    if (reply !== null) assert.equal(reply.status, 303, textOf(reply.body));
    return reply !== null;
  }

  #end(rolledBack: boolean): Step {
    const { number } = this.#file;
    this.told.push({ upns: upnsOf(number), rolledBack });
    this.#file = { number: number + 1, sends: 0, path: null, isLoaded: false };
    return 'acknowledged';
  }
}
