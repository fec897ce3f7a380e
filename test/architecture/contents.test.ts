import { describe } from 'node:test';
import {
  namedExportsOnly, noAny, noHtml, noModuleMocks, noSkippedTests, noSleep, noSuppressions, noUnescaped, oneEnvironment,
} from './contents.ts';
import { CHARTS_FOLDER, ENVIRONMENT_FILE, UNTYPED_FILE } from './limits.ts';
import { allows, finds } from './planted.ts';

describe(noAny.title, () => {
  finds(noAny, 'a parameter', { 'src/plans/a.ts': 'export function f(x: any) {}' });
  finds(noAny, 'a cast in a test', { 'src/plans/a.test.ts': 'f(x as any);' });
  allows(noAny, 'the word, and the declared file', { 'src/plans/a.ts': '// any of these\nconst any = 1;', [UNTYPED_FILE]: 'let x: any;' });
});

describe(noSuppressions.title, () => {
  finds(noSuppressions, 'a silenced type error', { 'src/plans/a.ts': '// @ts-expect-error wrong types' });
  finds(noSuppressions, 'a silenced lint finding', { 'src/plans/a.ts': '/* eslint-disable */' });
  allows(noSuppressions, 'the declared file', { [UNTYPED_FILE]: '// @ts-ignore' });
});

describe(noHtml.title, () => {
  finds(noHtml, 'an element', { 'src/plans/a.page.ts': "const x = '<p>Saved</p>';" });
  finds(noHtml, 'an element with an attribute in a template string', { 'src/plans/a.ts': 'const x = `<div class="${y}">`;' });
  finds(noHtml, 'a link', { 'src/plans/a.ts': "const x = '<a href=\"/x\">';" });
  allows(noHtml, 'charts, XML and comparisons', {
    [`${CHARTS_FOLDER}line.ts`]: "const x = '<svg>';", 'src/exchange/a.file.ts': "const x = '<Persons><Person>';", 'src/plans/a.ts': 'const x = a < p && p > b;', 'test/a.ts': "const x = '<p>';",
  });
});

describe(noUnescaped.title, () => {
  finds(noUnescaped, 'the filter', { 'src/plans/a.njk': '{{ note | safe }}' });
  finds(noUnescaped, 'a block', { 'src/plans/a.njk': '{% autoescape false %}' });
  finds(noUnescaped, 'a safe string made in code', { 'src/plans/a.page.ts': 'new nunjucks.runtime.SafeString(x)' });
  allows(noUnescaped, 'charts', { [`${CHARTS_FOLDER}chart.njk`]: '{{ svg | safe }}' });
});

describe(noModuleMocks.title, () => {
  finds(noModuleMocks, 'a mocked module', { 'src/plans/a.test.ts': "mock.module('./a.ts', {});" });
  allows(noModuleMocks, 'a function that counts its calls', { 'src/plans/a.test.ts': 'const f = mock.fn();' });
});

describe(noSkippedTests.title, () => {
  finds(noSkippedTests, 'a skipped test', { 'src/plans/a.test.ts': "test.skip('x', () => {});" });
  finds(noSkippedTests, 'a lone test', { 'src/plans/a.test.ts': "it.only('x', () => {});" });
  finds(noSkippedTests, 'an option', { 'src/plans/a.test.ts': "test('x', { skip: !root }, () => {});" });
  finds(noSkippedTests, 'a test that skips itself', { 'src/plans/a.test.ts': "test('x', (t) => { t.skip(); });" });
  allows(noSkippedTests, 'a time limit', { 'src/plans/a.test.ts': "test('x', { timeout: 5 }, () => { rows.skip(2); });" });
});

describe(noSleep.title, () => {
  finds(noSleep, 'an imported sleep', { 'src/plans/a.test.ts': "import { setTimeout } from 'node:timers/promises';" });
  finds(noSleep, 'a home-made sleep', { 'test/a.ts': 'await new Promise((done) => setTimeout(done, 50));' });
  allows(noSleep, 'a limit on waiting', { 'src/plans/a.test.ts': 'const limit = setTimeout(() => child.kill(), 500);' });
});

describe(oneEnvironment.title, () => {
  finds(oneEnvironment, 'another reader', { 'src/staff/a.page.ts': 'const port = process.env.PORT;' });
  allows(oneEnvironment, 'the one reader, and tests', { [ENVIRONMENT_FILE]: 'process.env;', 'test/a.ts': 'process.env;', 'src/platform/a.ts': "run({ PATH: process.env['PATH'] });" });
});

describe(namedExportsOnly.title, () => {
  finds(namedExportsOnly, 'a default function', { 'src/plans/a.ts': 'export default function f() {}' });
  finds(namedExportsOnly, 'a default value', { 'src/plans/a.ts': 'export default 1;' });
  allows(namedExportsOnly, 'names, and what a package is declared to have', {
    'src/plans/a.ts': 'export function f() {}', 'src/platform/pg-cursor.d.ts': 'export default Cursor;',
  });
});
