// What changed between two reports, by examples that an officer can check: what was on record when the first report was made,
// what was recorded then, and under which heading the child's row stands.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { returned } from '../../test/cases.ts';
import { changingDatabase, join, loadReturn, momentNow, putRight, rollBackFile, setReadings, tell, type Told } from '../../test/changing-record.ts';
import { day } from '../calendar/day.ts';
import { caseReference } from '../case-history/case-reference.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import type { Database } from '../platform/database.ts';
import { findMeasure } from './measures.sql.ts';
import type { Question } from './figures.sql.ts';
import { parametersOf, readQuestion, windowOf } from './question.ts';
import { causeWords, linesOf, type ReadRow, standingInWords, type CausedChange } from './what-changed.ts';
import { type KeptAnswer, whatChanged, type WhatChanged } from './what-changed.sql.ts';

const database = await changingDatabase();
const { db } = database;

function asked(id: string, asAt: string, window?: string): Question {
  const reading = readQuestion({ window, asAt }, day('2026-11-21'));
  const found = findMeasure(id);
  assert.ok(found !== null && !('problem' in reading));
  return { measure: found.measure, parameters: parametersOf(windowOf(found.measure, reading), reading.asAt), filters: [] };
}

interface Reported { readonly measure: string; readonly window?: string; readonly asAt: string; readonly laterAsAt?: string; readonly laterWindow?: string }

/** What changed between the report made before `meanwhile` and the one made after. */
async function changed({ measure, window, asAt, laterAsAt, laterWindow }: Reported, meanwhile: () => Promise<unknown>): Promise<WhatChanged> {
  const first = await momentNow(db);
  await meanwhile();
  return whatChanged(db, ownDerive(), {
    before: { question: asked(measure, asAt, window), knownAt: first, kept: null },
    after: { question: asked(measure, laterAsAt ?? asAt, laterWindow ?? window), knownAt: await momentNow(db), kept: null },
  });
}

const said = ({ cause, before, after }: CausedChange): string => `${causeWords(cause, '').title}: ${standingInWords(before, 'share')} → ${standingInWords(after, 'share')}`;

interface Example extends Reported {
  readonly title: string;
  readonly before: readonly Told[];
  readonly meanwhile: (on: Database, child: string) => Promise<unknown>;
  readonly is: readonly string[];
}

const may: Pick<Reported, 'measure' | 'window' | 'asAt'> = { measure: 'requests.received', window: 'month:2026-05', asAt: '2026-05-31' };
const decided: Pick<Reported, 'measure' | 'window' | 'asAt'> = { measure: 'six_weeks.decided.within', window: 'month:2026-05', asAt: '2026-05-31' };
const asksInApril: Told = ['REQUEST_RECEIVED', '2026-04-01'];
const decidedInMay: Told = ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-08'];
const yes = 'Yes';
const none = 'Not among the rows';

