// Who may import what: the suffix table, the order of the folders, no cycles, and what plain files keep away from.
import ts from 'typescript';
import {
  CLOCK_FILE, DATABASE_PACKAGES, FOLDERS, HOUSE_PACKAGES, LAST_FOLDERS, MAY_IMPORT, PLATFORM_OPEN_TO, PURE_CRYPTO,
  PURE_PACKAGES, TEMPORAL_FILE,
} from './limits.ts';
import type { Check, Finding, Import, Project, SourceFile } from './project.ts';
import { codeFiles, everyNode, lineOf, parsedFiles } from './project.ts';

const bound = (file: SourceFile): boolean => file.folder !== null && file.folder !== '' && file.folder !== 'platform';

export const suffixTable: Check = {
  title: 'a file imports only what its suffix allows',
  find: (project) => codeFiles(project).filter(bound).flatMap((file) => [
    ...(file.suffix === null ? [unknownSuffix(file)] : []),
    ...file.imports.flatMap((used) => importFinding(project, file, used)),
  ]),
};

function unknownSuffix(file: SourceFile): Finding {
  const remedy = 'use .ts, .sql.ts, .file.ts, .page.ts, .job.ts, .command.ts or .test.ts';
  return { file: file.path, line: 1, what: 'has a suffix that is not in the table', remedy };
}

function importFinding(project: Project, file: SourceFile, used: Import): Finding[] {
  if (file.suffix === null || file.suffix === 'test') return [];
  const remedy = used.inProject ? refusedFile(project, file, used.target) : refusedPackage(file, used);
  if (remedy === null) return [];
  return [{ file: file.path, line: used.line, what: `a ${file.suffix} file imports ${used.target}`, remedy }];
}

function refusedFile(project: Project, file: SourceFile, target: string): string | null {
  if (file.suffix === null || file.suffix === 'test' || target.endsWith('.json')) return null;
  if (target.startsWith('test/')) return 'the program never imports from test/';
  const { suffixes, platform } = MAY_IMPORT[file.suffix];
  const other = project.byPath.get(target);
  if (other === undefined) return 'there is no such file';
  if (other.folder === '') return 'root files are imported by root files alone';
  if (other.folder === 'platform') {
    const open = platform || PLATFORM_OPEN_TO.some((way) => way.target === target && way.to(file.path));
    return open || isPlain(project, other) ? null : 'take what you need as a parameter, or move this to a file that may';
  }
  if (other.suffix !== null && suffixes.includes(other.suffix)) return null;
  return `it may import ${suffixes.join(', ')} files`;
}

function refusedPackage(file: SourceFile, used: Import): string | null {
  const { target } = used;
  if (target === 'temporal-polyfill' && file.path !== TEMPORAL_FILE) return `use ${TEMPORAL_FILE}`;
  if (DATABASE_PACKAGES.includes(target)) {
    return file.suffix === 'sql' && target === 'kysely' ? null : 'ask a .sql.ts file';
  }
  if (HOUSE_PACKAGES.includes(target) || target.startsWith('@fastify/')) return 'only platform/ and root files know it';
  if (file.suffix !== 'plain' && file.suffix !== 'sql') return null;
  const salts = file.suffix === 'sql' && target === 'node:crypto';
  return salts || purePackage(used) ? null : 'plain files and queries only compute: hand the result in';
}

function purePackage({ target, names }: Import): boolean {
  if (target === 'node:crypto') return names?.every((name) => PURE_CRYPTO.includes(name)) ?? false;
  return PURE_PACKAGES.includes(target);
}

/** Whether a file of `platform/` keeps the rule of plain files, it and all that it imports: then it counts as one. */
function isPlain(project: Project, file: SourceFile, seen: Set<string> = new Set()): boolean {
  if (seen.has(file.path)) return true;
  seen.add(file.path);
  if (impureUses(file).length > 0) return false;
  return file.imports.every((used) => {
    if (!used.inProject) return purePackage(used);
    const other = project.byPath.get(used.target);
    return used.target.endsWith('.json') || (other !== undefined && isPlain(project, other, seen));
  });
}

export const purity: Check = {
  title: 'plain files and queries read no clock, chance, network, process or console',
  find: (project) => codeFiles(project).filter(bound)
    .filter((file) => file.suffix === 'plain' || file.suffix === 'sql')
    .flatMap(impureUses),
};

const IMPURE_CALL = /^(fetch|setTimeout|setInterval|setImmediate)$/;
const IMPURE_MEMBER = /^(Math\.random|performance\.now|Temporal\.Now|(process|console|crypto)\.\w+)$/;

