// What files and folders may be called, and which words no committed file may hold.
import { FORBIDDEN_NAMES, FORBIDDEN_PARTS } from './limits.ts';
import type { Check, Finding, Project, SourceFile } from './project.ts';

export const plainNames: Check = {
  title: 'no file or folder has a name that says nothing',
  find: (project) => project.files.flatMap((file) => {
    const bad = file.path.split('/').map((part) => part.split('.')[0] ?? '').filter(saysNothing);
    return bad.map((name) => ({
      file: file.path, line: 1, what: `is named "${name}"`, remedy: 'find the word for it in docs/glossary.md, or add it there',
    }));
  }),
};

function saysNothing(name: string): boolean {
  return FORBIDDEN_NAMES.includes(name) || name.split('-').some((part) => FORBIDDEN_PARTS.includes(part));
}

export const kebabCase: Check = {
  title: 'files and folders of src, test and migrations are in kebab-case',
  find: (project) => project.files.filter((file) => /^(src|test|migrations)\//.test(file.path))
    .filter((file) => !file.path.split('/').every((part) => /^_?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(part)))
    .map((file) => ({ file: file.path, line: 1, what: 'is not in kebab-case', remedy: 'rename it, for example figure-cache.ts' })),
};

export const testBesideSubject: Check = {
  title: 'a test in src lies beside what it tests',
  find: (project) => project.files.filter((file) => file.folder !== null && file.test)
    .filter((file) => !file.imports.some((used) => used.inProject && folderOf(used.target) === folderOf(file.path)))
    .filter((file) => !project.files.some((other) => !other.test && other.path.startsWith(file.path.replace(/test\.ts$/, ''))))
    .map((file) => ({ file: file.path, line: 1, what: 'imports nothing of its own folder', remedy: 'move it beside its subject, or to test/' })),
};

export const templateBesidePage: Check = {
  title: 'a template lies beside its page',
  find: (project) => project.files
    .filter((file) => file.path.startsWith('src/') && file.path.endsWith('.njk') && file.folder !== 'platform')
    .filter((file) => !project.files.some((page) => page.suffix === 'page' && folderOf(page.path) === folderOf(file.path)))
    .map((file) => ({ file: file.path, line: 1, what: 'has no .page.ts in its folder', remedy: 'move it beside its page, or to platform/layout' })),
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

interface Word {
  pattern: RegExp;
  remedy: string;
}

const WORDS: readonly Word[] = [
  { pattern: /\b(TODO|FIXME|HACK)\b/, remedy: 'do it, or write it down as an issue' },
  { pattern: /\blorem ipsum\b/i, remedy: 'write the real text' },
  { pattern: /(^|[\s"'`(])\/(home|Users)\/\w/, remedy: 'name the file by its path in the project' },
];

/** Words of the SEND domain, by which one tells that `platform/` learnt of it. */
const SEND_WORDS = /\b(SEN2|EHCP?|UPN|SEND (service|regulations?|code)|tribunal|statutory|annual review|phase transfer)\b/i;

export const plainWords: Check = {
  title: 'no unfinished marks, and no path of the machine it was written on',
  find: (project) => project.files.filter((file) => !file.path.startsWith('test/architecture/'))
    .flatMap((file) => WORDS.flatMap((word) => linesWith(file, word.pattern, word.remedy))),
};

export const platformIsGeneral: Check = {
  title: 'platform knows nothing of SEND',
  find: (project) => project.files.filter((file) => file.folder === 'platform' && !file.test)
    .flatMap((file) => linesWith(file, SEND_WORDS, 'keep platform/ general: move it to the folder of its subject')),
};

function linesWith(file: SourceFile, pattern: RegExp, remedy: string): Finding[] {
  return file.text.split('\n').flatMap((text, index) => {
    const found = pattern.exec(text);
    return found === null ? [] : [{ file: file.path, line: index + 1, what: `says "${found[0].trim()}"`, remedy }];
  });
}

export const pathsExist: Check = {
  title: 'files that documents name exist',
  find: (project) => project.files.filter((file) => /^(README|CONTRIBUTING|docs\/.+)\.md$/.test(file.path)).flatMap((file) =>
    file.text.split('\n').flatMap((text, index) => pathsIn(text).filter((path) => !exists(project, path))
      .map((path) => ({ file: file.path, line: index + 1, what: `names ${path}, which is not there`, remedy: 'say where it is now' })))),
};

/** Paths in backquotes; those with a placeholder (an ellipsis, a star, capitals for a number) are not meant as such. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`((?:src|test|docs|migrations|reference)\/[^`\s]*)`/g)].map((match) => match[1] ?? '');
  return quoted.filter((path) => !/[…*<]|NNNN/.test(path));
}

function exists(project: Project, path: string): boolean {
  return project.byPath.has(path) || project.files.some((file) => file.path.startsWith(path.endsWith('/') ? path : `${path}/`));
}
