// What may not stand inside a file: `any`, suppressions, mark-up in code, unescaped output, mocks, skipped tests, sleep.
import ts from 'typescript';
import { CHARTS_FOLDER, ENVIRONMENT_FILE, UNTYPED_FILE } from './limits.ts';
import type { Check, Finding, SourceFile } from './project.ts';
import { codeFiles, everyNode, lineOf, parsedFiles } from './project.ts';

type Parsed = SourceFile & { tree: ts.SourceFile };

/** A finding for each node of the file that `test` picks. */
function nodes(file: Parsed, what: (node: ts.Node) => string | null, remedy: string): Finding[] {
  const found: Finding[] = [];
  everyNode(file.tree, (node) => {
    const said = what(node);
    if (said !== null) found.push({ file: file.path, line: lineOf(node), what: said, remedy });
  });
  return found;
}

/** A finding for each line that `pattern` matches. */
function lines(file: SourceFile, pattern: RegExp, remedy: string): Finding[] {
  return file.text.split('\n').flatMap((text, index) => {
    const found = pattern.exec(text);
    return found === null ? [] : [{ file: file.path, line: index + 1, what: `holds "${found[0].trim()}"`, remedy }];
  });
}

export const noAny: Check = {
  title: `no any outside ${UNTYPED_FILE}`,
  find: (project) => parsedFiles(project).filter((file) => file.path !== UNTYPED_FILE).flatMap((file) =>
    nodes(file, (node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'uses any' : null), 'say the type, or unknown and look')),
};

export const noSuppressions: Check = {
  title: `no type or lint suppression outside ${UNTYPED_FILE}`,
  find: (project) => parsedFiles(project)
    .filter((file) => file.path !== UNTYPED_FILE && !file.path.startsWith('test/architecture/'))
    .flatMap((file) => lines(file, /@ts-(ignore|expect-error|nocheck)|eslint-disable/, 'mend what it hides')),
};

const TAGS = 'div|span|p|h[1-6]|ul|ol|li|dl|dt|dd|td|th|tr|thead|tbody|html|head|body|form|input|button|br|strong|em|script'
  + '|style|svg|path|rect|section|main|nav|img|label|select|textarea|details|summary|a(?=\\s+href)';
const HTML = new RegExp(`</?(${TAGS})(\\s[^<>]*)?/?>|<(${TAGS})\\s+(class|id|href|style)=`);

export const noHtml: Check = {
  title: `no HTML in code but in ${CHARTS_FOLDER}`,
  find: (project) => codeFiles(project).filter((file) => !file.path.startsWith(CHARTS_FOLDER)).flatMap((file) =>
    nodes(file, (node) => {
      const text = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) ? node.text : '';
      return HTML.test(text) ? `holds HTML: ${HTML.exec(text)?.[0]}` : null;
    }, 'put it into a .njk template')),
};

export const noUnescaped: Check = {
  title: `nothing is printed unescaped but charts`,
  find: (project) => project.files
    .filter((file) => file.path.startsWith('src/') && !file.path.startsWith(CHARTS_FOLDER) && !file.test)
    .flatMap((file) => lines(file, file.path.endsWith('.njk') ? /\|\s*safe\b|autoescape\s+false/ : /\bSafeString\b|autoescape:\s*false/,
      'let the template escape it')),
};

export const noModuleMocks: Check = {
  title: 'no module mocks',
  find: (project) => parsedFiles(project).flatMap((file) => nodes(file, (node) => {
    const called = ts.isCallExpression(node) ? node.expression.getText() : '';
    return /(^|\.)mock\.module$|^(vi|jest)\.(do)?mock$|^proxyquire$/.test(called) ? `calls ${called}` : null;
  }, 'use the real thing, or hand the part in as a parameter')),
};

export const noSkippedTests: Check = {
  title: 'no skipped, lone or unfinished tests',
  find: (project) => parsedFiles(project).filter((file) => file.test).flatMap((file) =>
    nodes(file, skipped, 'make it run, or take it out')),
};

function skipped(node: ts.Node): string | null {
  if (!ts.isCallExpression(node)) return null;
  const called = node.expression.getText();
  if (/^(test|it|describe|suite|t|context)\.(skip|only|todo)$/.test(called)) return `calls ${called}`;
  if (!/^(test|it|describe|suite|t\.test)$/.test(called)) return null;
  const options = node.arguments.find(ts.isObjectLiteralExpression);
  const named = options?.properties.find((property) => /^(skip|only|todo)$/.test(property.name?.getText() ?? ''));
  return named === undefined ? null : `has the option ${named.getText()}`;
}

export const noSleep: Check = {
  title: 'tests do not sleep',
  find: (project) => parsedFiles(project).filter((file) => file.test).flatMap((file) => [
    ...file.imports.filter((used) => used.target === 'node:timers/promises' && (used.names?.includes('setTimeout') ?? true))
      .map((used) => sleeping(file, used.line)),
    ...nodes(file, sleeps, 'wait for the thing itself'),
  ]),
};

const sleeping = (file: SourceFile, line: number): Finding =>
  ({ file: file.path, line, what: 'imports a sleep', remedy: 'wait for the thing itself' });

function sleeps(node: ts.Node): string | null {
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'Promise') return null;
  const [body] = node.arguments ?? [];
  const text = body?.getText() ?? '';
  return /^\(?(\w+)\)? => (\{ )?setTimeout\(\1\b/.test(text) ? 'sleeps' : null;
}

export const oneEnvironment: Check = {
  title: `the environment is read in ${ENVIRONMENT_FILE} alone`,
  find: (project) => codeFiles(project).filter((file) => file.path !== ENVIRONMENT_FILE).flatMap((file) =>
    nodes(file, (node) => (ts.isPropertyAccessExpression(node) && readsEnvironment(node) ? 'reads process.env' : null),
      'take it from the configuration')),
};

/** Handing the search path on to a program that is started is not reading a setting. */
function readsEnvironment(node: ts.PropertyAccessExpression): boolean {
  return node.getText() === 'process.env' && !/^process\.env(\.PATH\b|\['PATH'\])/.test(node.parent.getText());
}

export const namedExportsOnly: Check = {
  title: 'named exports only',
  find: (project) => parsedFiles(project).filter((file) => !file.path.endsWith('.d.ts')).flatMap((file) => nodes(file, (node) => {
    const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
    const byDefault = ts.isExportAssignment(node) || modifiers?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
    return byDefault ? 'has a default export' : null;
  }, 'give it the name by which it is imported')),
};
