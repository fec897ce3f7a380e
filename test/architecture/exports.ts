// What files hand out: with a docstring, used by somebody, and queries with the database first.
import ts from 'typescript';
import type { Check, Finding, Project, SourceFile } from './project.ts';
import { codeFiles, everyNode, lineOf, parsedFiles } from './project.ts';

interface Exported {
  name: string;
  /** The statement, where a docstring hangs. */
  statement: ts.Statement;
  /** The function itself, where it is one. */
  fn: ts.FunctionLikeDeclaration | null;
}

function exportsOf(tree: ts.SourceFile): Exported[] {
  return tree.statements.filter(isExported).flatMap((statement): Exported[] => {
    if (ts.isFunctionDeclaration(statement)) return [{ name: statement.name?.text ?? '', statement, fn: statement }];
    if (ts.isClassDeclaration(statement)) return [{ name: statement.name?.text ?? '', statement, fn: null }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map(({ name, initializer }) => ({
      name: name.getText(), statement,
      fn: initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)) ? initializer : null,
    }));
  });
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

export const docstrings: Check = {
  title: 'exported functions carry a docstring',
  find: (project) => codeFiles(project).flatMap((file) => exportsOf(file.tree)
    .filter(({ fn, statement }) => fn !== null && ts.getJSDocCommentsAndTags(statement).length === 0)
    .map(({ name, statement }) => ({
      file: file.path, line: lineOf(statement), what: `${name} has no docstring`,
      remedy: 'say what goes in and out, units, errors, and the source where there is one',
    }))),
};

export const databaseFirst: Check = {
  title: 'a query takes the database first, and never as an option',
  find: (project) => codeFiles(project).filter((file) => file.suffix === 'sql').flatMap((file) =>
    exportsOf(file.tree).flatMap(({ name, fn }) => (fn === null ? [] : databaseFinding(file, name, fn)))),
};

const DATABASE_NAMES = new Set(['db', 'tx']);

function databaseFinding(file: SourceFile, name: string, fn: ts.FunctionLikeDeclaration): Finding[] {
  const handles = fn.parameters.filter((parameter) => DATABASE_NAMES.has(parameter.name.getText()));
  const asks = handles.length > 0 || (fn.modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword) ?? false);
  const [first] = fn.parameters;
  const sound = first !== undefined && first === handles[0] && first.questionToken === undefined && first.initializer === undefined;
  if (!asks || sound) return [];
  const remedy = 'make db (or tx) the first parameter, without ? or a default';
  return [{ file: file.path, line: lineOf(fn), what: `${name} asks the database`, remedy }];
}

export const noUnusedExports: Check = {
  title: 'what is exported is used by another file',
  find: (project) => {
    const used = usesOf(project);
    return codeFiles(project).filter((file) => !isEntry(file) && !used.get(file.path)?.has('*')).flatMap((file) =>
      exportsOf(file.tree).filter(({ name }) => !used.get(file.path)?.has(name)).map(({ name, statement }) => ({
        file: file.path, line: lineOf(statement), what: `exports ${name}, which nothing imports`,
        remedy: 'use it, keep it to the file, or take it out',
      })));
  },
};

/** Root files are started, commands are found by the command line through their path. */
const isEntry = (file: SourceFile): boolean => file.folder === '' || file.suffix === 'command';

/** Names taken from each file by others; `*` where the whole file is. */
function usesOf(project: Project): Map<string, Set<string>> {
  const uses = new Map<string, Set<string>>();
  for (const file of parsedFiles(project)) {
    for (const { target, names } of file.imports) {
      const known = uses.get(target) ?? new Set<string>();
      for (const name of names ?? ['*']) known.add(name);
      uses.set(target, known);
    }
    for (const target of urlsIn(file.tree, file.path)) uses.set(target, new Set(['*']));
  }
  return uses;
}

/** Files started by address: `new URL('./reader.ts', import.meta.url)`. */
function urlsIn(tree: ts.SourceFile, path: string): string[] {
  const found: string[] = [];
  everyNode(tree, (node) => {
    if (!ts.isNewExpression(node) || node.expression.getText() !== 'URL') return;
    const [first] = node.arguments ?? [];
    if (first !== undefined && ts.isStringLiteralLike(first)) found.push(new URL(first.text, `file:///${path}`).pathname.slice(1));
  });
  return found;
}
