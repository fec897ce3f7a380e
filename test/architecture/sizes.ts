// Budgets: how long files and functions are and how many parameters they take.
import ts from 'typescript';
import { SIZES } from './limits.ts';
import type { Check, Finding, Project, SourceFile } from './project.ts';
import { codeFiles, everyNode, lineOf, parsedFiles } from './project.ts';

const limitsOf = (file: SourceFile): { file: number; function: number } => (file.test ? SIZES.test : SIZES.code);
const linesOf = (text: string): number => text.replace(/\n$/, '').split('\n').length;

export const fileLimit: Check = {
  title: `files are at most ${SIZES.code.file} lines (tests ${SIZES.test.file})`,
  find: (project) => project.files.filter((file) => /\.(ts|njk)$/.test(file.path))
    .filter((file) => linesOf(file.text) > limitsOf(file).file)
    .map((file) => ({ file: file.path, line: 1, what: `has ${linesOf(file.text)} lines`, remedy: 'split it by subject' })),
};

interface Measured {
  path: string;
  node: ts.FunctionLikeDeclaration;
  lines: number;
}

/** Functions with a body of their own: all but callbacks of a single expression, which are part of their line. */
function functionsOf(file: SourceFile & { tree: ts.SourceFile }): Measured[] {
  const found: Measured[] = [];
  everyNode(file.tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const callback = ts.isArrowFunction(node) && !ts.isBlock(node.body) && !ts.isVariableDeclaration(node.parent);
    if (callback || isSuite(node)) return;
    const end = file.tree.getLineAndCharacterOfPosition(node.end).line + 1;
    found.push({ path: file.path, node: node as ts.FunctionLikeDeclaration, lines: end - lineOf(node) + 1 });
  });
  return found;
}

/** The callback of a `describe` or `suite` is a chapter, not a function. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^(describe|suite)\b/.test(node.parent.expression.getText());
}

const nameOf = (node: ts.FunctionLikeDeclaration): string => {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named === undefined ? 'a function' : named.getText();
};

const finding = ({ path, node }: Measured, what: string, remedy: string): Finding =>
  ({ file: path, line: lineOf(node), what: `${nameOf(node)} ${what}`, remedy });

export const functionLimit: Check = {
  title: `functions are at most ${SIZES.code.function} lines (tests ${SIZES.test.function})`,
  find: (project) => parsedFiles(project).flatMap((file) => functionsOf(file)
    .filter(({ lines }) => lines > limitsOf(file).function)
    .map((f) => finding(f, `has ${f.lines} lines`, 'give its steps names of their own'))),
};

export const parameterLimit: Check = {
  title: `functions take at most ${SIZES.parameters} parameters`,
  find: (project) => parsedFiles(project).flatMap(functionsOf)
    .filter(({ node }) => node.parameters.length > SIZES.parameters)
    .map((f) => finding(f, `takes ${f.node.parameters.length} parameters`, 'group those that belong together')),
};

export const spread: Check = {
  title: `most files and functions are short (files p90 ${SIZES.fileP90}; functions median ${SIZES.functionMedian}, p90 ${SIZES.functionP90})`,
  find: (project) => {
    const { fileP90, functionMedian, functionP90 } = sizesOf(project);
    return [
      over('files, p90', fileP90, SIZES.fileP90),
      over('functions, median', functionMedian, SIZES.functionMedian),
      over('functions, p90', functionP90, SIZES.functionP90),
    ].flat();
  },
};

function over(what: string, lines: number, limit: number): Finding[] {
  if (lines <= limit) return [];
  return [{ file: 'src', line: 1, what: `${what}: ${lines} lines, limit ${limit}`, remedy: 'split the longest by subject' }];
}

/** The spread of sizes in code outside tests, in lines. */
export function sizesOf(project: Project): { fileP90: number; functionMedian: number; functionP90: number; functions: number } {
  const code = codeFiles(project);
  const lines = code.flatMap(functionsOf).map((f) => f.lines);
  return {
    fileP90: share(code.map((file) => linesOf(file.text)), 0.9),
    functionMedian: share(lines, 0.5),
    functionP90: share(lines, 0.9),
    functions: lines.length,
  };
}

/** The smallest number that at least `part` of the numbers do not exceed; 0 of none. */
function share(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
