// A real council in a data directory, made before the program starts and looked at once it has stopped.
import { prepareRecord } from '../../src/casework/derivation.job.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Database } from '../../src/platform/database.ts';
import { openHouse } from '../../src/platform/house.ts';
import { newToken } from '../../src/platform/web-cookie.ts';
import type { Role } from '../../src/staff/rights.ts';
import { startSignIn } from '../../src/staff/sign-in.sql.ts';
import { addPerson, makeReal } from '../people.ts';

/** Uses the database of a data directory while the program is stopped. */
export async function inDatabase<T>(dataDir: string, use: (db: Database) => Promise<T>): Promise<T> {
  const house = await openHouse(readConfig({ SIGHTLINE_DATA_DIR: dataDir }));
  try {
    await prepareRecord(house);
    return await use(house.database('app'));
  } finally {
    await house.close();
  }
}

/** Makes a real council with somebody of each of these roles; gives the tokens of their sign-ins. */
export async function council(db: Database, roles: readonly Role[]): Promise<string[]> {
  await makeReal(db);
  const tokens: string[] = [];
  for (const role of roles) {
    const { id } = await addPerson(db, role);
    const token = newToken();
    await startSignIn(db, { token, now: new Date().toISOString() }, id);
    tokens.push(token);
  }
  return tokens;
}

/** The environment of command lines in this data directory. */
export function environment(dataDir: string): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...env } = process.env;
  return { ...env, SIGHTLINE_DATA_DIR: dataDir };
}
