// What comparing a return came to, beside its file in the data directory: it goes when the file goes.
import type { ImportBatch } from './import-batch.ts';
import { forgetBeside, keepBeside, keptBeside, keptFiles } from './import-files.file.ts';
import type { ComparedReturn, FiguresTold, KeptReturn, ProblemTold, ReturnFiles, RowTold } from './return-compared.ts';

const [SUM, ROWS, PROBLEMS, FIGURES] = ['compared.json', 'rows.json', 'problems.json', 'figures.json'] as const;

/** Keeps what comparing came to; the sum last, so that where it stands the others stand. */
export async function keepCompared(dataDir: string, batch: string, { sum, rows, problems }: { sum: ComparedReturn; rows: readonly RowTold[]; problems: readonly ProblemTold[] }): Promise<void> {
  await forgetCompared(dataDir, batch);
  await keepBeside(dataDir, batch, ROWS, rows);
  await keepBeside(dataDir, batch, PROBLEMS, problems);
  await keepBeside(dataDir, batch, SUM, sum);
}

/** Forgets what comparing came to: it is to be done anew. */
export async function forgetCompared(dataDir: string, batch: string): Promise<void> {
  for (const name of [SUM, FIGURES]) await forgetBeside(dataDir, batch, name);
}

/** What comparing came to, in sum; null until it is done. */
export function keptCompared(dataDir: string, batch: string): Promise<ComparedReturn | null> {
  return keptBeside(dataDir, batch, SUM);
}

/** Keeps what would change in figures. */
export function keepFigures(dataDir: string, batch: string, figures: FiguresTold): Promise<void> {
  return keepBeside(dataDir, batch, FIGURES, figures);
}

/** What would change in figures; null until it is worked out. */
export function keptFigures(dataDir: string, batch: string): Promise<FiguresTold | null> {
  return keptBeside(dataDir, batch, FIGURES);
}

/** What stands beside the file of a return. */
export async function returnFiles(dataDir: string, batch: string): Promise<ReturnFiles> {
  const [files, sum, figures] = await Promise.all([keptFiles(dataDir, batch), keptCompared(dataDir, batch), keptFigures(dataDir, batch)]);
  return { hasFile: files.length > 0, sum, figures };
}

/** All that comparing a return came to; null where it is not being prepared, or not compared yet. */
export async function keptReturn(dataDir: string, { id, kind, state }: Pick<ImportBatch, 'id' | 'kind' | 'state'>): Promise<KeptReturn | null> {
  const sum = kind === 'tracker' || state !== 'matching' ? null : await keptCompared(dataDir, id);
  if (sum === null) return null;
  const [rows, problems, figures] = await Promise.all([keptBeside<RowTold[]>(dataDir, id, ROWS), keptBeside<ProblemTold[]>(dataDir, id, PROBLEMS), keptFigures(dataDir, id)]);
  return { sum, rows: rows ?? [], problems: problems ?? [], figures };
}
