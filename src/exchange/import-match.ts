// Which rows of a file are one person, and what is to be done with each person. Pure.
import { hash } from 'node:crypto';
import { canonical } from '../case-history/canonical.ts';
import type { Json } from '../case-history/entry.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { identityOf, type Likeness, likenesses } from './likeness.ts';
import { contradicted, type Contradiction, type EarlierRow, type FileRow, leaders, likeEarlier } from './same-person.ts';

/**
 * What is to be done with a row. A row is merged `into` the first row about the same person; it `contradicts` the first row of
 * another one who has the same number and another birth date, or the same names and birth date and perhaps no number.
 */
export type RowPlan =
  | { readonly row: number; readonly to: 'new' | 'excluded' }
  | { readonly row: number; readonly to: 'taken'; readonly earlier: EarlierRow }
  | { readonly row: number; readonly to: 'known'; readonly child: string }
  | { readonly row: number; readonly to: 'quarantine'; readonly like: readonly string[]; readonly likeness: Likeness; readonly contradicts?: number }
  | { readonly row: number; readonly to: 'merge'; readonly into: number };

/** Why a row waits, in words. */
export function whyWaits({ likeness, contradicts }: Extract<RowPlan, { to: 'quarantine' }>): string {
  return (contradicts === undefined ? undefined : (likeEarlier as Readonly<Partial<Record<Likeness, string>>>)[likeness]) ?? likenesses[likeness];
}

/** Whether a record says anything at all: who it is about, or a request. */
export function tellsAnything(record: ReturnRecord): boolean {
  return record.requests.length > 0 || Object.values(identityOf(record)).some((value) => value !== null);
}

/** What stands for all that a row says: 128 bits in the form of a UUID. Equal where two rows say the same, word for word. */
export function rowDigest(record: ReturnRecord): string {
  return hash('sha256', canonical(record as unknown as Json), 'hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** Why a row waits though it has a number and the birth date of one child. */
const ofOneNamed: ReadonlySet<Likeness> = new Set(['other-name', 'other-forename', 'other-nhs']);

/** What to do with one person of the file, all of whose rows are `rows`. */
function planPerson(rows: readonly FileRow[]): RowPlan {
  const { row } = rows[0] as FileRow;
  const exact = [...new Set(rows.flatMap((one) => one.exact))];
  const [child, another] = exact;
  const like = [...new Set(rows.flatMap((one) => one.likely))];
  const named = rows.find(({ likeness }) => likeness !== null && ofOneNamed.has(likeness))?.likeness ?? null;
  if (named !== null) return { row, to: 'quarantine', like, likeness: named };
  if (child !== undefined && another === undefined) return { row, to: 'known', child };
  if (child !== undefined) return { row, to: 'quarantine', like: exact, likeness: 'several' };
  const likeness = rows.find((one) => one.likeness !== null)?.likeness ?? null;
  return likeness === null ? { row, to: 'new' } : { row, to: 'quarantine', like, likeness };
}

/**
 * What to do with each row of a file, in the order of the rows. A row that was taken in before, word for word, stays
 * what it was then. Of several rows about one person the first leads, and the others are merged into it.
 */
export function planRows(rows: readonly FileRow[]): RowPlan[] {
  const fresh = rows.filter((row) => row.earlier === null && row.tells);
  const leader = leaders(fresh);
  const followers = new Map<number, FileRow[]>();
  for (const row of fresh) {
    const lead = leader[row.row] as number;
    if (lead !== row.row) followers.set(lead, [...(followers.get(lead) ?? []), row]);
  }
  const other = contradicted(fresh, leader);
  const plans: RowPlan[] = [];
  for (const row of rows) {
    const lead = row.earlier === null && row.tells ? leader[row.row] as number : row.row;
    if (!row.tells) plans.push({ row: row.row, to: 'excluded' });
    else if (row.earlier !== null) plans.push({ row: row.row, to: 'taken', earlier: row.earlier });
    else if (lead !== row.row) plans.push({ row: row.row, to: 'merge', into: lead });
    else plans.push(unlessContradicted(planPerson([row, ...(followers.get(lead) ?? [])]), other.get(lead), plans));
  }
  return plans;
}

/** A person who would be begun waits instead where an earlier one of the file is so like them. */
function unlessContradicted(plan: RowPlan, like: Contradiction | undefined, plans: readonly RowPlan[]): RowPlan {
  const first = like === undefined ? undefined : plans[like.row - 1];
  if (plan.to !== 'new' || like === undefined || first === undefined) return plan;
  return { row: plan.row, to: 'quarantine', like: first.to === 'known' ? [first.child] : [], likeness: like.likeness, contradicts: first.row };
}
