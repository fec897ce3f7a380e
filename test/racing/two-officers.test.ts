// Two officers with forms open on the same case, in any order of opening, sending and going on: whatever was
// acknowledged is there once, whatever the other recorded meanwhile is shown first, field by field, with what stood there
// before, nothing typed is lost, and no form takes back a field that its officer did not touch.
// SIGHTLINE_RACES says how many orders are tried; CONTRIBUTING tells of the full number.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { fc } from '../chances.ts';
import { sql } from 'kysely';
import { answersIn, boxesIn, dayBoxes, recordStory, textOf, zuleika } from '../cases.ts';
import { testApp, type Visitor } from '../visitor.ts';
import { mergeChildren } from '../../src/casework/join.sql.ts';
import { ownDerive } from '../../src/casework/own-derive.file.ts';

const RACES = Number(process.env['SIGHTLINE_RACES'] ?? 150);

const site = await testApp({ after });
const officers = [await site.signedIn('caseworker'), await site.signedIn('caseworker')] as const;

/** A field that an officer fills in or changes, with a text of our own, so that each can be found again. */
interface Form {
  readonly kind: string;
  readonly does: 'adds' | 'corrects' | 'changes details';
  readonly title: string;
  readonly field: string;
  readonly label: string;
  /** It corrects an entry of a record that was joined. */
  readonly joined?: true;
}

const correcting: readonly Form[] = [
  { kind: 'PLACEMENT_STARTED', does: 'corrects', title: 'Placement started', field: 'settingName', label: 'Name of the establishment' },
  { kind: 'PLACEMENT_STARTED', does: 'corrects', title: 'Placement started', field: 'senSetting', label: 'Kind of setting, where neither number says' },
];

/** Two kinds of new entry, two fields of one entry to correct and of one of a joined record, and two of the personal details. */
const forms: readonly Form[] = [
  { kind: 'CONSULTATION_SENT', does: 'adds', title: 'Setting consulted', field: 'setting', label: 'Setting' },
  { kind: 'REPRESENTATIONS_RECEIVED', does: 'adds', title: 'Family’s views received', field: 'requestedSetting', label: 'Setting asked for' },
  ...correcting, ...correcting.map((form): Form => ({ ...form, joined: true })),
  { kind: 'PERSON', does: 'changes details', title: 'Personal details', field: 'knownAs', label: 'Known as' },
  { kind: 'PERSON', does: 'changes details', title: 'Personal details', field: 'formerNames', label: 'Former names' },
];

interface Step { readonly officer: 0 | 1; readonly does: 'open' | 'send'; readonly form: number }

/** What an officer wrote into which field. */
interface Change { readonly form: Form; readonly text: string }

/** What an officer has on the screen: the boxes as the page sent them, what was typed, and the step that sends it on. */
interface Desk extends Change { readonly boxes: Record<string, string>; readonly step: 'check' | 'record' }

/** The entries that a page says were recorded since, each with its fields: cells of a table where the form is of that kind, else a value with the one before. */
function recordedSince(html: string): { title: string; fields: Map<string, string[]> }[] {
  const words = (part: string): string => textOf(`<main>${part}</main>`);
  return [...html.matchAll(/<li class="sl-line">([\s\S]*?)<\/li>/g)].map(([, entry = '']) => {
    const rows = [...entry.matchAll(/<th scope="row"[^>]*>([\s\S]*?)<\/th>([\s\S]*?)<\/tr>/g)].map(([, label = '', cells = '']) => [words(label), [...cells.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell = '']) => words(cell))] as const);
    const facts = [...entry.matchAll(/<dt>([\s\S]*?)<\/dt><dd>([\s\S]*?)<\/dd>/g)].map(([, label = '', value = '']) => [words(label), words(value).split(' before: ').reverse()] as const);
    return { title: words(/<h3[^>]*>([\s\S]*?)<\/h3>/.exec(entry)?.[1] ?? ''), fields: new Map([...rows, ...facts]) };
  });
}

class Race {
  readonly url: string;
  readonly desks: (Desk | null)[] = [null, null];
  readonly acknowledged: Change[] = [];
  /** How often an officer was shown what the other had recorded, and how many fields of it. */
  conflicts = 0;
  fieldsShown = 0;
  readonly #seen: number[] = [0, 0];

  readonly #joined: string;

  constructor(child: string, joined: string) {
    this.#joined = joined;
    this.url = `/children/${child}/record`;
  }