function impureUses(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const add = (node: ts.Node, what: string): void => {
    found.push({ file: file.path, line: lineOf(node), what: `uses ${what}`, remedy: 'take it as a parameter' });
  };
  if (file.tree !== null) everyNode(file.tree, (node) => {
    if (ts.isPropertyAccessExpression(node) && IMPURE_MEMBER.test(node.getText())) add(node, node.getText());
    if (ts.isCallExpression(node) && IMPURE_CALL.test(node.expression.getText())) add(node, node.expression.getText());
  });
  return found;
}

export const oneClock: Check = {
  title: `Date stands in ${CLOCK_FILE} alone`,
  find: (project) => codeFiles(project).filter((file) => file.path !== CLOCK_FILE).flatMap((file) => {
    const found: Finding[] = [];
    everyNode(file.tree, (node) => {
      if (!ts.isIdentifier(node) || node.text !== 'Date' || isMemberName(node)) return;
      found.push({ file: file.path, line: lineOf(node), what: 'uses Date', remedy: `a day is a Day; the clock is in ${CLOCK_FILE}` });
    });
    return found;
  }),
};

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) && parent.name === node)
    || ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node);
}

export const folderOrder: Check = {
  title: 'a folder imports only from folders before it',
  find: (project) => parsedFiles(project).flatMap((file) => {
    if (file.folder === null || file.folder === '') return [];
    const from = placeOf(file.folder);
    if (from === null) return [notInList(file.path, file.folder)];
    return file.imports.filter((used) => used.inProject && used.target.startsWith('src/'))
      .filter((used) => !mayReach(file.folder ?? '', used.target))
      .map((used) => ({
        file: file.path, line: used.line, what: `${file.folder} imports ${used.target}`,
        remedy: 'move the fact to the earlier folder, or hand it in as a parameter',
      }));
  }),
};

function notInList(path: string, folder: string): Finding {
  const remedy = 'put the file in a folder of the design, or add the folder by a decision';
  return { file: path, line: 1, what: `src/${folder}/ is not in the list of folders`, remedy };
}

function placeOf(folder: string): number | null {
  if (LAST_FOLDERS.includes(folder)) return FOLDERS.length;
  const place = FOLDERS.indexOf(folder);
  return place < 0 ? null : place;
}

function mayReach(folder: string, target: string): boolean {
  const other = target.split('/')[1] ?? '';
  if (other === folder) return true;
  const [from, to] = [placeOf(folder), placeOf(other)];
  return from !== null && to !== null && to < from;
}

export const noCycles: Check = {
  title: 'no import cycles',
  find: (project) => cyclesIn(project).map((cycle) => ({
    file: cycle[0] ?? '', line: 1, what: `imports itself: ${cycle.join(' -> ')}`,
    remedy: 'move what both need into a file of its own',
  })),
};

function cyclesIn(project: Project): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  const walk = (file: SourceFile, trail: string[]): void => {
    const at = trail.indexOf(file.path);
    if (at >= 0) cycles.push([...trail.slice(at), file.path]);
    if (at >= 0 || done.has(file.path)) return;
    for (const used of file.imports) {
      const next = used.inProject ? project.byPath.get(used.target) : undefined;
      if (next !== undefined) walk(next, [...trail, file.path]);
    }
    done.add(file.path);
  };
  for (const file of parsedFiles(project)) walk(file, []);
  return cycles;
}

export const oneQueue: Check = {
  title: 'only act queues jobs from inside a change',
  find: (project) => codeFiles(project)
    .filter((file) => file.folder !== 'platform' && file.path !== 'src/casework/act.sql.ts' && /\badd_jobs?\b/.test(file.text))
    .map((file) => ({
      file: file.path, line: file.text.slice(0, file.text.search(/\badd_jobs?\b/)).split('\n').length,
      what: 'queues a job in SQL', remedy: 'queue through casework/act.sql.ts, or through platform/jobs.ts outside a change',
    })),
};

export const layoutOnly: Check = {
  title: 'a template uses layout macros alone',
  find: (project) => project.files.filter((file) => file.path.endsWith('.njk')).flatMap((file) =>
    file.text.split('\n').flatMap((text, index) => {
      const used = /{%-?\s*(?:extends|include|import|from)\s+(["'])(.+?)\1/.exec(text)?.[2];
      if (used === undefined || /^(platform\/layout|govuk|moj)\//.test(used)) return [];
      const remedy = 'move what pages share to platform/layout/';
      return [{ file: file.path, line: index + 1, what: `uses ${used}`, remedy }];
    })),
};
