// Officers at their browsers, who post forms to the running program and keep a book of what they were told.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays, day, type Day } from '../../src/calendar/day.ts';
import { formToken } from '../../src/platform/web-form.ts';
import type { Chance } from '../../src/simulation/seeded.ts';
import { boxesIn, dayBoxes, textOf } from '../cases.ts';
import { ask, type AtWork, type Reply, type Step } from './signed-in.ts';

/** A form as filled in: sent again until there is an answer. */
export interface Filled {
  readonly operation: string;
  readonly child: string;
  readonly kind: string;
  readonly on: Day | null;
  /** What was typed, as nobody else types it. */
  readonly text: string;
  /** When it was last sent again for want of an answer. */
  againAt: string | null;
}

/** A case that an officer records in, and the last entry of it that they have seen. */
interface OpenCase { readonly child: string; seq: number }

const FORMS_A_CHILD = 5;
const REQUESTED_FROM = day('2026-01-05');
const boxes: Readonly<Record<string, string>> = { PERSON: 'fact-surname', CONSULTATION_SENT: 'fact-setting', REPRESENTATIONS_RECEIVED: 'fact-requestedSetting' };

/** Adds children and records what happens in their cases, and now and then in a case that all officers record in. */
export class Officer implements AtWork {
  /** What was acknowledged, in order. */
  readonly told: Filled[] = [];
  /** How often the form was shown again because somebody else had recorded in the case. */
  conflicts = 0;
  readonly #token: string;
  readonly #chance: Chance;
  readonly #shared: OpenCase;
  #own: OpenCase = { child: randomUUID(), seq: 0 };
  #form: Filled;
  #isUnheard = false;

  constructor(token: string, chance: Chance, shared: string) {
    this.#token = token;
    this.#chance = chance;
    this.#shared = { child: shared, seq: 0 };
    this.#form = this.#next();
  }

  /** Sends the form that is open, sometimes twice at once. */
  async step(address: string): Promise<Step> {
    if (this.#isUnheard) this.#form.againAt = new Date().toISOString();
    const times = this.#chance.yes(0.1) ? 2 : 1;
    const replies = await Promise.all(Array.from({ length: times }, () => this.#send(address)));
    const [reply, other = reply] = replies.filter((one) => one !== null);
    this.#isUnheard = reply === undefined;
    if (reply === undefined) return 'unheard';
    assert.equal(other?.status, reply.status, 'the same form twice at once gets the same answer');
    return this.#hear(reply);
  }

  #case(): OpenCase {
    return this.#form.child === this.#shared.child ? this.#shared : this.#own;
  }

  #send(address: string): Promise<Reply | null> {
    const { operation, child, kind, on, text } = this.#form;
    const fields = {
      token: formToken(this.#token), step: 'record', operation, seq: String(this.#case().seq), kind, ...(kind === 'PERSON' ? identity(child) : {}),
      ...(on === null ? {} : dayBoxes('on', on)), ...(boxes[kind] === undefined ? {} : { [boxes[kind]]: text }),
    };
    return ask(address + (kind === 'PERSON' ? '/children/new' : `/children/${child}/record`), this.#token, new URLSearchParams(fields));
  }

  #hear({ status, location, body }: Reply): Step {
    const open = this.#case();
    if (status === 409) {
      open.seq = Number(boxesIn(body)['seq']);
      this.conflicts += 1;
      return 'under way';
    }
    assert.deepEqual([status, location], [303, `/children/${this.#form.child}`], textOf(body));
    this.told.push(this.#form);
    open.seq += 1;
    if (this.#own.seq === FORMS_A_CHILD) this.#own = { child: randomUUID(), seq: 0 };
    this.#form = this.#next();
    return 'acknowledged';
  }

  #next(): Filled {
    const form = { operation: randomUUID(), text: `Zzyzx ${randomUUID()}`, againAt: null };
    const { child, seq } = this.#chance.yes(0.25) ? this.#shared : this.#own;
    if (child === this.#own.child && seq === 0) return { ...form, child, kind: 'PERSON', on: null };
    const on = addDays(REQUESTED_FROM, this.#chance.whole(0, 200));
    if (child === this.#own.child && seq === 1) return { ...form, child, kind: 'REQUEST_RECEIVED', on, text: '' };
    return { ...form, child, kind: this.#chance.pick(['CONSULTATION_SENT', 'REPRESENTATIONS_RECEIVED']), on: addDays(on, 60) };
  }
}

function identity(child: string): Record<string, string> {
  return { child, 'fact-forename': 'Quill', ...dayBoxes('fact-dob', '2016-02-03') };
}
