// What is to be done with each row of a file, decided before anything is written.
import { randomUUID } from 'node:crypto';
import type { Database } from '../platform/database.ts';
import type { FileSource } from './import-batch.ts';
import { identify, type Identified, type KeptProblem } from './import-identify.sql.ts';
import { namelessChildren } from './import-known.sql.ts';
import { planRows, type RowPlan } from './import-match.ts';
import type { Hear } from './import-progress.ts';
import { compare, type KnownChild, lookUp } from './likeness.ts';
import type { FileRow } from './same-person.ts';

/** The plans of all rows. Who each row may be is forgotten with it: it is most of what a large file takes in memory. */
export async function planned(tx: Database, hear: Hear, source: FileSource): Promise<Omit<Identified, 'rows'> & Planned> {
  const { rows, ...found } = await identify(tx, source, hear);
  const plans = planRows(rows);
  return { ...found, plans, begun: idsOf(plans, rows, await namelessChildren(tx)) };
}

/** What is to be done with each row of a file. */
interface Planned {
  readonly plans: RowPlan[];
  /** The id of each child that is new, by row. */
  readonly begun: ReadonlyMap<number, string>;
}

/** A child whose file was rolled back keeps its id, so that what staff recorded of it is found again. */
function idsOf(plans: readonly RowPlan[], rows: readonly FileRow[], nameless: readonly KnownChild[]): Map<number, string> {
  const free = new Set(nameless.map(({ child }) => child));
  const like = lookUp(nameless);
  return new Map(plans.flatMap(({ to, row }) => {
    if (to !== 'new') return [];
    const { identity } = rows[row - 1] as FileRow;
    const former = compare(identity, like(identity)).exact.find((child) => free.delete(child));
    return [[row, former ?? newId()] as const];
  }));
}

/** The children whom rows are about, each once; nobody where that is not decided. */
export function childrenOf(problems: readonly KeptProblem[], plans: readonly RowPlan[], begun: ReadonlyMap<number, string>): string[] {
  const children = problems.map(({ row }) => {
    const own = row === null ? undefined : plans[row - 1];
    const plan = own?.to === 'merge' ? plans[own.into - 1] : own;
    if (plan?.to === 'known') return plan.child;
    return plan?.to === 'taken' ? plan.earlier.child : begun.get(plan?.row ?? 0);
  });
  return [...new Set(children.filter((child) => child != null))];
}

/** A random id, copied: `randomUUID` gives a text of many pieces that takes ten times the memory until it is put together. */
function newId(): string {
  return Buffer.from(randomUUID(), 'latin1').toString('latin1');
}
