// statute print [--json]: the rules as a document that a legal officer can check.
import { type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import { ruleSets } from './rule.ts';
import { rules } from './rules.ts';
import { contestedPoints } from './settings.ts';
import { statuteDocument } from './statute-document.ts';

/** Prints the law: Markdown, or with --json the rules, instruments and contested readings as data. Exit code 0. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, ['[print]']);
  if (positionals[0] !== undefined && positionals[0] !== 'print') throw wrongUse(`There is no "statute ${positionals[0]}". Write: statute print.`);
  if (values.json === true) printJson(io, { ruleSets, contestedPoints, rules });
  else io.out(statuteDocument(rules));
  return 0;
}
