import { sql } from 'kysely';
import type { Identity } from '../case-history/case.ts';
import type { Entry } from '../case-history/entry.ts';
import { nameKey } from '../case-history/identity.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { isStatement } from '../case-history/tracker-row.ts';
import { childChains } from '../casework/entries.sql.ts';
import type { Database } from '../platform/database.ts';
import type { LaterFile, LoadedBefore } from './import-batch.ts';
import type { EarlierRow } from './same-person.ts';
import { identityOf, type KnownChild } from './likeness.ts';

/** The children whom any source ever gave a number, or names and birth date, that one of these has; of `tracker` those it told of before are marked. */
export async function childrenLike(db: Database, identities: readonly Identity[], tracker: string | null = null): Promise<KnownChild[]> {
  const upns = identities.flatMap(({ upn }) => upn ?? []);
  const ulns = identities.flatMap(({ uln }) => uln ?? []);
  const nhs = identities.flatMap(({ nhsNumber }) => nhsNumber ?? []);
  const names = identities.flatMap((identity) => nameKey(identity) ?? []);
  const { rows } = await sql<Identity & { child: string; sameTracker: boolean; otherNames: (string | null)[] }>`
    SELECT child_id AS child, surname, forename, birth_on AS dob, upn, uln, nhs_number AS "nhsNumber",
      (SELECT ARRAY[known_as, former_names] FROM derived.child c WHERE c.child_id = identity.child_id) AS "otherNames", ${tracker !== null} AND EXISTS (
      SELECT FROM history h JOIN import_batch b ON b.id::text = h.source AND b.state = 'done' AND b.mapping->>'tracker' = ${tracker ?? ''}
      WHERE h.subject_kind = 'child' AND h.subject_id = identity.child_id AND h.kind = 'TRACKER_ROW') AS "sameTracker"
    FROM derived.identity
    WHERE child_id IN (
      SELECT child_id FROM derived.identity WHERE upn = ANY(${upns})
      UNION SELECT child_id FROM derived.identity WHERE uln = ANY(${ulns})
      UNION SELECT child_id FROM derived.identity WHERE nhs_number = ANY(${nhs})
      UNION SELECT child_id FROM derived.identity WHERE name_key = ANY(${names}))
    ORDER BY child_id, no`.execute(db);
  const children = new Map<string, KnownChild>();
  for (const { child, sameTracker, otherNames, ...identity } of rows) children.set(child, { child, sameTracker, otherNames, identities: [...children.get(child)?.identities ?? [], identity] });
  return [...children.values()];
}

/** Children of whom something stands but nobody says who they are, since that was rolled back; with who they were. */
export async function namelessChildren(db: Database): Promise<KnownChild[]> {
  const { rows } = await sql<{ child: string }>`SELECT child_id AS child FROM derived.child
    WHERE NOT EXISTS (SELECT FROM derived.identity WHERE identity.child_id = child.child_id)`.execute(db);
  const chains = await childChains(db, rows.map(({ child }) => child));
  const stated = ({ kind, facts }: Entry): Identity[] => (isStatement(kind) && facts !== null ? [identityOf(facts as unknown as ReturnRecord)] : []);
  return [...chains].map(([child, entries]) => ({ child, identities: entries.flatMap(stated) }));
}

/** What became of rows that say the same, word for word, in files that are still loaded; by digest. */
export async function earlierRows(db: Database, digests: readonly string[]): Promise<Map<string, EarlierRow>> {
  const { rows } = await sql<EarlierRow & { digest: string }>`
    SELECT r.digest, r.batch, coalesce(q.decided_child, r.child_id) AS child
    FROM import_row r JOIN import_batch b ON b.id = r.batch AND b.state = 'done'
    LEFT JOIN quarantine q ON q.batch = r.batch AND q.row_no = coalesce(r.put_with, r.row_no)
    WHERE r.digest = ANY(${digests}::uuid[]) ORDER BY b.asked_at DESC`.execute(db);
  return new Map(rows.map(({ digest, batch, child }) => [digest, { batch, child }]));
}

/** The number of the council: that of the first file that is still loaded; null before there is one. */
export async function councilNumber(db: Database): Promise<string | null> {
  const { rows } = await sql<{ lea: string }>`
    SELECT lea FROM import_batch WHERE state = 'done' AND lea IS NOT NULL ORDER BY asked_at LIMIT 1`.execute(db);
  return rows[0]?.lea ?? null;
}

/** Stands for the files that the record holds: another text once one is loaded or rolled back; empty where there is none. */
export async function filesOnRecord(db: Database): Promise<string> {
  const { rows } = await sql<{ files: string }>`SELECT coalesce(md5(string_agg(id::text, ',' ORDER BY id)), '') AS files FROM import_batch WHERE state = 'done'`.execute(db);
  return rows[0]?.files ?? '';
}

/** Whether nothing is on record: then a return has nothing to be compared with. */
export async function isEmptyRecord(db: Database): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`
    SELECT NOT EXISTS (SELECT FROM derived.child) AND NOT EXISTS (SELECT FROM import_batch WHERE state = 'done') AS empty`.execute(db);
  return rows[0]?.empty === true;
}

/** The batch of the very same files that is still loaded, if there is one. */
export async function sameFiles(db: Database, digest: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM import_batch WHERE state = 'done' AND digest = ${digest} AND same_as IS NULL ORDER BY asked_at LIMIT 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** What has become since of a file that was loaded as this batch, now that it comes again; null where it was rolled back. */
export async function loadedBefore(db: Database, batch: string): Promise<LoadedBefore | null> {
  const { rows } = await sql<{ loadedAt: string }>`SELECT ended_at AS "loadedAt" FROM import_batch WHERE id = ${batch} AND state = 'done'`.execute(db);
  const since = await sql<LaterFile>`
    SELECT later.id AS batch, later.files, later.census_day AS "censusDay", changed.rows
    FROM import_batch first JOIN import_batch later ON later.census_day = first.census_day AND (later.kind = 'tracker') = (first.kind = 'tracker') AND later.ended_at > first.ended_at
    CROSS JOIN LATERAL (SELECT (later.balance->>'changed')::int + (later.balance->>'new')::int AS rows) changed
    WHERE first.id = ${batch} AND later.state = 'done' AND later.digest <> first.digest AND changed.rows > 0
    ORDER BY later.ended_at`.execute(db);
  return rows[0] === undefined ? null : { ...rows[0], since: since.rows };
}
