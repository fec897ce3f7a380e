// A return that is being prepared, with what is known of it so far.
import type { Database } from '../platform/database.ts';
import type { ImportBatch } from './import-batch.ts';
import { batchNamed } from './import-batch.sql.ts';
import { filesOnRecord } from './import-known.sql.ts';
import type { ReturnFiles } from './return-compared.ts';

/** A return and how far its preparing is. `stale`: a file was loaded or rolled back since it was compared. */
export interface ReturnInHand extends ReturnFiles { readonly batch: ImportBatch; readonly stale: boolean }

/** The return of this batch while it is being prepared; null where it is not. `beside` reads what stands beside its file. */
export async function returnInHand(db: Database, name: string, beside: (batch: string) => Promise<ReturnFiles>): Promise<ReturnInHand | null> {
  const batch = await batchNamed(db, name);
  if (batch?.state !== 'matching' || batch.kind === 'tracker') return null;
  const files = await beside(batch.id);
  return { batch, ...files, stale: files.sum !== null && await filesOnRecord(db) !== files.sum.filesOnRecord };
}
