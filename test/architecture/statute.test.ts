import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ruleFindings } from './statute.ts';

const rule = { code: 'NA.FINAL_PLAN', citation: 'SEND Regulations 2014, regulation 13(2)', from: '2014-09-01' };

describe('every rule has a citation and the day from which it is in force', () => {
  test('finds a rule without a citation', () => assert.equal(ruleFindings([{ ...rule, citation: '' }]).length, 1));
  test('finds a rule without a day', () => assert.equal(ruleFindings([{ ...rule, from: '' }]).length, 1));
  test('finds a rule with a day that is none', () => assert.equal(ruleFindings([{ ...rule, from: '2014-02-30' }]).length, 1));
  test('allows a sound rule', () => assert.deepEqual(ruleFindings([rule]), []));
});
