// Keys of advisory locks: two parts of the program that meant different things by one would wait for each other without end.
import type { Check, Finding } from './project.ts';

/** Numbers that are keys by themselves, and pairs that only one part of the program takes. */
const KEY = /\b7_?305_?\d{3}\b|(?<=advisory\w*\()85, \d\b/g;

export const oneLockEach: Check = {
  title: 'each key of an advisory lock stands in one file of src alone',
  find: (project) => {
    const uses = project.files.filter((file) => file.path.startsWith('src/') && !file.test).flatMap((file) =>
      file.text.split('\n').flatMap((text, index) => [...text.matchAll(KEY)].map(([key]) => ({ key: key.replaceAll('_', ''), file: file.path, line: index + 1 }))));
    const byKey = [...Map.groupBy(uses, ({ key }) => key).values()].filter((same) => new Set(same.map(({ file }) => file)).size > 1);
    return byKey.flatMap((same) => same.map(({ key, file, line }): Finding => ({ file, line, what: `takes the lock ${key}, as another file does`, remedy: 'choose a key that is free, or call the function that takes this one' })));
  },
};
