// Which rows of a tracker that was compared a page lists.
import { z } from 'zod';
import type { QueryParts } from '../platform/web-address.ts';
import { type Compared, type ComparedRow, countRows, type OnlyInRecord, ROW_VERDICTS, type RowVerdict } from './tracker-compared.ts';
import { FIGURE_CAUSES, type FigureChange } from './tracker-figures.ts';
import { COVERED_WORDS, coversOf, type TrackerMapping } from './tracker-mapping.ts';

const lists = [...Object.keys(ROW_VERDICTS), 'only-record'] as (RowVerdict | 'only-record')[];

/** What the address of the list may hold: a verdict, or a figure and whom the rows that change it are about. */
export const listQuery = z.object({
  show: z.enum(lists).optional().catch(undefined), page: z.coerce.number().catch(1),
  figure: z.string().max(80).optional().catch(undefined), of: z.enum(['begun', 'known']).optional().catch(undefined),
});

interface Look { readonly compared: Compared; readonly figures: readonly FigureChange[] | null }

/** A list with its words, and the parts of its address. */
export interface RowList {
  /** The verdict that the rows share; null for those that change a figure. */
  readonly chosen: RowVerdict | 'only-record' | null;
  readonly list: readonly (ComparedRow | OnlyInRecord)[];
  readonly heading: string;
  readonly means: string;
  readonly parts: QueryParts;
}

/** Which rows are asked for: those of a verdict, those that change a figure, or the children of whom there is none. */
export function listOf({ compared, figures }: Look, { show, figure, of }: z.infer<typeof listQuery>, mapping: TrackerMapping): RowList {
  const changed = figures?.find(({ id }) => id === figure);
  const cause = changed?.causes.find((one) => one.of === of);
  if (changed !== undefined && cause !== undefined) {
    const rows = new Set(cause.rows);
    const words = { heading: `Rows that change “${changed.title}”`, means: `Rows of ${FIGURE_CAUSES[cause.of]}. In the figure: ${cause.change}` };
    return { chosen: null, list: compared.rows.filter(({ row }) => rows.has(row)), ...words, parts: { figure, of } };
  }
  const counts = countRows(compared);
  const chosen = show ?? (counts.disagrees > 0 ? 'disagrees' : counts['says-more'] > 0 ? 'says-more' : 'only-tracker');
  if (chosen !== 'only-record') return { chosen, list: compared.rows.filter(({ verdict }) => verdict === chosen), heading: ROW_VERDICTS[chosen].title, means: ROW_VERDICTS[chosen].means, parts: { show: chosen } };
  return { chosen, list: compared.onlyInRecord, heading: 'Only in the record', means: `Children with ${COVERED_WORDS[coversOf(mapping)]}, of whom it has no row`, parts: { show: chosen } };
}
