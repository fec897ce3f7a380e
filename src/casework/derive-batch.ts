// The rows of some hundred children, from their entries as COPY writes them to rows as COPY reads them: what can be done
// anywhere, since only bytes go in and come out.
import type { Day } from '../calendar/day.ts';
import { contentOf } from '../case-history/chain.ts';
import type { Cell } from '../case-history/derived-table.ts';
import type { Entry } from '../case-history/entry.ts';
import { standingAmong } from '../case-history/joins.ts';
import { copiedLines, copiedValues, copyLine } from '../platform/copy-text.ts';
import type { Batch, BatchRows, Derivation } from './derivation.ts';

type Derives = Pick<Derivation, 'fingerprint' | 'tables' | 'rowsOf'>;

/** The rows of those of the batch who stand as known then, with the child first and the fingerprint last. */
export function batchRows(derivation: Derives, { children, knownAt, chains }: Batch): BatchRows {
  const wanted = new Set(children);
  const lines = derivation.tables.map((): string[] => []);
  for (const [child, entries] of standingAmong(children, chainsIn(chains), knownAt)) {
    if (!wanted.has(child)) continue;
    for (const [at, rows] of childRows(derivation, child, entries).entries()) {
      for (const row of rows) lines[at]?.push(copyLine(row));
    }
  }
  const encoder = new TextEncoder();
  return lines.map((each) => encoder.encode(each.join('')));
}

/** The rows of one child in the order of the tables, as they are stored: the child, the cells, the fingerprint. */
export function childRows({ fingerprint, rowsOf }: Derives, child: string, entries: readonly Entry[]): Cell[][][] {
  return rowsOf(entries).map((rows) => rows.map((cells) => [child, ...cells.map(storable), fingerprint]));
}

/** The cell without what a PostgreSQL text cannot hold (NUL, half a surrogate pair); the entry keeps it as it came. */
function storable(cell: Cell): Cell {
  if (typeof cell !== 'string' || (cell.isWellFormed() && !cell.includes('\0'))) return cell;
  return cell.replaceAll('\0', '').toWellFormed();
}

function chainsIn(text: Uint8Array): Map<string, Entry[]> {
  const chains = new Map<string, Entry[]>();
  for (const line of copiedLines(text)) {
    const entry = entryIn(copiedValues(line));
    const chain = chains.get(entry.subjectId);
    if (chain === undefined) chains.set(entry.subjectId, [entry]);
    else chain.push(entry);
  }
  return chains;
}

/** An entry of a child from the values of a line, in the order of `batchColumns` (`derived-batches.sql.ts`). */
function entryIn([id, seq, kind, shape, on, at, recordedAt, recordedBy, source, operation, corrects, text = null]: readonly (string | null)[]): Entry {
  return {
    subjectKind: 'child', subjectId: String(id), seq: Number(seq), kind: String(kind), shape: Number(shape),
    occurredOn: (on ?? null) as Day | null, occurredAt: at ?? null, recordedAt: String(recordedAt), recordedBy: String(recordedBy),
    source: String(source), operationId: String(operation), correctsSeq: corrects == null ? null : Number(corrects), ...contentOf(text),
  };
}
