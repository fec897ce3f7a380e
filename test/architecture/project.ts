// The tree of this project as the checks see it: every text file, and of TypeScript its parse and its imports.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import type { Suffix } from './limits.ts';

export interface Import {
  /** A path of this project, or the name of a package or of a part of Node. */
  target: string;
  inProject: boolean;
  line: number;
  /** Names taken; null where the whole module is. */
  names: string[] | null;
}

export interface SourceFile {
  path: string;
  text: string;
  /** Folder right under `src/`, '' for its root files, null outside `src/`. */
  folder: string | null;
  /** Of TypeScript files in subject folders; null where the suffix is not one we know. */
  suffix: Suffix | null;
  /** Whether it is a test or serves tests. */
  test: boolean;
  tree: ts.SourceFile | null;
  imports: Import[];
}

export interface Project {
  files: SourceFile[];
  byPath: Map<string, SourceFile>;
}

export interface Finding {
  file: string;
  line: number;
  what: string;
  remedy: string;
}

export interface Check {
  title: string;
  find: (project: Project) => Finding[];
}

const NOT_OURS = new Set(['node_modules', '.git', 'data', '.cache', 'coverage', 'package-lock.json', 'LICENSE']);
const TEXT = /\.(ts|js|njk|md|sql|json|csv|scss|yml|yaml)$|(^|\/)(\.ci\/run|\.gitignore|\.npmrc)$/;

/** Every text file under `root` that the project owns. */
export function readProject(root: string): Project {
  const texts: Record<string, string> = {};
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (NOT_OURS.has(entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else if (TEXT.test(path)) texts[path] = readFileSync(join(root, path), 'utf8');
    }
  };
  walk('');
  return projectOf(texts);
}

/** A project made of these texts by path: also how tests plant examples. */
export function projectOf(texts: Readonly<Record<string, string>>): Project {
  const files = Object.entries(texts).map(([path, text]) => sourceFile(path, text));
  return { files, byPath: new Map(files.map((file) => [file.path, file])) };
}

function sourceFile(path: string, text: string): SourceFile {
  const tree = path.endsWith('.ts') ? ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) : null;
  const parts = path.split('/');
  const folder = parts[0] !== 'src' ? null : parts.length === 2 ? '' : (parts[1] ?? '');
  const imports = tree === null ? [] : importsOf(path, tree);
  return { path, text, folder, suffix: suffixOf(path), test: /\.test\.ts$|^test\//.test(path), tree, imports };
}

function suffixOf(path: string): Suffix | null {
  const name = posix.basename(path);
  if (/^[^.]+\.ts$/.test(name)) return 'plain';
  const found = /^[^.]+(?:\.[a-z]+)?\.(test)\.ts$|^[^.]+\.(sql|file|page|job|command)\.ts$/.exec(name);
  return ((found?.[1] ?? found?.[2]) as Suffix | undefined) ?? null;
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node, names: string[] | null): void => {
    if (!ts.isStringLiteralLike(specifier)) return;
    const inProject = specifier.text.startsWith('.');
    const target = inProject ? posix.join(posix.dirname(path), specifier.text) : specifier.text;
    found.push({ target, inProject, line: lineOf(specifier), names });
  };
  everyNode(tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, namesOf(node.importClause));
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) add(node.moduleSpecifier, null);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, null);
    const [first] = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : [];
    if (first !== undefined) add(first, null);
  });
  return found;
}

function namesOf(clause: ts.ImportClause | undefined): string[] | null {
  const bindings = clause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return null;
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

/** Calls `visit` on each node of the tree, parents first. */
export function everyNode(tree: ts.Node, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, step);
  };
  step(tree);
}

/** The line, from 1, on which the node begins (its docstring left out). */
export function lineOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** TypeScript files of `src/` that are not tests. */
export function codeFiles(project: Project): (SourceFile & { tree: ts.SourceFile })[] {
  return parsedFiles(project).filter((file) => file.folder !== null && !file.test);
}

/** All TypeScript files. */
export function parsedFiles(project: Project): (SourceFile & { tree: ts.SourceFile })[] {
  return project.files.filter((file): file is SourceFile & { tree: ts.SourceFile } => file.tree !== null);
}

/** The findings as lines that say where, what and what to do. */
export function report(findings: readonly Finding[]): string {
  return findings.map((f) => `${f.file}:${f.line} ${f.what} -> ${f.remedy}`).join('\n');
}
