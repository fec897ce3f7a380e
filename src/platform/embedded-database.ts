import pg from 'pg';
import { type DatabaseAddress, type DatabaseRole, roleName } from './database.ts';

const ROLES: readonly DatabaseRole[] = ['migrate', 'app', 'dispose', 'report'];

/** The name of the database in the embedded server. */
export const EMBEDDED_DATABASE = 'sightline';

/**
 * Makes, in an embedded server, the roles with which the program signs in (none is a superuser) and the database that
 * `migrate` owns, where they are missing; and says where it is. One program at a time does so.
 */
export async function prepareEmbeddedDatabase(socketDirectory: string): Promise<DatabaseAddress> {
  const admin = new pg.Client({ host: socketDirectory, port: 5432, user: 'postgres', database: 'postgres' });
  admin.on('error', () => {});
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock(7305013)');
    const roles = await admin.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
    const known = new Set(roles.rows.map(({ rolname }) => rolname));
    const owner = roleName('migrate');
    for (const role of ROLES.map(roleName).filter((name) => !known.has(name))) {
      await admin.query(`CREATE ROLE ${role} LOGIN`);
      if (role !== owner) await admin.query(`GRANT ${role} TO ${owner}`);
    }
    const found = await admin.query('SELECT FROM pg_database WHERE datname = $1', [EMBEDDED_DATABASE]);
    if (found.rowCount === 0) await admin.query(`CREATE DATABASE ${EMBEDDED_DATABASE} OWNER ${owner}`);
    return { socketDirectory, database: EMBEDDED_DATABASE };
  } finally {
    await admin.end();
  }
}
