import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { run } from './statute.command.ts';
import { rules } from './rules.ts';
import { contestedPoints, defaultSettings, settingsFrom } from './settings.ts';

async function printed(...args: string[]): Promise<string> {
  let text = '';
  assert.equal(await run(args, { out: (said) => { text += said; }, err: () => undefined }), 0);
  return text;
}

describe('statute print', () => {
  test('holds every rule with its citation, and every contested reading with its choices', async () => {
    const text = await printed('print');
    for (const rule of rules) {
      assert.ok(text.includes(rule.code), rule.code);
      assert.ok(text.includes(rule.citation), rule.citation);
    }
    for (const { point, choices } of Object.values(contestedPoints)) {
      assert.ok(text.includes(point), point);
      for (const words of Object.values(choices)) assert.ok(text.includes(words), words);
    }
  });

  test('says of a rule what an officer must know', async () => {
    const text = await printed('print');
    assert.ok(text.includes([
      '### RA.DECIDE: Tell the requester whether it will reassess', '', '- Citation: SEND Regulations 2014, regulation 25', '- Due in: 1 September 2014 to now (base-2014)',
      '- Force: STATUTORY, fixed by Act, regulations or Tribunal rules: a breach is unlawful', '- Runs from: Reassessment request received',
      '- Period: 15 days, not counting that day (D-AFTER)',
    ].join('\n')), 'RA.DECIDE');
  });

  test('says on what condition it runs or is done, from which of several, and what is nobody’s duty', async () => {
    const text = await printed('print');
    for (const line of [
      '- Runs from: Mediation requested (healthIssues: true)', '- Done by: Mediation requested (icbToldOn: recorded), icbToldOn',
      '- Runs from: Mediation agreement signed (laWasParty: false)', '- Runs from: Phase transfer identified (kind: POST16_TO_POST16)',
      '- Where it could run from several: the last', '- Kind: time that runs out, nobody’s duty',
    ]) assert.ok(text.includes(line), line);
  });

  test('gives the same as data', async () => {
    const data = JSON.parse(await printed('print', '--json')) as { rules: unknown[] };
    assert.equal(data.rules.length, rules.length);
  });

  test('knows no other word', () => assert.rejects(printed('burn'), { name: 'Trouble', exitCode: 2 }));
});

describe('settings', () => {
  test('the usual reading is the first choice of each', () => {
    for (const [name, { choices }] of Object.entries(contestedPoints)) {
      assert.equal(defaultSettings[name as keyof typeof defaultSettings], Object.keys(choices)[0], name);
    }
  });

  test('what is no choice is named and left at the usual reading', () => {
    assert.deepEqual(settingsFrom({ annual: 'NEVER', orderStart: 'SENT', hat: 1 }), { settings: { ...defaultSettings, orderStart: 'SENT' }, unknown: ['annual: NEVER', 'hat: 1'] });
  });
});
