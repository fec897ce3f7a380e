// A record to back up: children with histories, looks at them that are sealed, people, and a file that was loaded.
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { ownDerive, prepareRecord } from '../src/casework/derivation.job.ts';
import { recordView } from '../src/casework/access.sql.ts';
import { sealAccess } from '../src/casework/access-chain.sql.ts';
import { beginRecording, record } from '../src/casework/record.sql.ts';
import { type Config, readConfig } from '../src/platform/config.ts';
import { type Database, openDatabase } from '../src/platform/database.ts';
import { useEmbeddedServer } from '../src/platform/embedded-server.ts';
import { type House, openHouse } from '../src/platform/house.ts';
import { by, of } from './casework.ts';
import { inDatabase, prepareTestServer } from './database.ts';
import { addPerson, makeReal } from './people.ts';

/** Installations and databases for one test, in a folder that goes after it. */
export interface Place {
  readonly root: string;
  /** A path in the folder. */
  at(name: string): string;
  /** Opens the installation with the data directory `name`. `asFound`: its database is not brought up to date. */
  house(name: string, config?: Partial<Config>, asFound?: 'as found'): Promise<House>;
  /** The address of a new, empty database on a server of the place's own: an older PostgreSQL, where this machine has one. */
  emptyDatabase(): Promise<{ url: string; major: number }>;
}

const OLDER = '/usr/lib/postgresql/15/bin';
const older = existsSync(OLDER) ? { binaries: { directory: OLDER, major: 15 } } : {};

/** A place of the test's own, which the database's user can enter too. */
export function placeOf(t: { after(end: () => Promise<void>): void }): Place {
  const root = mkdtempSync(join(tmpdir(), 'sightline-backup-'));
  chmodSync(root, 0o711);
  const endings: (() => Promise<void>)[] = [];
  t.after(async () => {
    for (const end of endings.reverse()) await end();
    rmSync(root, { recursive: true, force: true });
  });
  const at = (name: string): string => join(root, name);
  let server: ReturnType<typeof useEmbeddedServer> | null = null;
  let databases = 0;
  return {
    root, at,
    house: async (name, config = {}, asFound) => {
      const settings = { ...readConfig({}), dataDir: at(name), ...config };
      const house = await (asFound === undefined ? openHouse(settings) : openHouse(settings, () => {}, null));
      endings.push(house.close);
      return house;
    },
    emptyDatabase: async () => {
      server ??= useEmbeddedServer({ dataDir: at('server'), durable: false, ...older });
      const { socketDirectory, release } = await server;
      if (databases === 0) endings.push(release);
      const { url } = JSON.parse(await prepareTestServer(socketDirectory)) as { url: string };
      const admin = openDatabase({ url }, 'migrate', 1);
      const name = `empty_${databases += 1}`;
      await sql`CREATE DATABASE ${sql.id(name)}`.execute(admin);
      await admin.destroy();
      return { url: inDatabase(url, name), major: older.binaries?.major ?? 18 };
    },
  };
}

/** Records a new child with a request, a decision and a name with awkward characters. Returns the child's id. */
export async function recordChild(db: Database, serial = 0): Promise<string> {
  const child = randomUUID();
  await db.transaction().execute(async (tx) => {
    await record(tx, ownDerive(), await beginRecording(tx, by(), [{ kind: 'child', id: child }]), [
      of(child, 'PERSON', null, { surname: `Zzyzx-${serial}\t"\\N"\n`, forename: 'Ünique' }),
      of(child, 'REQUEST_RECEIVED', `2026-0${1 + (serial % 9)}-15`),
    ]);
  });
  return child;
}

/** Fills an installation: `children` children, people, looks that are sealed, and a file with a row in quarantine. */
export async function fillHouse(house: House, children = 30): Promise<void> {
  const db = house.database('app');
  await prepareRecord(house);
  await makeReal(db);
  const { id } = await addPerson(db, 'caseworker');
  for (let serial = 0; serial < children; serial += 1) {
    const child = await recordChild(db, serial);
    await recordView(db, { staffId: id }, { what: 'case', route: '/cases/:reference', children: [child] });
  }
  await sealAccess(db, '2026-11-20T10:00:00.000Z');
  const batch = randomUUID();
  await sql`INSERT INTO import_batch (id, kind, state, files, asked_by, asked_at) VALUES (${batch}, 'sen2-xml', 'running', ARRAY['a "file",\\.xml'], ${id}, now())`.execute(db);
  await sql`INSERT INTO import_row (batch, row_no, at, outcome) VALUES (${batch}, 1, 'Persons/Person[1]', 'quarantined')`.execute(db);
  await sql`INSERT INTO quarantine (batch, row_no, likeness, alike, record) VALUES (${batch}, 1, 'names-only', '{}', '{}')`.execute(db);
}
