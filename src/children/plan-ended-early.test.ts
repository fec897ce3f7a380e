import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { boxesIn, dayBoxes, fillIn, recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';

const site = await testApp({ after });
const caseworker = await site.signedIn('caseworker');

type Told = Parameters<typeof recordStory>[1];
const plan: Told = [zuleika, ['PLAN_FIRST_MADE', '2020-03-04']];
const told: Told = [...plan, ['CEASE_DECISION_NOTIFIED', '2026-03-02']];
const may = /it may end from 6 May 2026 \(Children and Families Act 2014, section 45\(4\)\)\. Is this right\?/;

for (const [what, before, on, reason, asks] of [
  ['before the time to appeal has passed', told, '2026-05-05', '2', may],
  ['once it has passed', told, '2026-05-06', '2', null],
  ['while an appeal is open', [...told, ['APPEAL_LODGED', '2026-04-01']], '2026-09-01', '2', /appeal about ending the plan is open.*Is this right\?/],
  ['once the family agreed to keep it, for another reason', [...told, ['MEDIATION_AGREEMENT_SIGNED', '2026-04-01', { effect: 'MAINTAIN' }]], '2026-04-20', '4', null],
  ['because the child moved outside England', told, '2026-03-20', '7', null],
  ['without notice that it would', plan, '2026-03-20', '2', null],
] as const) {
  test(`a plan that ends ${what} is ${asks === null ? 'recorded without a question' : 'asked about, and recorded all the same'}`, async () => {
    const child = await recordStory(site.db, [...before] as Told);
    const address = `/children/${child}/record?kind=PLAN_CEASED`;
    const answers = { ...dayBoxes('on', on), 'fact-reason': reason };
    const form = await caseworker.open(address);
    const checked = textOf((await caseworker.post(`/children/${child}/record`, { ...boxesIn(form.body), ...answers, step: 'check' })).body);
    if (asks === null) assert.doesNotMatch(checked, /Is this right\?/);
    else assert.match(checked, asks);
    assert.equal((await fillIn(caseworker, address, answers)).statusCode, 303);
  });
}
