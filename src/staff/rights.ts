/** What somebody may do. A route names the right that it needs. */
export type Right =
  | 'see-figures'
  | 'see-children'
  | 'record-events'
  | 'import-files'
  | 'see-access-log'
  | 'manage-staff';

export type Role = 'administrator' | 'director' | 'manager' | 'caseworker' | 'data-officer';

/** Who may do what: the one table. Each role with its title in plain words and its rights. */
export const ROLES: { readonly [role in Role]: { readonly title: string; readonly rights: readonly Right[] } } = {
  'director': { title: 'Director', rights: ['see-figures', 'see-children'] },
  'manager': { title: 'Manager', rights: ['see-figures', 'see-children', 'record-events', 'see-access-log'] },
  'caseworker': { title: 'Caseworker', rights: ['see-figures', 'see-children', 'record-events'] },
  'data-officer': { title: 'Data officer', rights: ['see-figures', 'see-children', 'import-files'] },
  'administrator': {
    title: 'Administrator',
    rights: ['see-figures', 'see-children', 'record-events', 'import-files', 'see-access-log', 'manage-staff'],
  },
};

/** The policy of a route for the holders of a right. */
export function may<const Held extends Right>(right: Held): { readonly right: Held } {
  return { right };
}

/** Whether a stored role is one that this version knows. */
export function isRole(role: string): role is Role {
  return Object.hasOwn(ROLES, role);
}
