// A tracker that is being prepared, with what is known of it so far.
import type { Database } from '../platform/database.ts';
import type { ImportBatch } from './import-batch.ts';
import { batchNamed } from './import-batch.sql.ts';
import type { Compared } from './tracker-compared.ts';
import type { FigureChange } from './tracker-figures.ts';
import type { TrackerMapping } from './tracker-mapping.ts';
import type { SheetLook } from './tracker-look.ts';

/** What stands beside the file. */
export interface BesideFile {
  readonly hasFile: boolean;
  readonly sheets: readonly SheetLook[] | null;
  readonly prepared: ({ readonly mapping: TrackerMapping } & ({ readonly refused: string } | { readonly compared: Compared; readonly figures: readonly FigureChange[] | null })) | null;
}

/** A tracker and how far its preparing is, by the mapping as it stands. */
export interface TrackerInHand {
  readonly batch: ImportBatch;
  readonly hasFile: boolean;
  readonly sheets: readonly SheetLook[] | null;
  readonly compared: Compared | null;
  readonly figures: readonly FigureChange[] | null;
  /** Why the file does not fit its mapping. */
  readonly refused: string | null;
}

/** The tracker of this batch, or null where there is none. `beside` reads what stands beside its file. */
export async function trackerInHand(db: Database, name: string, beside: (batch: string) => Promise<BesideFile>): Promise<TrackerInHand | null> {
  const batch = await batchNamed(db, name);
  if (batch?.kind !== 'tracker') return null;
  const { hasFile, sheets, prepared } = await beside(batch.id);
  const own = prepared !== null && JSON.stringify(prepared.mapping) === JSON.stringify(batch.mapping) ? prepared : null;
  return {
    batch, hasFile, sheets, compared: own !== null && 'compared' in own ? own.compared : null, figures: own !== null && 'compared' in own ? own.figures : null,
    refused: own !== null && 'refused' in own ? own.refused : null,
  };
}
