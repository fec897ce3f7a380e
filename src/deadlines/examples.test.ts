import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { kindNamed } from '../case-history/kinds.ts';
import { rules } from '../statute/rules.ts';
import { differences } from './compare.ts';
import { lawWith } from './law.ts';
import type { WorkedCase } from './worked-case.ts';
import { readWorkedCases } from './worked-cases.file.ts';
import { resultOf } from './worked-result.ts';

const law = lawWith();
const folder = join(import.meta.dirname, 'examples');
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

function casesIn(text: string): WorkedCase[] {
  const read = readWorkedCases(text);
  assert.ok('cases' in read);
  return read.cases;
}

for (const { name, text } of files) {
  describe(name.replace('.json', ''), () => {
    const titles = (JSON.parse(text) as { examples: { title: string }[] }).examples.map(({ title }) => title);
    for (const [i, one] of casesIn(text).entries()) {
      test(`${one.id}: ${titles[i]}`, () => {
        assert.deepEqual(one.findings, []);
        assert.deepEqual(differences(one.expect, resultOf(one, law)), []);
      });
    }
  });
}

describe('the examples', () => {
  const all = files.flatMap(({ text }) => casesIn(text));

  test('expect something of every rule', () => {
    const expected = all.flatMap(({ expect }) => ['deadlines', 'status', 'exception'].flatMap((part) => Object.keys((expect?.[part] ?? {}) as object)));
    const named = new Set(expected.map((code) => code.replace(/[#/].*/, '')));
    assert.deepEqual([...new Set(rules.map((rule) => rule.code))].filter((code) => !named.has(code)), []);
  });

  test('tell of every kind of entry that starts a rule', () => {
    const told = new Set(all.flatMap(({ entries }) => entries.map((entry) => entry.kind)));
    const starts = new Set(rules.flatMap((rule) => rule.starts.map((start) => start.event)));
    const few = ['REASSESSMENT_REFUSED_NOTIFIED', 'REASSESSMENT_PLAN_SENT', 'MEDIATION_DECLINED'];
    assert.deepEqual([...starts].filter((kind) => !told.has(kind) && !few.includes(kind)), []);
  });
});

describe('the rules', () => {
  test('speak only of kinds of entry that there are', () => {
    const spoken = rules.flatMap((rule) => [...rule.starts, ...rule.done, ...rule.stops, ...(rule.reopens ?? []), ...(rule.window ?? [])].map((act) => act.event));
    assert.deepEqual([...new Set(spoken)].filter((kind) => kindNamed(kind) === undefined), []);
  });

  test('have versions that never overlap in one rule set for one start', () => {
    const seen = new Set<string>();
    for (const rule of rules) {
      for (const start of rule.starts) {
        const key = `${rule.code} ${rule.ruleSet} ${rule.from} ${start.event} ${start.effect} ${start.fact} ${start.is?.join()}`;
        assert.ok(!seen.has(key), `twice: ${key}`);
        seen.add(key);
      }
    }
  });
});

describe('random stories', () => {
  for (const zone of ['Europe/London', 'America/Los_Angeles', 'Pacific/Auckland']) {
    test(`ten thousand agree with a naive reading of the law, day by day, in ${zone}`, () => {
      const out = execFileSync(process.execPath, ['test/naive-deadlines.ts'], { env: { ...process.env, TZ: zone }, encoding: 'utf8' });
      assert.match(out, new RegExp(`10000 cases agree in ${zone}`));
    });
  }
});
