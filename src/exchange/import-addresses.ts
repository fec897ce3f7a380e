import { address } from '../platform/web-address.ts';

export const importsAddress = address('/imports');
export const newImportAddress = address('/imports/new');
export const importAddress = address('/imports/:batch');
export const importRowsAddress = address('/imports/:batch/rows');
export const importProblemsAddress = address('/imports/:batch/problems');
export const rollBackAddress = address('/imports/:batch/roll-back');
export const restartAddress = address('/imports/:batch/start-again');
export const quarantineAddress = address('/quarantine');
export const quarantinedRowAddress = address('/quarantine/:batch/:row');
export const alikeRowsAddress = address('/quarantine/:batch/:row/alike');
