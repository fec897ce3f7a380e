import { describe } from 'node:test';
import { allows, finds } from './planted.ts';
import { fileLimit, functionLimit, parameterLimit, spread } from './sizes.ts';

const lines = (count: number): string => 'x();\n'.repeat(count);
const fn = (count: number): string => `function f() {\n${lines(count - 2)}}\n`;

describe(fileLimit.title, () => {
  finds(fileLimit, 'a file of 251 lines', { 'src/plans/a.ts': lines(251) });
  finds(fileLimit, 'a template of 251 lines', { 'src/plans/a.njk': lines(251) });
  finds(fileLimit, 'a test of 401 lines', { 'src/plans/a.test.ts': lines(401) });
  allows(fileLimit, 'just as much as is allowed', { 'src/plans/a.ts': lines(250), 'src/plans/a.test.ts': lines(400) });
});

describe(functionLimit.title, () => {
  finds(functionLimit, 'a function of 41 lines', { 'src/plans/a.ts': fn(41) });
  finds(functionLimit, 'a callback of 41 lines', { 'src/plans/a.ts': `x.map(${fn(41)});` });
  finds(functionLimit, 'a test of 81 lines', { 'src/plans/a.test.ts': `test('', () => {\n${lines(80)}});` });
  allows(functionLimit, 'just as much as is allowed, and chapters of tests', { 'src/plans/a.ts': fn(40), 'src/plans/a.test.ts': `describe('', () => {\n${lines(90)}});` });
});

describe(parameterLimit.title, () => {
  finds(parameterLimit, 'five parameters', { 'src/plans/a.ts': 'const f = (a, b, c, d, e) => { x(); };' });
  allows(parameterLimit, 'four', { 'src/plans/a.ts': 'function f(a, b, c, d) {}' });
});

describe(spread.title, () => {
  finds(spread, 'long files', { src: '', 'src/plans/a.ts': lines(121) });
  finds(spread, 'functions that are mostly long', { src: '', 'src/plans/a.ts': fn(9) + fn(9) + fn(2) });
  finds(spread, 'too many long functions', { src: '', 'src/plans/a.ts': fn(2).repeat(8) + fn(21) + fn(21) });
  allows(spread, 'a few long among many short', { 'src/plans/a.ts': fn(2).repeat(19) + fn(40) });
});
