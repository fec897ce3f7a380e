import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { addPerson } from '../../test/people.ts';
import { caseloads, type Held, viewerOf, withCaseloads } from '../../test/caseloads.ts';
import { dutiesOf } from '../../test/duties.ts';
import { dateWith, standingExamples } from '../../test/standing-examples.ts';
import { addDays, ageOn, type Day, day, dayFrom } from '../calendar/day.ts';
import type { Plan } from '../case-history/case.ts';
import { stages } from '../case-history/case-stage.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { dataGaps } from '../case-history/data-gaps.ts';
import { stageOf, whoHasTheBall } from '../children/stage.ts';
import { isExempt, stored, statusOn } from '../deadlines/standing.ts';
import { unusualSteps } from '../deadlines/unusual-steps.ts';
import type { Database } from '../platform/database.ts';
import { type Ball, ballOf, balls } from './ball.ts';
import { caseList, countCases } from './case-list.sql.ts';
import { isExcused, isRunning } from './running.sql.ts';
import { phases } from './phases.ts';
import { type FilterName, filters, type ListQuestion, type SortName, sorts } from './list-question.ts';
import { type Scope, systemViews, type SystemViewId, viewsOf } from './views.ts';

const database = await testDatabase();
const { db } = database;
const today = day('2026-11-17');
const north = '00000000-0000-4000-8000-00000000a001';
const workers = await Promise.all([1, 2, 3].map(() => addPerson(db, 'caseworker')));
const cases = caseloads(11, 250, today, { workers: workers.map(({ id }) => id), team: north });
const viewer = viewerOf(workers[0]?.id ?? '');
const plain: ListQuestion = { view: 'all', filters: {}, caseworker: null, search: '', sort: 'attention', order: 'asc', size: 25, page: 1 };
const mine: Scope = { kind: 'mine' };
const service: Scope = { kind: 'service' };

const scratch = (use: (db: Database) => Promise<void>): Promise<void> => withCaseloads(database, cases, use);

// The same, written again from the words of each view.

const inForce = ({ ceaseOn, ceaseReason }: Plan): boolean => (ceaseOn === null ? ceaseReason === null : ceaseOn > today);
const openOf = ({ settled }: Held) => settled.assessments.findLast((one) => !one.ended);
const planOf = ({ settled }: Held) => settled.plans.findLast(inForce);
const running = ({ deadlines }: Held) => deadlines.map((one) => ({ ...one, status: statusOn(stored(one), today) })).filter(({ status }) => status.startsWith('OPEN'));
const duties = (held: Held) => running(held).filter(({ rule, force }) => rule.nature === 'duty' && (force === 'STATUTORY' || force === 'CASE_LAW'))
  .sort((a, b) => Number(a.status === 'OPEN_EXEMPT') - Number(b.status === 'OPEN_EXEMPT') || (a.dueOn ?? '').localeCompare(b.dueOn ?? '') || a.no - b.no);
const isLive = (held: Held): boolean => openOf(held) !== undefined || planOf(held) !== undefined || duties(held).length > 0;
const inSeven = addDays(today, 7);

function isBusy(held: Held): boolean {
  const soon = duties(held).some(({ dueOn, status }) => status !== 'OPEN_EXEMPT' && dueOn !== null && dueOn <= addDays(today, 42));
  return soon || (planOf(held) === undefined && openOf(held) !== undefined);
}

const awaited = (held: Held) => openOf(held)?.advice.filter((one) => one.receivedOn === null).map(({ body }) => body ?? 'OTHER') ?? [];

const naive: Readonly<Record<SystemViewId, (held: Held) => boolean>> = {
  'all': () => true,
  'next-7-days': (held) => duties(held).some(({ dueOn }) => dueOn !== null && dueOn >= today && dueOn <= inSeven),
  'overdue': (held) => duties(held).some(({ status }) => status === 'OPEN_OVERDUE'),
  'inevitable': (held) => duties(held).some((one) => !isExempt(stored(one), today) && one.inevitableFrom !== null && one.inevitableFrom <= today && one.dueOn !== null && one.dueOn >= today),
  'advice': (held) => awaited(held).length > 0,
  'quiet': (held) => isBusy(held) && (held.settled.workedOn === null || held.settled.workedOn <= addDays(today, -14)),
  'data': ({ settled }) => dataGaps(settled).length > 0 || unusualSteps(settled).length > 0,
  'unallocated': ({ settled }) => settled.allocation?.caseworker == null,
};

