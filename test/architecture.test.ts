// The rules of the house, checked on the whole tree. Each rule has a planted example beside its code, in
// `architecture/`, so that it can be seen to fail.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checks } from './architecture/checks.ts';
import { codeFiles, parsedFiles, readProject, report } from './architecture/project.ts';
import { sizesOf } from './architecture/sizes.ts';
import { allRules, ruleFindings } from './architecture/statute.ts';

const root = new URL('..', import.meta.url).pathname;
const project = readProject(root);

describe('architecture', () => {
  test('the tree was read: modules, their imports and templates', (t) => {
    const modules = codeFiles(project);
    const imports = modules.flatMap((file) => file.imports).length;
    t.diagnostic(`${modules.length} modules, ${imports} imports, ${JSON.stringify(sizesOf(project))}`);
    assert.ok(modules.length > 0, 'no module of src/ was read');
    assert.ok(imports > 0, 'no import was read');
    assert.ok(parsedFiles(project).some((file) => file.path === 'test/architecture.test.ts'), 'test/ was not read');
  });

  for (const check of checks) {
    test(check.title, () => {
      const findings = check.find(project);
      assert.equal(findings.length, 0, `${findings.length} found:\n${report(findings)}`);
    });
  }

  test('every rule of statute/ has a citation and the day from which it is in force', async () => {
    const rules = await allRules();
    assert.ok(rules.length > 0, 'no rule was read from src/statute/rules.ts');
    const findings = ruleFindings(rules);
    assert.equal(findings.length, 0, `${findings.length} found:\n${report(findings)}`);
  });
});
