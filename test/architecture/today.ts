// Which day is today is asked of one clock, and handed on: that of the database is another one, and no test can move it.
import type { Check } from './project.ts';

const TODAY = /\b(current_date|localtimestamp)\b|\b(now|clock_timestamp)\(\)( AT TIME ZONE ["'][^"']*["']\))?::date\b/i;

export const oneToday: Check = {
  title: 'no query takes today from the clock of the database',
  find: (project) => project.files.filter((file) => file.path.startsWith('src/') && !file.test)
    .flatMap((file) => file.text.split('\n').flatMap((text, index) => (TODAY.test(text) ? [{ file: file.path, line: index + 1, what: 'asks the database which day it is', remedy: 'take today as a parameter' }] : []))),
};
