// Settled cases with their dates, half as staff would record them and half as returns state them, and their rows.
import type { Day } from '../src/calendar/day.ts';
import type { Case } from '../src/case-history/case.ts';
import { settle } from '../src/case-history/settle.ts';
import type { Deadline } from '../src/deadlines/deadline.ts';
import { deriveRows } from '../src/deadlines/derived-tables.ts';
import { lawWith } from '../src/deadlines/law.ts';
import { workOut } from '../src/deadlines/work-out.ts';
import type { ChildRows } from '../src/performance/return-rows.ts';
import { prepareRecord } from '../src/casework/derivation.job.ts';
import { readConfig } from '../src/platform/config.ts';
import { openHouse } from '../src/platform/house.ts';
import { inventCouncil as recordCouncil } from '../src/simulation/invented-council.sql.ts';
import { stated } from './entries.ts';
import { recordedEntries } from './recorded-entries.ts';
import { inventCouncil } from './returns.ts';

export interface InventedCase {
  readonly settled: Case;
  readonly deadlines: readonly Deadline[];
  readonly rows: ChildRows;
}

const law = lawWith();

function childId(serial: number): string {
  return `${String(serial).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

function dated(settled: Case, id: string): InventedCase {
  const own = { ...settled, childId: id };
  return { settled: own, deadlines: workOut(own, law), rows: { childId: id, rows: deriveRows(own, law) } };
}

/** `count` cases that staff recorded up to `until`, and as many that the returns of 2025 and 2026 state. */
export function inventCases(seed: number, count: number, until: Day): InventedCase[] {
  const recorded = recordedEntries({ children: count, seed, until }).map((entries) => settle(entries));
  const { returns } = inventCouncil(seed, { children: count, years: [2025, 2026] });
  const records = [...returns.values()].flat();
  const byChild = Map.groupBy(records, ({ person }) => person.upn ?? person.uniqueLearnerNumber ?? JSON.stringify(person));
  const told = [...byChild.values()].map((list) => settle(list.map((record, i) => stated(i + 1, record))));
  return [...recorded, ...told].map((settled, serial) => dated(settled, childId(serial)));
}

/** Records `children` invented children in the installation that the environment names. */
export async function fillHouse(children: number, seed: number, until: Day): Promise<void> {
  const house = await openHouse(readConfig());
  await recordCouncil(house.database('app'), await prepareRecord(house), { children, seed, until });
  await house.close();
}
