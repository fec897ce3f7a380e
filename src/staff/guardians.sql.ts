import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import { type Right, ROLES, isRole } from './rights.ts';

/** Somebody who can sign in and holds a right. */
export interface Holder {
  readonly id: string;
  readonly name: string;
  /** Title of the role. */
  readonly role: string;
}

/** The roles that hold a right. */
export function rolesWith(right: Right): string[] {
  return Object.entries(ROLES).filter(([, role]) => role.rights.includes(right)).map(([name]) => name);
}

/** Everybody who holds a right and can sign in, by name. */
export async function holdersOf(db: Database, right: Right): Promise<Holder[]> {
  const { rows } = await sql<Holder>`SELECT id::text, name, role FROM staff WHERE disabled_at IS NULL AND role = ANY(${rolesWith(right)}::text[])
    ORDER BY name COLLATE names, id`.execute(db);
  return rows.map((one) => ({ ...one, role: isRole(one.role) ? ROLES[one.role].title : one.role }));
}
