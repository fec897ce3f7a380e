import type { Viewer } from '../platform/viewer.ts';
import { type Role, ROLES } from './rights.ts';

/** Somebody of the staff as a viewer: what their role and their personal rights let them see and do. */
export function viewerWith(role: Role, { extra = [], ...who }: Pick<Viewer, 'staffId' | 'name' | 'teamId'> & { readonly extra?: readonly string[] }): Viewer {
  const { title, rights, sees, records, fields } = ROLES[role];
  const named = extra.includes('see-names') ? ['name'] : [];
  return { ...who, role: title, rights: new Set<string>([...rights, ...extra]), sees: new Set<string>(sees), records: new Set<string>(records), fields: new Set<string>([...fields, ...named]) };
}
