// What is known of a tracker that is being prepared, beside its file in the data directory: it goes when the file goes.
import { keepBeside, keptBeside, keptFiles } from './import-files.file.ts';
import type { Compared } from './tracker-compared.ts';
import type { FigureChange } from './tracker-figures.ts';
import type { TrackerMapping } from './tracker-mapping.ts';
import type { SheetLook } from './tracker-look.ts';
import type { Meaning } from './tracker-problems.ts';

/** What preparing came to, by the mapping that it was done with. */
type Prepared = { readonly mapping: TrackerMapping } & (
  | { readonly refused: string }
  | { readonly compared: Compared; readonly figures: readonly FigureChange[] | null });

const SHEETS = 'sheets.json';
const PREPARED = 'prepared.json';
const TYPED = 'typed.json';

/** Keeps how the sheets of the file look. */
export function keepSheets(dataDir: string, batch: string, sheets: readonly SheetLook[]): Promise<void> {
  return keepBeside(dataDir, batch, SHEETS, sheets);
}

/** How the sheets of the file look; null until somebody looked, or once the file is gone. */
function keptSheets(dataDir: string, batch: string): Promise<SheetLook[] | null> {
  return keptBeside(dataDir, batch, SHEETS);
}

/** Keeps what preparing came to. */
export function keepPrepared(dataDir: string, batch: string, value: Prepared): Promise<void> {
  return keepBeside(dataDir, batch, PREPARED, value);
}

/** What preparing came to last, by whatever mapping. */
function keptPrepared(dataDir: string, batch: string): Promise<Prepared | null> {
  return keptBeside(dataDir, batch, PREPARED);
}

/** Keeps what somebody typed as the meaning of values and has not saved: it is compared with nothing yet. */
export function keepTyped(dataDir: string, batch: string, typed: readonly Meaning[]): Promise<void> {
  return keepBeside(dataDir, batch, TYPED, typed);
}

/** What was typed as the meaning of values and not saved. */
export async function keptTyped(dataDir: string, batch: string): Promise<Meaning[]> {
  return await keptBeside<Meaning[]>(dataDir, batch, TYPED) ?? [];
}

/** What stands beside the file of a tracker. */
export async function trackerFiles(dataDir: string, batch: string): Promise<{ hasFile: boolean; sheets: SheetLook[] | null; prepared: Prepared | null }> {
  const [files, sheets, found] = await Promise.all([keptFiles(dataDir, batch), keptSheets(dataDir, batch), keptPrepared(dataDir, batch)]);
  return { hasFile: files.length > 0, sheets, prepared: found };
}
