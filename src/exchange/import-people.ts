// The second reading of a file: its rows brought together by person, as planned.
import type { Json } from '../case-history/entry.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { isTrackerRecord } from '../case-history/tracker-row.ts';
import type { RowPlan } from './import-match.ts';
import { mergeRecords } from './import-merge.ts';
import { type Batch, type ReadRecord, type Refusal, RefusedFile } from './reading.ts';

/** One person of a file: what is to be done, and all that the file says. */
export interface FilePerson {
  /** The plan of the first row. */
  readonly plan: Exclude<RowPlan, { to: 'merge' }>;
  /** The rows about the person, the first one first, with where they stand in the file. */
  readonly rows: readonly { readonly row: number; readonly at: string }[];
  /** What the rows say together. */
  readonly record: ReturnRecord;
  /** The row as read; of several rows, a list. */
  readonly raw: Json;
  /** Why the row is none of a child. */
  readonly excluded?: string | undefined;
}

/** The people who are complete with a batch of the file, and the batch. */
export interface PeopleRead {
  readonly people: FilePerson[];
  readonly batch: Batch;
}

/** Why a row is merged: where the one stands with which it was put. */
export function mergedInto({ rows: [first], record }: FilePerson): string {
  return `Put with the first row about the child (${first?.at ?? ''})${isTrackerRecord(record) ? ': where the two differ, that one counts' : ''}`;
}

interface Part { row: number; read: ReadRecord }

function personOf(plan: FilePerson['plan'], parts: readonly Part[]): FilePerson {
  const reads = parts.map(({ read }) => read);
  const [only] = reads as [ReadRecord];
  return {
    plan,
    rows: parts.map(({ row, read }) => ({ row, at: read.at })),
    record: reads.length === 1 ? only.record : mergeRecords(reads.map(({ record }) => record)),
    raw: reads.length === 1 ? only.raw : reads.map(({ raw }) => raw),
    excluded: only.excluded,
  };
}

/** How many rows follow the first one about the same person. */
function followers(plans: readonly RowPlan[]): Map<number, number> {
  const count = new Map<number, number>();
  for (const plan of plans) if (plan.to === 'merge') count.set(plan.into, (count.get(plan.into) ?? 0) + 1);
  return count;
}

/**
 * The people of a file, each once the last row about them is read. `plans` are those of its rows, in order. Holds only
 * people of whom rows are still to come. Throws `RefusedFile` where the file now is another one, or is refused.
 */
export async function* peopleOf(
  batches: AsyncIterable<Batch | { readonly refused: Refusal }>, plans: readonly RowPlan[],
): AsyncGenerator<PeopleRead> {
  const toCome = followers(plans);
  const open = new Map<number, Part[]>();
  let row = 0;
  for await (const batch of batches) {
    if ('refused' in batch) throw new RefusedFile(batch.refused.code, batch.refused.message);
    const people: FilePerson[] = [];
    for (const read of batch.records) {
      row += 1;
      const plan = plans[row - 1];
      if (plan === undefined) throw new RefusedFile('reader-failed', otherFile);
      const lead = plan.to === 'merge' ? plan.into : row;
      const parts = [...open.get(lead) ?? [], { row, read }];
      open.set(lead, parts);
      if (parts.length <= (toCome.get(lead) ?? 0)) continue;
      people.push(personOf(plans[lead - 1] as FilePerson['plan'], parts));
      open.delete(lead);
    }
    yield { people, batch };
  }
  if (row !== plans.length) throw new RefusedFile('reader-failed', otherFile);
}

const otherFile = 'The file changed while it was being loaded. Nothing was loaded. Load it again once nobody writes to it.';
