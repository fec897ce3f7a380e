import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Awaited, ballInWords, ballOf } from './ball.ts';

const nobody: Awaited = { views: false, bodies: [], settings: 0, mediator: false, appeal: false };

/** What is open, who has the ball, and how a list says it. */
const examples: readonly (readonly [what: string, open: Partial<Awaited>, who: string[], words: string])[] = [
  ['nothing is asked of anybody', {}, ['us'], 'The authority'],
  ['advice is asked for and not in', { bodies: ['HEALTH'] }, ['adviser'], 'Health'],
  ['two are asked', { bodies: ['EDUCATIONAL_PSYCHOLOGIST', 'HEALTH'] }, ['adviser'], 'Educational psychologist and Health'],
  ['more than two are asked', { bodies: ['HEALTH', 'SOCIAL_CARE', 'SENSORY'] }, ['adviser'], '3 advisers'],
  ['the draft is sent and the 15 days run', { views: true }, ['family'], 'The family'],
  ['the 15 days run and settings are consulted', { views: true, settings: 2 }, ['family', 'setting'], 'The family; 2 settings'],
  ['one setting has not replied', { settings: 1 }, ['setting'], 'A setting'],
  ['a mediation adviser owes the certificate', { mediator: true }, ['mediator'], 'The mediation adviser'],
  ['the certificate is owed and an appeal lodged', { mediator: true, appeal: true }, ['mediator', 'tribunal'], 'The mediation adviser; the Tribunal'],
  ['an appeal is lodged', { appeal: true }, ['tribunal'], 'The Tribunal'],
  ['late advice and the 15 days together', { views: true, bodies: ['HEALTH'], appeal: true }, ['family', 'adviser', 'tribunal'], 'The family; Health; the Tribunal'],
  ['a body that no list knows', { bodies: ['SOMEBODY'] }, ['adviser'], 'An adviser'],
];

for (const [what, open, who, words] of examples) {
  test(`who has the ball where ${what}`, () => {
    assert.deepEqual(ballOf({ ...nobody, ...open }), who);
    assert.equal(ballInWords({ ...nobody, ...open }), words);
  });
}
