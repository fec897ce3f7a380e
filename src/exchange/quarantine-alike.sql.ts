// Rows that wait for the same reason with the same evidence, so that a person can decide them all alike.
import type { Derive } from '../casework/derivation.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type Choice, decideQuarantined, knownPeople, type KnownPerson, quarantinedRow, waitingWithOne } from './quarantine.sql.ts';
import { type Comparison, compareRecords, evidenceOf, type QuarantinedRow } from './quarantine.ts';

/** As many can be decided at once. */
export const MOST_ALIKE = 200;

/** A row that is like one child, with how the two compare. */
export interface AlikeRow { readonly row: QuarantinedRow; readonly child: string; readonly reference: string; readonly held: KnownPerson; readonly lines: readonly Comparison[] }

/** The rows with the evidence of one of them, that one first; none where it waits no more, or is like several children. Rows like a child whom `viewer` may not see are left out. */
export async function rowsAlike(db: Database, viewer: Viewer, parts: { readonly batch: string; readonly row: string }, now: string): Promise<AlikeRow[]> {
  if (!/^\d{1,9}$/.test(parts.row) || !/^[0-9a-f-]{36}$/.test(parts.batch)) return [];
  const own = await quarantinedRow(db, viewer, parts.batch, Number(parts.row));
  if (own?.state !== 'waiting' || own.alike.length !== 1) return [];
  const rows = [own, ...(await waitingWithOne(db, viewer, { likeness: own.likeness, most: 5 * MOST_ALIKE })).filter(({ batch, row }) => batch !== own.batch || row !== own.row)];
  const people = new Map((await knownPeople(db, viewer, rows.flatMap(({ alike }) => alike), now)).map((person) => [person.child, person]));
  const all = rows.flatMap((row): AlikeRow[] => {
    const known = people.get(row.alike[0] ?? '');
    if (known === undefined || row.record === null) return [];
    return [{ row, child: known.child, reference: known.reference, held: known, lines: compareRecords(row.record.person, known) }];
  });
  const evidence = all[0] === undefined ? '' : evidenceOf(all[0].row, all[0].lines);
  return all.filter(({ row, lines }) => evidenceOf(row, lines) === evidence).slice(0, MOST_ALIKE);
}

/** What became of rows that were decided all alike. */
export interface DecidedAll { readonly done: number; readonly refused: readonly { readonly batch: string; readonly row: number; readonly why: string }[] }

/** Decides of each row by itself: each decision is its own record, and one that is refused does not hold up the others. */
export async function decideAll(db: Database, derive: Derive, choices: readonly Choice[]): Promise<DecidedAll> {
  const refused: { batch: string; row: number; why: string }[] = [];
  for (const choice of choices) {
    const outcome = await decideQuarantined(db, derive, choice);
    if ('refused' in outcome) refused.push({ batch: choice.batch, row: choice.row, why: outcome.refused });
  }
  return { done: choices.length - refused.length, refused };
}
