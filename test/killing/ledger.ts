// What was acknowledged to people beside what the record holds.
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database.ts';
import type { Loaded } from './data-officer.ts';
import type { Filled } from './officers.ts';

/** Changes that are not in the record as they were acknowledged, by their keys. */
export interface Faults {
  /** Acknowledged, and not there. */
  readonly lost: readonly string[];
  /** There more than once. */
  readonly doubled: readonly string[];
  /** There in part: another content, or without its operation or its content. */
  readonly partial: readonly string[];
  /** There, and never acknowledged. */
  readonly unasked: readonly string[];
}

/** Nothing is wrong. */
export const NO_FAULTS: Faults = { lost: [], doubled: [], partial: [], unasked: [] };

/** How many there are of each. */
export function countFaults({ lost, doubled, partial, unasked }: Faults): Readonly<Record<keyof Faults, number>> {
  return { lost: lost.length, doubled: doubled.length, partial: partial.length, unasked: unasked.length };
}

/** Compares told with kept, each by a key, as often as it is there. */
function faults(told: ReadonlyMap<string, string>, kept: readonly { key: string; says: string }[]): Faults {
  const times = new Map<string, number>();
  for (const { key } of kept) times.set(key, (times.get(key) ?? 0) + 1);
  return {
    lost: [...told.keys()].filter((key) => !times.has(key)),
    doubled: [...times].filter(([, n]) => n > 1).map(([key]) => key),
    partial: kept.filter(({ key, says }) => told.has(key) && told.get(key) !== says).map(({ key }) => key),
    unasked: [...times.keys()].filter((key) => !told.has(key)),
  };
}

/** Forms that officers were told are recorded, beside every entry and every operation of theirs. */
export async function formFaults(db: Database, told: readonly Filled[]): Promise<Faults> {
  const { rows } = await sql<{ key: string; says: string }>`
    SELECT coalesce(h.operation_id, o.id)::text AS key, concat_ws(' ', h.subject_id, h.kind, h.occurred_on::text,
      coalesce(typed #>> '{facts,surname}', typed #>> '{facts,setting}', typed #>> '{facts,requestedSetting}', ''),
      CASE WHEN o.id IS NULL OR typed IS NULL THEN 'in part' END) AS says
    FROM (
      SELECT history.*, text::json AS typed FROM history LEFT JOIN history_content USING (subject_kind, subject_id, seq)
      WHERE source = 'staff' AND recorded_by <> 'before'
    ) h FULL JOIN operation o ON o.id = h.operation_id`.execute(db);
  const lines = told.map(({ operation, child, kind, on, text }) => [operation, [child, kind, ...(on === null ? [] : [on]), text].join(' ')] as const);
  return faults(new Map(lines), rows);
}

/** How many forms had been recorded before they were sent again: their answer was lost. */
export async function unheardForms(db: Database, told: readonly Filled[]): Promise<number> {
  const again = told.filter(({ againAt }) => againAt !== null);
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM history h JOIN unnest(${again.map(({ operation }) => operation)}::uuid[], ${again.map(({ againAt }) => againAt)}::timestamptz[])
      AS again (operation, at) ON h.operation_id = again.operation AND h.recorded_at < again.at`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Files that a data officer was told are loaded or rolled back, beside each child that files have ever told of. */
export async function fileFaults(db: Database, told: readonly Loaded[]): Promise<Faults> {
  const { rows } = await sql<{ key: string; says: string }>`
    SELECT text::json #>> '{facts,person,upn}' AS key,
      (SELECT count(*) FROM history r WHERE (r.subject_kind, r.subject_id, r.corrects_seq) = (h.subject_kind, h.subject_id, h.seq)) || ' retracted' AS says
    FROM history h JOIN history_content USING (subject_kind, subject_id, seq)
    WHERE h.kind = 'SEN2_RECORD' AND h.corrects_seq IS NULL`.execute(db);
  const lines = told.flatMap(({ upns, rolledBack }) => upns.map((upn) => [upn, rolledBack ? '1 retracted' : '0 retracted'] as const));
  return faults(new Map(lines), rows);
}
