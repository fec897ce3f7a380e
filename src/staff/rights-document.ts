import { FIELD_CLASSES, PERSONAL_RIGHTS, RELATIONS, type Right, RIGHTS, type Role, ROLES } from './rights.ts';

/** The table of rights as Markdown, for an information governance officer to review: role by right, case and field. */
export function rightsDocument(): string {
  return [
    '# Who may do what', '',
    'Printed from `src/staff/rights.ts` by `npm run -s sightline -- rights print`. Access is role × relation × state of the record × field.',
    'A restricted record opens only for its guardian and people named to it, or in an emergency; a conflict of interest always refuses. `src/casework/may-see.sql.ts` applies all of this.', '',
    '## Roles', '', ...table(['Role', 'Held by'], roles.map((role) => [ROLES[role].title, ROLES[role].for])), '',
    '## Rights', '', ...table(['Right', ...titles], rights.map((right) => [RIGHTS[right], ...roles.map((role) => mark(ROLES[role].rights.includes(right)))])), '',
    `A person can be given besides: ${PERSONAL_RIGHTS.map((right) => RIGHTS[right].toLowerCase()).join('; ')}.`, '',
    '## Cases', '', 'Which cases a role sees; “records” where it also records in them.', '',
    ...table(['Cases', ...titles], keysOf(RELATIONS).map((relation) => [RELATIONS[relation], ...roles.map((role) => reach(role, relation))])), '',
    '## Fields', '', 'Which fields a role may see, sort by, filter by, search in and take out.', '',
    ...table(['Fields', ...titles], keysOf(FIELD_CLASSES).map((field) => [FIELD_CLASSES[field], ...roles.map((role) => mark(ROLES[role].fields.includes(field)))])), '',
  ].join('\n');
}

const keysOf = <Key extends string>(of: Readonly<Record<Key, unknown>>): Key[] => Object.keys(of) as Key[];
const roles = keysOf(ROLES);
const rights = keysOf<Right>(RIGHTS);
const titles = roles.map((role) => ROLES[role].title);
const mark = (holds: boolean): string => (holds ? 'yes' : '–');

function reach(role: Role, relation: keyof typeof RELATIONS): string {
  if (ROLES[role].records.includes(relation)) return 'sees, records';
  return ROLES[role].sees.includes(relation) ? 'sees' : '–';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
