// rights print [--json]: who may do what, for an information governance officer to review.
import { type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import { FIELD_CLASSES, PERSONAL_RIGHTS, RELATIONS, RIGHTS, ROLES } from './rights.ts';
import { rightsDocument } from './rights-document.ts';

/** Prints the table of rights: Markdown, or with --json as data. Exit code 0. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, ['[print]']);
  if (positionals[0] !== undefined && positionals[0] !== 'print') throw wrongUse(`There is no "rights ${positionals[0]}". Write: rights print.`);
  if (values.json === true) printJson(io, { roles: ROLES, rights: RIGHTS, personalRights: PERSONAL_RIGHTS, relations: RELATIONS, fields: FIELD_CLASSES });
  else io.out(rightsDocument());
  return 0;
}
