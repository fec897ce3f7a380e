// Officers at their browsers, who post forms to the running program and keep a book of what they were told.
import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import { formToken } from '../../src/platform/web-form.ts';
import { dayBoxes } from '../cases.ts';

/** A form as sent: to be sent again until there is an answer. */
interface Sent {
  readonly child: string;
  readonly to: string;
  readonly kind: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Somebody signed in who adds children and then records the request for each, one form after the other. */
export class Officer {
  /** What was acknowledged, in order. */
  readonly told: Sent[] = [];
  readonly #token: string;
  #open: Sent;

  constructor(token: string) {
    this.#token = token;
    this.#open = newChild();
  }

  /** Sends the form that is open. True where it is acknowledged; false where the program failed or was not there. */
  async send(address: string): Promise<boolean> {
    const sent = this.#open;
    const body = new URLSearchParams({ token: formToken(this.#token), ...sent.fields });
    const headers = { cookie: `sightline=${this.#token}`, origin: address };
    const answer = await fetch(address + sent.to, { method: 'POST', redirect: 'manual', headers, body }).catch(() => null);
    const text = await answer?.text().catch(() => '');
    if (answer === null || answer.status >= 500) return false;
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/children/${sent.child}`], text);
    this.told.push(sent);
    this.#open = sent.kind === 'PERSON' ? request(sent.child) : newChild();
    return true;
  }
}

function newChild(): Sent {
  const child = randomUUID();
  const identity = { 'fact-surname': `Zzyzx ${child.slice(0, 8)}`, 'fact-forename': 'Quill', ...dayBoxes('fact-dob', '2016-02-03') };
  return { child, to: '/children/new', kind: 'PERSON', fields: { step: 'record', operation: randomUUID(), seq: '0', kind: 'PERSON', child, ...identity } };
}

function request(child: string): Sent {
  const fields = { step: 'record', operation: randomUUID(), seq: '1', kind: 'REQUEST_RECEIVED', ...dayBoxes('on', '2026-09-15') };
  return { child, to: `/children/${child}/record`, kind: 'REQUEST_RECEIVED', fields };
}
