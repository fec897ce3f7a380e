import { runMigrations } from 'graphile-worker';
import { type DatabaseAddress, openPool } from './database.ts';
import { migrate } from './migrate.ts';
import { queueLogger } from './queue-logger.ts';

/**
 * Brings a database up to date: our own tables, then those of the queue of background work. Returns the names of the
 * migrations applied. `say` hears what the server remarks. Throws `Trouble` where the database is newer.
 */
export async function prepareDatabase(
  address: DatabaseAddress,
  say: (remark: string) => void = () => {},
): Promise<string[]> {
  const applied = await migrate(address, undefined, say);
  const pool = openPool(address, 'app', { max: 2 });
  try {
    await runMigrations({ pgPool: pool, logger: queueLogger(say) });
  } finally {
    await pool.end();
  }
  return applied;
}
