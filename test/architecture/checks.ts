// Every check that is made on the whole tree.
import {
  namedExportsOnly, noAny, noHtml, noModuleMocks, noSkippedTests, noSleep, noSuppressions, noUnescaped, oneEnvironment,
} from './contents.ts';
import { dataMap } from './data-map.ts';
import { databaseFirst, docstrings, noUnusedExports } from './exports.ts';
import { folderOrder, layoutOnly, noCycles, oneClock, oneQueue, purity, suffixTable } from './imports.ts';
import { oneLockEach } from './locks.ts';
import {
  kebabCase, pathsExist, plainNames, plainWords, platformIsGeneral, templateBesidePage, testBesideSubject,
} from './names.ts';
import type { Check } from './project.ts';
import { fileLimit, functionLimit, parameterLimit, spread } from './sizes.ts';
import { oneToday } from './today.ts';

export const checks: readonly Check[] = [
  suffixTable, folderOrder, layoutOnly, noCycles, purity, oneClock, oneEnvironment, oneQueue,
  plainNames, kebabCase, plainWords, pathsExist, platformIsGeneral, testBesideSubject, templateBesidePage,
  fileLimit, functionLimit, parameterLimit, spread,
  noAny, noSuppressions, noHtml, noUnescaped, noModuleMocks, noSkippedTests, noSleep, namedExportsOnly,
  docstrings, databaseFirst, noUnusedExports, dataMap, oneLockEach, oneToday,
];