const scopes: readonly (readonly [Scope, (held: Held) => boolean])[] = [
  [mine, ({ settled }) => settled.allocation?.caseworker === viewer.staffId],
  [{ kind: 'team', team: north }, ({ settled }) => settled.allocation?.team === north],
  [service, () => true],
];

const ids = (held: readonly Held[]): string[] => held.map(({ rows }) => rows.childId).sort();

test('every view of every scope holds the cases that its words say, and counts as many', (t) => scratch(async (db) => {
  for (const [scope, within] of scopes) {
    const live = cases.filter((held) => within(held) && isLive(held));
    const counts = await countCases(db, viewer, { scope, today }, {});
    for (const view of viewsOf(scope)) {
      const list = await caseList(db, viewer, { scope, today, question: { ...plain, view } }, null);
      const expected = live.filter(naive[view]);
      assert.deepEqual(list.map(({ childId }) => childId).sort(), ids(expected), `${view} of ${scope.kind}`);
      assert.equal(counts.views[view], expected.length);
      if (scope.kind === 'service') {
        assert.ok(expected.length > 0, `${view} holds somebody`);
        t.diagnostic(`${systemViews[view].title}: ${list.length} of ${live.length} cases`);
      }
    }
  }
}));

/** Who has the ball by the page of the case. */
function holdersOf({ settled, deadlines }: Held): Ball[] {
  const bodies = [...Object.values(adviceBodies), 'An adviser'];
  const held = whoHasTheBall(settled, dutiesOf({ case: settled, deadlines }), today).map(({ who }) => Object.entries(balls).find(([, words]) => words === who)?.[0] ?? (bodies.includes(who) ? 'adviser' : 'setting'));
  return [...new Set(held as Ball[])];
}

test('each case has the stage, the next date and the ball that its page has', () => scratch(async (db) => {
  const list = await caseList(db, viewer, { scope: service, today, question: plain }, null);
  for (const row of list) {
    const held = cases.find(({ rows }) => rows.childId === row.childId) as Held;
    const [next] = duties(held);
    if (row.stage !== 'ended') assert.equal(stages[row.stage], stageOf(held.settled, today));
    assert.deepEqual([row.dueOn, row.code, row.excused], [next?.dueOn ?? null, next?.code ?? null, next !== undefined && next.status === 'OPEN_EXEMPT']);
    assert.equal(row.overdue, duties(held).filter(({ status }) => status === 'OPEN_OVERDUE').length);
    assert.deepEqual([...row.bodies].sort(), [...awaited(held)].sort());
    const open = running(held);
    assert.equal(row.views, open.some(({ code }) => code === 'NA.REPS_END' || code === 'AR.REPS_END'));
    assert.equal(row.mediator, open.some(({ code, dueOn }) => code === 'MED.CERT' && dueOn !== null && today <= addDays(dueOn, 28)));
    assert.deepEqual(ballOf(row), holdersOf(held));
    assert.equal(row.settings, open.filter(({ code }) => code === 'CO.RESPONSE').length);
  }
  assert.ok(new Set(list.map(({ stage }) => stage)).size >= 6);
}));

function passes(held: Held, name: FilterName, value: string): boolean {
  const [next] = duties(held);
  const due = next?.dueOn ?? null;
  const years = (): number => ageOn(held.settled.person.dob as Day, dayFrom(2026, 8, 31)) - 4;
  switch (name) {
    case 'stage': return stages[value as keyof typeof stages] === stageOf(held.settled, today);
    case 'need': {
      const primary = (planOf(held) ?? held.settled.plans.at(-1))?.needs.find(({ rank }) => rank === '1')?.type ?? 'none';
      return primary === value;
    }
    case 'phase': return held.settled.person.dob !== null && years() >= phases[value as keyof typeof phases].years[0] && years() <= phases[value as keyof typeof phases].years[1];
    case 'ball': return true;
    case 'due': {
      if (value === 'overdue') return naive.overdue(held);
      if (value === 'none') return due === null;
      if (due === null) return false;
      if (value === 'week') return naive['next-7-days'](held);
      return value === 'month' ? duties(held).some(({ dueOn }) => dueOn !== null && dueOn >= today && dueOn <= addDays(today, 28)) : due > addDays(today, 28);
    }
  }
}

