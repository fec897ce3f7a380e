import { describe } from 'node:test';
import { kebabCase, pathsExist, plainNames, plainWords, platformIsGeneral, templateBesidePage, testBesideSubject } from './names.ts';
import { allows, finds } from './planted.ts';

describe(plainNames.title, () => {
  finds(plainNames, 'a folder of helpers', { 'src/plans/helpers/a.ts': '' });
  finds(plainNames, 'a file of utils', { 'src/plans/plan-utils.ts': '' });
  finds(plainNames, 'a controller', { 'src/plans/controllers.ts': '' });
  allows(plainNames, 'names of things', { 'src/plans/plan.ts': '', 'src/establishments/advising-services.ts': '' });
});

describe(kebabCase.title, () => {
  finds(kebabCase, 'camel case', { 'src/plans/planTable.ts': '' });
  allows(kebabCase, 'hyphens and suffixes', { 'src/plans/plan-table.sql.ts': '', 'migrations/0001-roles.sql': '', 'CHANGELOG.md': '' });
});

describe(plainWords.title, () => {
  finds(plainWords, 'an unfinished mark', { 'src/plans/a.ts': '// TODO later' });
  finds(plainWords, 'a path of the machine it was written on', { 'README.md': 'See /home/odile/notes.' });
  allows(plainWords, 'words of the trade', { 'src/a.ts': "const userAgent = headers['user-agent']; // a session cookie, prompts at three months" });
});

describe(platformIsGeneral.title, () => {
  finds(platformIsGeneral, 'the return in platform', { 'src/platform/files.ts': '// keeps the SEN2 file' });
  allows(platformIsGeneral, 'the return elsewhere', { 'src/exchange/a.ts': '// SEN2', 'src/platform/a.ts': '// a child process' });
});

describe(testBesideSubject.title, () => {
  finds(testBesideSubject, 'a test far from its subject', { 'src/plans/a.test.ts': "import { x } from '../children/b.ts';", 'src/children/b.ts': '' });
  allows(testBesideSubject, 'a test beside it', { 'src/plans/a.test.ts': "import { x } from './a.ts';", 'src/plans/a.ts': '' });
  allows(testBesideSubject, 'a test named for what it reaches through a builder', { 'src/plans/a.test.ts': "import { x } from '../../test/b.ts';", 'src/plans/a.sql.ts': '', 'test/b.ts': '' });
});

describe(templateBesidePage.title, () => {
  finds(templateBesidePage, 'a template alone', { 'src/plans/a.njk': '', 'src/children/a.page.ts': '' });
  allows(templateBesidePage, 'a template beside a page, and layouts', { 'src/plans/a.njk': '', 'src/plans/a.page.ts': '', 'src/platform/layout/page.njk': '' });
});

describe(pathsExist.title, () => {
  finds(pathsExist, 'a path that leads nowhere', { 'docs/a.md': 'See `src/plans/gone.ts`.', 'src/plans/a.ts': '' });
  allows(pathsExist, 'files, folders and placeholders', { 'README.md': '`src/plans/a.ts`, `src/plans/`, `src/plans/<name>.ts`, `migrations/NNNN-name.sql`', 'src/plans/a.ts': '' });
});
