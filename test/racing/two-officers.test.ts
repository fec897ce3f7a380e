// Two officers with forms open on the same case, in any order of opening, sending and going on: whatever was
// acknowledged is there once, whatever the other recorded meanwhile is shown first, and nothing typed is lost.
// SIGHTLINE_RACES says how many orders are tried; CONTRIBUTING tells of the full number.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { fc } from '../chances.ts';
import { sql } from 'kysely';
import { boxesIn, dayBoxes, recordStory, textOf, zuleika } from '../cases.ts';
import { testApp, type Visitor } from '../visitor.ts';

const RACES = Number(process.env['SIGHTLINE_RACES'] ?? 150);

const site = await testApp({ after });
const officers = [await site.signedIn('caseworker'), await site.signedIn('caseworker')] as const;

/** Forms whose answer is a text of our own, so that each can be found again. */
const forms = [
  { kind: 'CONSULTATION_SENT', box: 'fact-setting' },
  { kind: 'REPRESENTATIONS_RECEIVED', box: 'fact-requestedSetting' },
] as const;

interface Step { readonly officer: 0 | 1; readonly does: 'open' | 'send'; readonly form: 0 | 1 }

/** What an officer has on the screen: the boxes as the page sent them, what was typed, and the step that sends it on. */
interface Desk { readonly boxes: Record<string, string>; readonly text: string; readonly step: 'check' | 'record' }

class Race {
  readonly url: string;
  readonly desks: (Desk | null)[] = [null, null];
  readonly acknowledged: string[] = [];
  /** How often an officer was shown what the other had recorded. */
  conflicts = 0;
  readonly #seen: number[] = [0, 0];

  constructor(child: string) {
    this.url = `/children/${child}/record`;
  }

  async open(officer: 0 | 1, form: 0 | 1): Promise<void> {
    const { kind, box } = forms[form];
    const text = `Setting ${randomUUID()}`;
    const page = await (officers[officer] as Visitor).open(`${this.url}?kind=${kind}`);
    this.#seen[officer] = this.acknowledged.length;
    this.desks[officer] = { boxes: { ...boxesIn(page.body), ...dayBoxes('on', '2026-06-01'), [box]: text }, text, step: 'record' };
  }

  /** Sends what is on the screen: recorded, or shown beside what the other recorded since, or checked. */
  async send(officer: 0 | 1): Promise<void> {
    const desk = this.desks[officer];
    if (desk == null) return;
    const answer = await (officers[officer] as Visitor).post(this.url, { ...desk.boxes, step: desk.step });
    const missed = this.acknowledged.slice(this.#seen[officer]);
    if (desk.step === 'record' && missed.length === 0) {
      assert.equal(answer.statusCode, 303, textOf(answer.body));
      this.acknowledged.push(desk.text);
      this.desks[officer] = null;
      return;
    }
    const said = textOf(answer.body);
    assert.equal(answer.statusCode, desk.step === 'record' ? 409 : 200, said);
    if (desk.step === 'record') {
      for (const other of missed) assert.ok(said.includes(other), 'what the other recorded is shown');
      this.#seen[officer] = this.acknowledged.length;
      this.conflicts += 1;
    }
    assert.ok(said.includes(desk.text), 'nothing typed is lost');
    const boxes = boxesIn(answer.body, desk.step === 'check' ? 1 : 0);
    this.desks[officer] = { boxes, text: desk.text, step: desk.step === 'check' ? 'record' : 'check' };
  }
}

const steps = fc.array(
  fc.record<Step>({ officer: fc.constantFrom(0, 1), does: fc.constantFrom('open', 'send', 'send'), form: fc.constantFrom(0, 1) }),
  { minLength: 8, maxLength: 20 },
);

test(`${RACES} orders in which two officers record in one case`, async (t) => {
  let [sent, conflicts] = [0, 0];
  await fc.assert(fc.asyncProperty(steps, async (order) => {
    const child = await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-02-02']]);
    const race = new Race(child);
    for (const { officer, does, form } of order) await (does === 'open' ? race.open(officer, form) : race.send(officer));
    const { rows } = await sql<{ text: string }>`SELECT coalesce(text::json -> 'facts' ->> 'setting', text::json -> 'facts' ->> 'requestedSetting') AS text
      FROM history JOIN history_content USING (subject_kind, subject_id, seq) WHERE subject_id = ${child} AND seq > 2 ORDER BY seq`.execute(site.db);
    assert.deepEqual(rows.map(({ text }) => text), race.acknowledged, 'the record holds what was acknowledged, in that order, once');
    sent += race.acknowledged.length;
    conflicts += race.conflicts;
  }), { numRuns: RACES });
  t.diagnostic(`${sent} changes acknowledged, none lost or doubled; ${conflicts} times what the other had recorded was shown first`);
});
