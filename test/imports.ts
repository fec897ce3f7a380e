// Builders for tests of the import: returns in memory instead of files, and what a database holds in comparable form.
import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { caseTables } from '../src/case-history/case-tables.ts';
import type { Json } from '../src/case-history/entry.ts';
import type { ReturnRecord } from '../src/case-history/return-record.ts';
import type { Derive } from '../src/casework/derivation.ts';
import { type NotTaken, takeIn, type Taken } from '../src/exchange/import.sql.ts';
import type { FileSource } from '../src/exchange/import-batch.ts';
import type { Hear } from '../src/exchange/import-progress.ts';
import type { TrackerMapping } from '../src/exchange/tracker-mapping.ts';
import type { Database } from '../src/platform/database.ts';
import { deriveCases } from './casework.ts';
import { censusDayOf, INVENTED_LEA, inventCouncil } from './returns.ts';

/** A return in memory, as a reader would hand it on. */
export function sourceOf(year: number, records: readonly ReturnRecord[], lea: string | null = INVENTED_LEA): FileSource {
  const text = JSON.stringify([year, lea, records]);
  const header: FileSource['header'] = { year, referenceDate: censusDayOf(year), lea, raw: {}, problems: [] };
  const read = async function* (): ReturnType<typeof pieces> { yield* pieces(records); };
  return { header, digest: createHash('sha256').update(text).digest('hex'), read };
}

async function* pieces(records: readonly ReturnRecord[]) {
  for (let from = 0; from < records.length; from += 50) {
    const some = records.slice(from, from + 50);
    yield {
      records: some.map((record, i) => ({ record: structuredClone(record), at: `Persons/Person[${from + i + 1}]`, raw: record as unknown as Json, problems: [] })),
      problems: [], bytesRead: from + some.length, bytesTotal: records.length,
    };
  }
}

/** How a return is taken in. `derive` is the derivation of the case alone where it is left out: a site has its own. */
interface How { readonly dryRun?: boolean; readonly wait?: boolean; readonly hear?: Hear; readonly derive?: Derive; readonly mapping?: TrackerMapping }

/** Takes a return in; a test that expects a refusal asks `tryLoad`. */
export async function load(db: Database, year: number, records: readonly ReturnRecord[], how: How = {}): Promise<Taken> {
  const taken = await tryLoad(db, sourceOf(year, records), { wait: true, ...how });
  if ('refused' in taken) throw new Error(taken.refused);
  return taken;
}

/** Takes a source in, or is told why not. */
export function tryLoad(db: Database, source: FileSource, { derive = deriveCases, dryRun = false, wait = false, hear = () => {}, mapping }: How = {}): Promise<Taken | NotTaken> {
  const of = mapping === undefined ? { kind: 'sen2-xml', files: ['return.xml'] } : { kind: 'tracker', files: ['tracker.csv'], mapping };
  const batch = { id: randomUUID(), askedBy: 'data officer', ...of };
  return takeIn(db, { batch, derive, dryRun, wait, hear }, source);
}

/** All derived rows, in an order and a form that the random ids of children play no part in. */
export async function derivedContents(db: Database): Promise<Record<string, unknown[]>> {
  const byChild = new Map<string, unknown[]>();
  for (const { name } of caseTables) {
    const { rows } = await sql<{ child: string; row: Record<string, unknown> }>`
      SELECT child_id AS child, to_jsonb(t) - 'child_id' - 'reference' - 'fingerprint' AS row FROM ${sql.id('derived', name)} t ORDER BY to_jsonb(t)::text`.execute(db);
    for (const { child, row } of rows) byChild.set(child, [...(byChild.get(child) ?? []), [name, row]]);
  }
  const sorted = [...byChild.values()].map((rows) => rows.map((row) => JSON.stringify(row)).sort());
  return { children: sorted.sort((a, b) => (a.join() < b.join() ? -1 : 1)) };
}

/** How many rows each table has that an import writes to. */
export async function tableSizes(db: Database): Promise<Record<string, number>> {
  const names = ['history', 'history_content', 'subject', 'import_batch', 'import_row', 'import_problem', 'quarantine'];
  const sizes: Record<string, number> = {};
  for (const name of names) {
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.id('public', name)}`.execute(db);
    sizes[name] = rows[0]?.n ?? 0;
  }
  return sizes;
}

/** The returns of two years that the process of `import-process.ts` loads the second of. */
export function killedReturns(): Map<number, ReturnRecord[]> {
  return inventCouncil(51, { children: 300, years: [2025, 2026] }).returns;
}