  /** What stands for a placement: the third entry of either story, or the last correction; each change is one entry, from the fifth. */
  #placement({ joined }: Form): string {
    const last = this.acknowledged.findLastIndex(({ form }) => form.does === 'corrects' && form.joined === joined);
    return last >= 0 ? `correct=${5 + last}` : joined === true ? `about=${this.#joined}:3` : 'correct=3';
  }

  async open(officer: 0 | 1, form: Form): Promise<void> {
    const text = `Text ${randomUUID()}`;
    const page = await (officers[officer] as Visitor).open(`${this.url}?kind=${form.kind}${form.does === 'corrects' ? `&${this.#placement(form)}` : ''}`);
    this.#seen[officer] = this.acknowledged.length;
    const more = { adds: dayBoxes('on', '2026-06-01'), 'corrects': { why: 'So says the letter' }, 'changes details': {} }[form.does];
    this.desks[officer] = { form, text, boxes: { ...boxesIn(page.body), ...answersIn(page.body), ...more, [`fact-${form.field}`]: text }, step: 'record' };
  }

  /** Sends what is on the screen: recorded, or shown beside what the other recorded since, or checked. */
  async send(officer: 0 | 1): Promise<void> {
    const desk = this.desks[officer];
    if (desk == null) return;
    const answer = await (officers[officer] as Visitor).post(this.url, { ...desk.boxes, step: desk.step });
    const missed = this.acknowledged.slice(this.#seen[officer]);
    if (desk.step === 'record' && missed.length === 0) {
      assert.equal(answer.statusCode, 303, textOf(answer.body));
      this.acknowledged.push({ form: desk.form, text: desk.text });
      this.desks[officer] = null;
      return;
    }
    const said = textOf(answer.body);
    assert.equal(answer.statusCode, desk.step === 'record' ? 409 : 200, said);
    if (desk.step === 'record') this.#shown(officer, desk, answer.body);
    assert.ok(said.includes(`${desk.form.label} ${desk.text}`), 'nothing typed is lost');
    const boxes = boxesIn(answer.body, desk.step === 'check' ? 1 : 0);
    this.desks[officer] = { ...desk, boxes, step: desk.step === 'check' ? 'record' : 'check' };
  }

  /** What the other recorded is shown entry by entry: the field that changed, what it said before and says now, and beside it what was typed here. */
  #shown(officer: 0 | 1, { form, text }: Desk, page: string): void {
    const from = this.#seen[officer] as number;
    const shown = recordedSince(page);
    assert.deepEqual(shown.map(({ title }) => title), this.acknowledged.slice(from).map((change) => change.form.title));
    for (const [i, change] of this.acknowledged.slice(from).entries()) {
      const was = change.form.does === 'adds' ? [] : [this.standing(change.form, from + i)];
      const cells = shown[i]?.fields.get(change.form.label) ?? [];
      assert.deepEqual(cells.slice(0, was.length + 1), [...was, change.text], change.form.label);
      assert.equal(cells.length, was.length + (change.form.kind === form.kind ? 2 : 1));
      if (change.form === form) assert.equal(cells.at(-1), text, 'what was typed here stands beside it');
      this.fieldsShown += 1;
    }
    this.#seen[officer] = this.acknowledged.length;
    this.conflicts += 1;
  }

  /** What a field says once the first `count` changes are recorded. */
  standing(form: Form, count = this.acknowledged.length): string {
    return this.acknowledged.slice(0, count).findLast((change) => change.form === form)?.text ?? (form.does === 'corrects' ? `First ${form.field}` : 'Not recorded');
  }
}

const steps = fc.array(
  fc.record<Step>({ officer: fc.constantFrom(0, 1), does: fc.constantFrom('open', 'send', 'send'), form: fc.nat({ max: forms.length - 1 }) }),
  { minLength: 8, maxLength: 20 },
);

const story: Parameters<typeof recordStory>[1] = [zuleika, ['PLAN_FIRST_MADE', '2026-02-02'], ['PLACEMENT_STARTED', '2026-03-02', { settingName: 'First settingName', senSetting: 'First senSetting', rank: '1' }]];

test(`${RACES} orders in which two officers record, correct and change details in one case`, async (t) => {
  const counted = { 'adds': 0, 'corrects': 0, 'corrects what was joined': 0, 'changes details': 0, conflicts: 0, fields: 0 };
  await fc.assert(fc.asyncProperty(steps, async (order) => {
    const [child, joined] = [await recordStory(site.db, story), await recordStory(site.db, story)];
    await mergeChildren(site.db, ownDerive(), { id: randomUUID(), recordedBy: 'officer', content: {}, from: { child: joined, expectedSeq: 3 }, to: { child, expectedSeq: 3 }, reason: 'One child' });
    const race = new Race(child, joined);
    for (const { officer, does, form } of order) await (does === 'open' ? race.open(officer, forms[form] as Form) : race.send(officer));
    const { rows } = await sql<{ kind: string; facts: Record<string, string> }>`SELECT kind, text::json -> 'facts' AS facts
      FROM history JOIN history_content USING (subject_kind, subject_id, seq) WHERE subject_id = ${child} AND seq > 4 ORDER BY seq`.execute(site.db);
    assert.deepEqual(rows.map(({ kind, facts }, i) => [kind, facts[race.acknowledged[i]?.form.field ?? '']]), race.acknowledged.map(({ form, text }) => [form.kind, text]), 'the record holds what was acknowledged, in that order, once');
    for (const form of forms.filter(({ does }) => does !== 'adds')) {
      const last = rows.findLast(({ kind, facts }) => kind === form.kind && ('instead' in facts) === (form.joined === true) && (form.does === 'corrects' || form.field in facts));
      assert.equal(last?.facts[form.field] ?? race.standing(form, 0), race.standing(form), `${form.label} says what was last written there, whatever else was changed since`);
    }
    for (const { form } of race.acknowledged) counted[form.joined === true ? 'corrects what was joined' : form.does] += 1;
    counted.conflicts += race.conflicts;
    counted.fields += race.fieldsShown;
  }), { numRuns: RACES });
  assert.ok(Object.values(counted).every((count) => count > 0));
  t.diagnostic(`${counted.adds} entries, ${counted.corrects} corrections, ${counted['corrects what was joined']} of a joined record, and ${counted['changes details']} changes of personal details acknowledged, none lost or doubled; `
    + `${counted.conflicts} times what the other had recorded was shown first, ${counted.fields} fields of it by name`);
});
