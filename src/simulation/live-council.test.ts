import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { recordedEntries } from '../../test/recorded-entries.ts';
import { day } from '../calendar/day.ts';
import type { Entry } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import type { InventedCouncil } from './invented-council.ts';

const council: InventedCouncil = { children: 900, seed: 4, until: day('2026-06-30') };
const children = recordedEntries(council);
const all = children.flat();
const of = (kind: string): Entry[] => all.filter((entry) => entry.kind === kind);
const digest = (entries: unknown): string => createHash('sha256').update(JSON.stringify(entries)).digest('hex');

test('the same arguments tell the same council, whatever the time zone and the language of the machine', () => {
  const module = new URL('../../test/recorded-entries.ts', import.meta.url).href;
  const code = `const { recordedEntries } = await import(${JSON.stringify(module)});
    const { createHash } = await import('node:crypto');
    console.log(createHash('sha256').update(JSON.stringify(recordedEntries(${JSON.stringify(council)}))).digest('hex'));`;
  const env = { ...process.env, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
  const elsewhere = execFileSync(process.execPath, ['--input-type=module', '--eval', code], { env, encoding: 'utf8' }).trim();
  assert.equal(elsewhere, digest(children));
});

describe('what is recorded', () => {
  test('is as many children as asked, and only kinds that there are, with codes that these have', () => {
    assert.equal(children.length, council.children);
    for (const { kind, facts } of all) {
      for (const { name, type, codes } of kindNamed(kind)?.fields ?? assert.fail(kind)) {
        const value = facts?.[name];
        if (type === 'code' && value != null) assert.ok(codes?.[String(value)] !== undefined, `${kind}.${name} ${String(value)}`);
      }
    }
  });

  test('is recorded in the order of its chain, never before it happened', () => {
    for (const entries of children) {
      entries.forEach((entry, i) => assert.ok(i === 0 || entry.recordedAt > (entries[i - 1] as Entry).recordedAt));
      for (const { occurredOn, recordedAt } of entries) assert.ok(occurredOn === null || occurredOn <= recordedAt.slice(0, 10) || occurredOn <= council.until);
    }
  });

  test('is late for some, put right for some, taken back for some, and made twice for a few children', () => {
    assert.ok(all.filter(({ occurredOn, recordedAt }) => occurredOn !== null && recordedAt.slice(0, 10) > occurredOn).length > all.length / 10);
    assert.ok(all.some(({ correctsSeq, facts }) => correctsSeq !== null && facts !== null));
    assert.ok(all.some(({ correctsSeq, facts }) => correctsSeq !== null && facts === null));
    assert.ok(of('CHILD_MERGED').length >= 2);
  });

  test('holds every part of the work', () => {
    const parts = ['EXCEPTION_RECORDED', 'DECISION_NOT_TO_ASSESS_NOTIFIED', 'REQUEST_WITHDRAWN', 'MEDIATION_HELD', 'APPEAL_LODGED', 'TRIBUNAL_ORDER_MADE', 'ORDER_COMPLIED_WITH',
      'CONSULTATION_REPLY', 'REPRESENTATIONS_RECEIVED', 'FINAL_AMENDED_PLAN_SENT', 'PHASE_TRANSFER_FINAL_PLAN_SENT', 'PLAN_TRANSFERRED_IN', 'PLAN_TRANSFERRED_OUT', 'MOVED_OUT', 'PLAN_CEASED', 'ALLOCATED'];
    for (const part of parts) assert.ok(of(part).length > 0, part);
  });
});

/** The check letter of a UPN: its digits weighted 2 to 13, modulo 23. */
const checkLetterOf = (upn: string): string =>
  'ABCDEFGHJKLMNPQRTUVWXYZ'[[...upn.slice(1)].reduce((sum, digit, i) => sum + Number(digit) * (i + 2), 0) % 23] ?? '';

/** The digits of a number of ten weighted 10 to 1, modulo 11: nought for an NHS number, ten for a ULN. */
const checkOf = (number: string): number => [...number].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11;

/** Numbers as they are recorded: each right in form, and in a range of which none is given out. */
const impossible: Readonly<Record<string, (value: string) => boolean>> = {
  upn: (value) => /^[A-Z]999\d{9}$/.test(value) && value[0] === checkLetterOf(value),
  uln: (value) => /^99\d{8}$/.test(value) && checkOf(value) === 10,
  nhsNumber: (value) => /^999\d{7}$/.test(value) && checkOf(value) === 0,
  postcode: (value) => /^ZZ\d{1,2} \d[A-Z]{2}$/.test(value),
  urn: (value) => /^9000\d\d$/.test(value),
  ukprn: (value) => /^199000\d\d$/.test(value),
};

describe('the people', () => {
  const people = of('PERSON').map(({ facts }) => facts ?? {});

  test('have numbers that are right in form and impossible in fact, and so have the places where they are', () => {
    for (const [name, isImpossible] of Object.entries(impossible)) {
      const given = new Set(all.flatMap(({ facts }) => (typeof facts?.[name] === 'string' ? [facts[name]] : [])));
      assert.ok(given.size > 1, `none has a ${name}`);
      assert.deepEqual([...given].filter((value) => !isImpossible(value)), [], name);
    }
  });

  test('have brothers and sisters of the same name at the same place, twins among them', () => {
    const families = Map.groupBy(people.filter(({ postcode }) => postcode !== undefined), ({ surname, postcode }) => `${String(surname)} ${String(postcode)}`);
    const several = [...families.values()].filter((one) => new Set(one.map(({ upn }) => upn)).size > 1);
    assert.ok(several.length > 10);
    assert.ok(several.some((one) => new Set(one.map(({ dob }) => dob)).size < one.length));
  });

  test('have names with accents, apostrophes, hyphens and spaces', () => {
    const names = people.map(({ surname, forename }) => `${String(forename)}/${String(surname)}`);
    for (const sign of [/[^\u0000-\u007f’]/, /['’]/, /-/, /\/\S+ \S/]) assert.ok(names.filter((name) => sign.test(name)).length > 3, String(sign));
  });
});
