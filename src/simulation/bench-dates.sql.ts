// All dates of all children afresh: from the entries as recorded to what the law says, in memory.
import { settle } from '../case-history/settle.ts';
import type { Derive } from '../casework/derivation.ts';
import { currentDerivation } from '../casework/current-derivation.sql.ts';
import { allChains } from '../casework/rebuild.sql.ts';
import { lawWith } from '../deadlines/law.ts';
import { workOut } from '../deadlines/work-out.ts';
import type { Database } from '../platform/database.ts';
import type { Measured } from './bench.ts';

interface Took { children: number; entries: number; dates: number; reading: number; workingOut: number; withRows: number }

/** Times settling and working out, then the same with the rows of every derived table; `now` gives milliseconds. */
export async function timeDates(db: Database, derive: Derive, now: () => number): Promise<Measured[]> {
  const { rowsOf } = await currentDerivation(db, derive);
  const law = lawWith();
  const took: Took = { children: 0, entries: 0, dates: 0, reading: 0, workingOut: 0, withRows: 0 };
  for await (const { chains } of allChains(db)) {
    const text = JSON.stringify([...chains.values()]);
    const began = now();
    JSON.parse(text);
    const read = now();
    for (const chain of chains.values()) took.dates += workOut(settle(chain), law).length;
    const workedOut = now();
    for (const chain of chains.values()) rowsOf(chain);
    took.withRows += now() - workedOut;
    took.workingOut += workedOut - read;
    took.reading += read - began;
    took.children += chains.size;
    took.entries += [...chains.values()].reduce((sum, chain) => sum + chain.length, 0);
  }
  return measuredOf(took);
}

function measuredOf({ children, entries, dates, reading, workingOut, withRows }: Took): Measured[] {
  const common = { unit: 's', floor: reading / 1000, floorIs: 'the same entries read from JSON', most: { figure: 30 } } as const;
  return [
    { ...common, name: 'all deadlines afresh', figure: workingOut / 1000, note: `${children} children, ${entries} entries, ${dates} dates` },
    { ...common, name: 'all deadlines afresh, with all derived rows', figure: withRows / 1000 },
  ];
}