test('each filter keeps the cases that have its value', () => scratch(async (db) => {
  for (const name of ['stage', 'need', 'phase', 'due'] as const) {
    for (const value of Object.keys(filters[name].choices)) {
      if (value === 'ended') continue;
      const list = await caseList(db, viewer, { scope: service, today, question: { ...plain, filters: { [name]: value } } }, null);
      const expected = cases.filter((held) => isLive(held) && passes(held, name, value));
      assert.deepEqual(list.map(({ childId }) => childId).sort(), ids(expected), `${name} ${value}`);
    }
  }
  const all = await caseList(db, viewer, { scope: service, today, question: plain }, null);
  for (const value of Object.keys(filters.ball.choices)) {
    const list = await caseList(db, viewer, { scope: service, today, question: { ...plain, filters: { ball: value } } }, null);
    assert.deepEqual(new Set(list.map(({ childId }) => childId)), new Set(all.filter((row) => (ballOf(row) as string[]).includes(value)).map(({ childId }) => childId)), value);
  }
}));

test('sorting orders the whole list, and pages are cut from it', () => scratch(async (db) => {
  for (const sort of Object.keys(sorts) as SortName[]) {
    for (const order of ['asc', 'desc'] as const) {
      const question = { ...plain, sort, order };
      const whole = await caseList(db, viewer, { scope: service, today, question }, null);
      const third = await caseList(db, viewer, { scope: service, today, question }, { limit: 10, offset: 20 });
      assert.deepEqual(third, whole.slice(20, 30), `${sort} ${order}`);
    }
  }
  const urgent = await caseList(db, viewer, { scope: service, today, question: plain }, null);
  const late = urgent.filter(({ overdue }) => overdue > 0);
  assert.deepEqual(urgent.slice(0, late.length), late, 'what is overdue comes first');
  assert.deepEqual(late.map(({ dueOn }) => dueOn), late.map(({ dueOn }) => dueOn).sort());
  const byStage = await caseList(db, viewer, { scope: service, today, question: { ...plain, sort: 'stage' } }, null);
  const places = byStage.map(({ stage }) => Object.keys(stages).indexOf(stage));
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
  const byBall = (await caseList(db, viewer, { scope: service, today, question: { ...plain, sort: 'ball' } }, null)).map((row) => Object.keys(balls).indexOf(ballOf(row)[0] ?? 'us'));
  assert.deepEqual(byBall, [...byBall].sort((a, b) => a - b));
  assert.ok(new Set(byBall).size > 1, 'more than one of them has the ball');
}));

test('a record restricted to others, or with a conflict of interest, is in no list and no count', () => scratch(async (db) => {
  const [first, second, third] = await caseList(db, viewer, { scope: mine, today, question: plain }, null);
  const before = (await countCases(db, viewer, { scope: mine, today }, {})).views.all;
  await sql`INSERT INTO restriction (child_id, reason, guardian_id, since_on, fingerprint) VALUES (${first?.childId}, 'OTHER', ${workers[1]?.id}, '2026-01-01', 0), (${second?.childId}, 'OTHER', ${workers[1]?.id}, '2026-01-01', 0)`.execute(db);
  await sql`INSERT INTO restricted_to (child_id, staff_id, until_on, fingerprint) VALUES (${second?.childId}, ${viewer.staffId}, ${today}, 0)`.execute(db);
  await sql`INSERT INTO conflict (child_id, staff_id, fingerprint) VALUES (${third?.childId}, ${viewer.staffId}, 0)`.execute(db);
  const list = await caseList(db, viewer, { scope: mine, today, question: plain }, null);
  assert.equal(list.length, before - 2);
  assert.ok(list.some(({ childId }) => childId === second?.childId), 'whoever is named may see it');
  assert.equal((await countCases(db, viewer, { scope: mine, today }, {})).views.all, before - 2);
}));

test('what runs, in plain comparisons, is what the status says', () => scratch(async (db) => {
  for (const [what, facts, on, status] of standingExamples) {
    const date = dateWith(facts);
    const { rows } = await sql<{ running: boolean; excused: boolean }>`SELECT ${isRunning(on)} AS running, ${isRunning(on)} AND ${isExcused(on)} AS excused FROM (
      SELECT ${date.dueOn}::date AS due_on, ${date.knownOn}::date AS known_on, ${date.doneOn}::date AS done_on, ${date.closedOn}::date AS closed_on,
        ${date.notApplicable}::boolean AS not_applicable, ${date.exempt}::boolean AS exempt, ${date.exemptFrom}::date AS exempt_from) d`.execute(db);
    assert.deepEqual([rows[0]?.running, rows[0]?.excused ?? false], [status.startsWith('OPEN'), status === 'OPEN_EXEMPT'], what);
  }
}));

test('every view says which cases it holds', () => {
  for (const { meaning } of Object.values(systemViews)) assert.match(meaning, /^[A-Z].*\.$/);
});