const examples: readonly Example[] = [
  { title: 'a request of May entered in June', ...may, before: [], meanwhile: (on, child) => tell(on, child, [['REQUEST_RECEIVED', '2026-05-20'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-28']]), is: [`Late records: ${none} → ${yes}`] },
  { title: 'a decision of May entered in June', ...decided, before: [asksInApril], meanwhile: (on, child) => tell(on, child, [decidedInMay]), is: [`Late records: ${none} → ${yes}`] },
  { title: 'the day of a decision put right, and so too late', ...decided, before: [asksInApril, decidedInMay], meanwhile: (on, child) => putRight(on, child, 'DECISION_TO_ASSESS_NOTIFIED', '2026-05-20'), is: [`Corrections: ${yes} → No`] },
  { title: 'the day of a decision put right, and so in another month', ...decided, before: [asksInApril, decidedInMay], meanwhile: (on, child) => putRight(on, child, 'DECISION_TO_ASSESS_NOTIFIED', '2026-04-30'), is: [`Corrections: ${yes} → ${none}`] },
  { title: 'a decision taken back', ...decided, before: [asksInApril, decidedInMay], meanwhile: (on, child) => putRight(on, child, 'DECISION_TO_ASSESS_NOTIFIED', null), is: [`Removals: ${yes} → ${none}`] },
  {
    title: 'entered late and put right before the second report: one late record', ...decided, before: [asksInApril],
    meanwhile: async (on, child) => { await tell(on, child, [['DECISION_TO_ASSESS_NOTIFIED', '2026-05-20']]); await putRight(on, child, 'DECISION_TO_ASSESS_NOTIFIED', '2026-05-08'); },
    is: [`Late records: ${none} → ${yes}`],
  },
  {
    title: 'a correction of something else does not make a late record a correction', ...decided, before: [asksInApril],
    meanwhile: async (on, child) => { await putRight(on, child, 'REQUEST_RECEIVED', '2026-04-02'); await tell(on, child, [decidedInMay]); },
    is: [`Late records: ${none} → ${yes}`],
  },
  {
    title: 'a new event, and days passing without one', measure: 'requests.received', window: 'rolling-month', asAt: '2026-05-31', laterWindow: 'rolling-month', laterAsAt: '2026-06-30',
    before: [['REQUEST_RECEIVED', '2026-05-20'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-05-28']],
    meanwhile: (on, child) => tell(on, child, [['REQUEST_RECEIVED', '2026-06-11'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-06-18']]),
    is: [`Days passing: ${yes} → ${none}`, `New events: ${none} → ${yes}`],
  },
  { title: 'a duty that fell due, nothing being recorded', measure: 'open_overdue.decide_assess', asAt: '2026-05-10', laterAsAt: '2026-05-31', before: [asksInApril], meanwhile: async () => {}, is: [`Days passing: ${none} → ${yes}`] },
  { title: 'what was overdue is done', measure: 'open_overdue.decide_assess', asAt: '2026-05-31', laterAsAt: '2026-06-30', before: [asksInApril], meanwhile: (on, child) => tell(on, child, [['DECISION_TO_ASSESS_NOTIFIED', '2026-06-09']]), is: [`New events: ${yes} → ${none}`] },
  { title: 'two reports with nothing in between', ...decided, before: [asksInApril, decidedInMay], meanwhile: async () => {}, is: [] },
];

describe('an example of each heading', () => {
  for (const { title, before, meanwhile, is, ...reported } of examples) {
    test(title, async () => {
      const child = randomUUID();
      if (before.length > 0) await tell(db, child, before);
      const { changes } = await changed(reported, () => meanwhile(db, child));
      assert.deepEqual(changes.filter(({ childId }) => childId === child).map(said).sort(), is);
    });
  }

  test('two records of one child are joined: a removal on both', async () => {
    const [from, to] = [randomUUID(), randomUUID()];
    await tell(db, from, [['REQUEST_RECEIVED', '2026-05-04'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-28']]);
    await tell(db, to, [['PERSON', null, { surname: 'Quxworthy' }]]);
    const { changes } = await changed(may, () => join(db, from, to));
    assert.deepEqual(changes.map((change) => [change.childId, said(change)]).sort(), [[from, `Removals: ${yes} → ${none}`], [to, `Removals: ${none} → ${yes}`]].sort());
  });

  test('a return brings late records; one that says another day corrects; rolled back, it is removed', async () => {
    const year: Reported = { measure: 'new_plans', window: 'calendar-year:2025', asAt: '2026-01-31' };
    const plan = { startDate: day('2025-07-20'), planRes: null, planWbp: null, pb: null, oa: null, dp: null, ceaseDate: null, ceaseReason: null, planDetails: [] };
    const record = returned();
    const [request] = record.requests;
    assert.ok(request?.assessment);
    const first = { ...record, requests: [{ ...request, assessment: { ...request.assessment, namedPlan: plan } }] };
    const later = { ...first, requests: [{ ...request, assessment: { ...request.assessment, namedPlan: { ...plan, startDate: day('2024-12-20') } } }] };
    const came = await changed(year, () => loadReturn(db, 2026, [first]));
    let batch = '';
    const moved = await changed(year, async () => { batch = await loadReturn(db, 2026, [later]); });
    const gone = await changed(year, () => rollBackFile(db, batch));
    assert.deepEqual([came, moved, gone].map(({ changes }) => changes.map(said)),
      [[`Late records: ${none} → ${yes}`], [`Corrections: ${yes} → ${none}`], [`Removals: ${none} → ${yes}`]]);
  });

  test('a setting that moves a limit is a changed definition', async () => {
    const child = randomUUID();
    await tell(db, child, [['REQUEST_RECEIVED', '2026-09-01']]);
    const due: Reported = { measure: 'open_overdue.decide_assess', asAt: '2026-10-13' };
    const { changes } = await changed(due, () => setReadings(database, { dayOne: 'TRIGGER_DAY' }));
    assert.deepEqual(changes.filter(({ childId }) => childId === child).map(said), [`Definition changed: ${none} → ${yes}`]);
    await setReadings(database, { dayOne: 'DAY_AFTER_TRIGGER' });
  });
});

describe('a fixed report', () => {
  const yesRow = (child: string): ReadRow => ({ child_id: child, case: `${caseReference(child)}/request-1`, counted_on: day('2026-05-08'), numerator: true, excluded_because: null });
  const keptAs = (version: number, rows: readonly ReadRow[]): KeptAnswer => ({ version, rows, figure: { numerator: rows.length, denominator: rows.length, notRecorded: 0, excluded: {}, categories: [], days: null } });

  /** Two children decided late, of whom a report by another definition had the first as yes, and another row besides. */
  async function fixedOtherwise(after: (rows: readonly ReadRow[]) => KeptAnswer | null): Promise<{ found: WhatChanged; ids: readonly string[] }> {
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) await tell(db, id, [asksInApril, ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-20']]);
    const [knownAt, rows, question] = [await momentNow(db), ids.map(yesRow), asked(decided.measure, decided.asAt, decided.window)];
    const found = await whatChanged(db, ownDerive(), {
      before: { question, knownAt, kept: keptAs(1, rows) }, after: { question, knownAt, kept: after(rows) },
    });
    return { found, ids };
  }

  test('what it counted otherwise than the definition of today is a changed definition', async () => {
    const { found: { opening, closing, changes }, ids } = await fixedOtherwise(() => null);
    assert.deepEqual(ids.map((id) => changes.filter(({ childId }) => childId === id).map(said)), ids.map(() => [`Definition changed: ${yes} → No`]));
    const [line, ...more] = linesOf(changes);
    assert.deepEqual([more, opening.numerator + (line?.numerator.added ?? 0) - (line?.numerator.taken ?? 0)], [[], closing.numerator]);
  });

  test('two reports fixed by one definition that say the same differ in nothing, whatever is counted today', async () => {
    const { found } = await fixedOtherwise((rows) => keptAs(1, rows));
    assert.deepEqual(found.changes, []);
  });

  test('of two fixed by one definition, the row that differs is all that changed', async () => {
    const { found: { changes, opening, closing }, ids } = await fixedOtherwise((rows) => keptAs(1, rows.slice(0, 1)));
    const lines = linesOf(changes);
    assert.ok(changes.every(({ childId }) => childId === ids[1]));
    assert.equal(opening.denominator + lines.reduce((sum, { denominator: { added, taken } }) => sum + added - taken, 0), closing.denominator);
  });
});

test('a row says what was recorded, by whom and when', async () => {
  const child = randomUUID();
  await tell(db, child, [asksInApril]);
  const { changes } = await changed(decided, () => tell(db, child, [decidedInMay]));
  const [ground, ...more] = changes.find(({ childId }) => childId === child)?.grounds ?? [];
  assert.deepEqual([ground?.kind, ground?.on, ground?.recordedBy, ground?.takesBack, more], ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-08', 'officer', false, []]);
});

test('lines say what they add and take away, each as many rows as its list', async () => {
  const child = randomUUID();
  await tell(db, child, [asksInApril, decidedInMay]);
  const { changes, opening, closing } = await changed(decided, async () => {
    await putRight(db, child, 'DECISION_TO_ASSESS_NOTIFIED', '2026-05-20');
    await tell(db, randomUUID(), [asksInApril, decidedInMay]);
  });
  assert.deepEqual(linesOf(changes), [
    { cause: 'correction', rows: 1, numerator: { added: 0, taken: 1 }, denominator: { added: 0, taken: 0 }, leftOut: { added: 0, taken: 0 } },
    { cause: 'late-record', rows: 1, numerator: { added: 1, taken: 0 }, denominator: { added: 1, taken: 0 }, leftOut: { added: 0, taken: 0 } },
  ]);
  assert.deepEqual([closing.numerator - opening.numerator, closing.denominator - opening.denominator], [0, 1]);
});
