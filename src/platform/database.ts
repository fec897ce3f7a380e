import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from 'kysely';
import pg from 'pg';
import { SessionDriver } from './database-driver.ts';
import { valueTypes } from './database-values.ts';

export { copyIn, copyInto, copyOut, copyOutAll } from './database-copy.ts';

/** A handle on the database: a pool, or one transaction. SQL is written with kysely's `sql` tag and a row type. */
export type Database = Kysely<unknown>;

/**
 * In whose name statements run. `migrate` owns the schema; `app` reads and adds; `dispose` may also delete content
 * that the law says must go; `report` only reads. Only migrations and the rebuilding of derived tables use `migrate`.
 */
export type DatabaseRole = 'migrate' | 'app' | 'dispose' | 'report';

/**
 * Where a database is. On the embedded server (`socketDirectory`) each role signs in as itself; at a URL the user in
 * the URL owns the schema, and each connection of another role gives that up by `SET ROLE`.
 */
export type DatabaseAddress = { socketDirectory: string; database: string } | { url: string };

/** The name that a role has in the server. */
export function roleName(role: DatabaseRole): string {
  return `sightline_${role}`;
}

/** The settings of node-postgres for a connection in the name of `role`. */
export function connectionOf(address: DatabaseAddress, role: DatabaseRole): pg.ClientConfig {
  const place = 'url' in address
    ? { connectionString: address.url }
    : { host: address.socketDirectory, port: 5432, database: address.database, user: roleName(role) };
  return { ...place, application_name: `sightline ${role}`, connectionTimeoutMillis: 10_000 };
}

/** The statements that make a fresh connection ours: who it speaks for, where tables are, how instants print. */
export function sessionOf(address: DatabaseAddress, role: DatabaseRole): string {
  // Compiling a query takes seconds; ours answer in a fraction of one.
  const settings = "SET search_path = derived, public; SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET jit = off";
  const giveUp = 'url' in address && role !== 'migrate';
  return giveUp ? `${settings}; SET ROLE ${roleName(role)}` : settings;
}

/**
 * A pool of node-postgres whose connections speak for `role`; a connection that cannot is never handed out. For
 * libraries that want one; our own queries go through `openDatabase`.
 */
export function openPool(address: DatabaseAddress, role: DatabaseRole, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOf(address, role),
    ...options,
    onConnect: async (client) => {
      await client.query(sessionOf(address, role));
    },
  });
  // A connection that breaks (the server stops) is dropped by the pool; the next query meets the outage itself.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/**
 * A handle over a pool of at most `max` connections that speak for `role`. Opens nothing until the first query. Close
 * it with `destroy()`. Values come out as `database-values.ts` says.
 */
export function openDatabase(address: DatabaseAddress, role: DatabaseRole, max = 10): Database {
  const driver = new SessionDriver(openPool(address, role, { types: valueTypes, max }));
  return new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** Does `work` in one transaction: the caller's own, where `db` is one. */
export function whole<Done>(db: Database, work: (tx: Database) => Promise<Done>): Promise<Done> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

/** The rows of a query one by one, read through a cursor `chunk` rows at a time, for results too large to hold. */
export async function* rowsOf<T>(db: Database, query: RawBuilder<T>, chunk = 1000): AsyncGenerator<T> {
  for await (const { rows } of db.getExecutor().stream<T>(query.compile(db), chunk)) yield* rows;
}
