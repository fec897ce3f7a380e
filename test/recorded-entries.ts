// What the people of an invented council record, as it would stand in the record, without a database.
import type { Entry } from '../src/case-history/entry.ts';
import type { InventedCouncil } from '../src/simulation/invented-council.ts';
import { tellCouncil } from '../src/simulation/live-council.ts';

/** The entries of each child, in the order of its chain. */
export function recordedEntries(council: InventedCouncil): Entry[][] {
  return [...tellCouncil(council).entries].map((made) => made.map((entry, i): Entry => ({
    ...entry, seq: i + 1, shape: 1, occurredAt: null, source: 'staff', operationId: '', correctsSeq: entry.correctsSeq ?? null, reason: entry.reason ?? null, sourceRow: null,
  })));
}
