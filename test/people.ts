import { addStaff } from '../src/staff/installation.sql.ts';
import { sql } from 'kysely';
import type { Database } from '../src/platform/database.ts';
import { hashPassword } from '../src/platform/password.ts';
import type { Role } from '../src/staff/rights.ts';

/** The password of every member of staff that tests make. */
export const PASSWORD = 'copper lantern forty';

let hashed: Promise<string> | null = null;
let count = 0;

/** Makes the database a real council's, as set-up does. */
export async function makeReal(db: Database, now = '2026-11-01T09:00:00.000Z'): Promise<void> {
  await sql`INSERT INTO installation (kind, council, set_up_at) VALUES ('real', 'Wexcombe County Council', ${now})`.execute(db);
}

/** Adds somebody with this role, who signs in with PASSWORD. */
export async function addPerson(db: Database, role: Role): Promise<{ id: string; email: string; name: string }> {
  count += 1;
  hashed ??= hashPassword(PASSWORD);
  const person = { name: `Odile Tester-${count}`, email: `person${count}@council.invalid`, role, password: await hashed };
  return { ...person, id: await addStaff(db, person, '2026-11-01T09:00:00.000Z') };
}
