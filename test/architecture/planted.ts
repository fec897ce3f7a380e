// Small planted trees on which a check must find something, or nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check } from './project.ts';
import { projectOf } from './project.ts';

type Tree = Readonly<Record<string, string>>;

/** A test that `check` finds something in the first of these files and nothing in any other. */
export function finds(check: Check, why: string, tree: Tree): void {
  test(`finds ${why}`, () => {
    const findings = check.find(projectOf(tree));
    assert.deepEqual([...new Set(findings.map((finding) => finding.file))], [Object.keys(tree)[0]]);
    for (const finding of findings) assert.ok(finding.line >= 1 && finding.what !== '' && finding.remedy !== '');
  });
}

/** A test that `check` finds nothing in these files. */
export function allows(check: Check, why: string, tree: Tree): void {
  test(`allows ${why}`, () => {
    assert.deepEqual(check.find(projectOf(tree)), []);
  });
}
