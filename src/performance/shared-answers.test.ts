import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import { day } from '../calendar/day.ts';
import type { Figure } from './figure.ts';
import { findMeasure } from './measures.sql.ts';
import type { Question } from './figures.sql.ts';
import { parametersOf } from './question.ts';
import { figureAsked, shareAnswers } from './shared-answers.sql.ts';

const { db } = await recordDatabase();

function questionOf(id: string): Question {
  const found = findMeasure(id);
  assert.ok(found !== null);
  return { measure: found.measure, parameters: parametersOf(null, day('2026-11-21')), filters: [] };
}

test('a figure is worked out once for all who ask, again once something was recorded, and at most once a second', async () => {
  let [now, worked] = [0, 0];
  const answers = shareAnswers({ milliseconds: () => now, derive: () => deriveCases });
  const persons = figureAsked(questionOf('persons'));
  const counting = { key: persons.key, work: (...args: Parameters<typeof persons.work>): Promise<Figure> => ((worked += 1), persons.work(...args)) };
  const ask = async (): Promise<number> => (await answers.answer(db, await answers.known(db, undefined), counting)).denominator;
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [0, 0, 0]);
  assert.equal(worked, 1);
  now = 5000;
  assert.deepEqual([await ask(), worked], [0, 1]);
  await recordNow(db, [of(randomUUID(), 'REQUEST_RECEIVED', '2026-10-01')]);
  now = 5999;
  assert.deepEqual([await ask(), worked], [0, 1]);
  now = 6000;
  assert.deepEqual([await ask(), worked], [1, 2]);
});

test('figures asked together are all as known at one instant, whatever is recorded meanwhile', async () => {
  const answers = shareAnswers({ milliseconds: () => 0, derive: () => deriveCases });
  const known = await answers.known(db, undefined);
  await recordNow(db, [of(randomUUID(), 'REQUEST_RECEIVED', '2026-10-02')]);
  const [persons, requests] = await Promise.all(['persons', 'requests_records'].map((id) => answers.answer(db, known, figureAsked(questionOf(id)))));
  assert.deepEqual([persons?.denominator, requests?.denominator], [1, 1]);
});
