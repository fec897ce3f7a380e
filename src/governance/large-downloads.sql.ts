import { sql, type RawBuilder } from 'kysely';
import { recordView } from '../casework/access.sql.ts';
import { type Database, whole } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { rolesWith } from '../staff/guardians.sql.ts';
import { DAYS_WAITING, HOURS_AGREED, type LargeDownload, MAY_GROW_BY } from './large-download.ts';

const agrees = ({ rights }: Viewer): boolean => rights.has('agree-to-downloads');
const ends = sql`answered_at + ${HOURS_AGREED} * interval '1 hour'`;
const waitsUntil = sql`d.asked_at + ${DAYS_WAITING} * interval '1 day'`;
const lapsedBy = (now: string): RawBuilder<boolean> => sql`${waitsUntil} <= ${now}::timestamptz`;

/** Days for which what was answered, or lapsed, is listed. */
const DAYS_LISTED = 30;

/** Asks for a file: once for each id. */
export async function askForDownload(db: Database, viewer: Viewer, asked: Pick<LargeDownload, 'id' | 'file' | 'holds' | 'children' | 'reason'>, now: string): Promise<void> {
  const { id, file, holds, children, reason } = asked;
  await whole(db, async (tx) => {
    const { rows } = await sql`INSERT INTO large_download (id, asked_by, asked_at, file, holds, children, reason)
      VALUES (${id}::uuid, ${viewer.staffId}::uuid, ${now}, ${file}, ${JSON.stringify(holds)}, ${children}, ${reason}) ON CONFLICT (id) DO NOTHING RETURNING id`.execute(tx);
    if (rows.length > 0) await recordView(tx, viewer, { what: 'large download asked for', route: 'POST /large-downloads', children: [], criteria: `${children} children: ${reason}`, now });
  });
}

interface Answering { readonly id: string; readonly agreed: boolean; readonly note: string }

/** Answers for another: once and for all. False where it was the viewer who asked, somebody has answered before, or it has lapsed. */
export async function answerDownload(db: Database, viewer: Viewer, { id, agreed, note }: Answering, now: string): Promise<boolean> {
  return whole(db, async (tx) => {
    const { rows } = await sql`INSERT INTO large_download_answer (download_id, asked_by, answered_by, answered_at, agreed, note)
      SELECT id, asked_by, ${viewer.staffId}::uuid, ${now}, ${agreed}, ${note} FROM large_download d WHERE id = ${id}::uuid AND asked_by <> ${viewer.staffId}::uuid AND NOT ${lapsedBy(now)}
      ON CONFLICT DO NOTHING RETURNING download_id`.execute(tx);
    if (rows.length > 0) await recordView(tx, viewer, { what: agreed ? 'large download agreed to' : 'large download not agreed to', route: 'POST /large-downloads/:id', children: [], criteria: note, now });
    return rows.length > 0;
  });
}

interface Row extends Omit<LargeDownload, 'holds' | 'answer'> {
  readonly holds: string;
  readonly by: string | null;
  readonly at: string;
  readonly endsAt: string;
  readonly over: boolean;
  readonly agreed: boolean;
  readonly note: string;
}

async function downloads(db: Database, which: RawBuilder<unknown>, now: string): Promise<LargeDownload[]> {
  const { rows } = await sql<Row>`
    SELECT d.id, d.asked_by AS "askedBy", asker.name AS asker, d.asked_at AS "askedAt", ${waitsUntil} AS "lapsesAt", ${lapsedBy(now)} AS lapsed, file, holds, children, d.reason,
      other.name AS by, answered_at AS at, ${ends} AS "endsAt", ${ends} <= ${now}::timestamptz AS over, agreed, note
    FROM large_download d JOIN staff asker ON asker.id = d.asked_by LEFT JOIN large_download_answer ON download_id = d.id LEFT JOIN staff other ON other.id = answered_by
    WHERE ${which} ORDER BY answered_at DESC NULLS FIRST, d.asked_at, d.id`.execute(db);
  return rows.map(({ holds, by, at, endsAt, over, agreed, note, ...row }) => ({
    ...row, holds: JSON.parse(holds) as LargeDownload['holds'], answer: by === null ? null : { by, at, endsAt, over, agreed, note },
  }));
}

const ownOrToAnswer = (viewer: Viewer): RawBuilder<unknown> => sql`(d.asked_by = ${viewer.staffId}::uuid OR ${agrees(viewer)})`;

/** One that the viewer asked for or may answer; null where there is none. */
export async function downloadAsked(db: Database, viewer: Viewer, id: string, now: string): Promise<LargeDownload | null> {
  return (await downloads(db, sql`d.id::text = ${id.toLowerCase()} AND ${ownOrToAnswer(viewer)}`, now))[0] ?? null;
}

/** Those that the viewer asked for or may answer: what nobody answered first, then the answers; of what is over those of the last 30 days. */
export async function downloadsAsked(db: Database, viewer: Viewer, now: string): Promise<LargeDownload[]> {
  return downloads(db, sql`${ownOrToAnswer(viewer)} AND (download_id IS NOT NULL OR asker.disabled_at IS NULL)
    AND coalesce(answered_at, ${waitsUntil}) > ${now}::timestamptz - ${DAYS_LISTED} * interval '1 day'`, now);
}

/** What the viewer has asked for of this file and nobody has answered; null where there is none. */
export async function downloadWaiting(db: Database, viewer: Viewer, file: string, now: string): Promise<string | null> {
  return (await downloads(db, sql`d.asked_by = ${viewer.staffId}::uuid AND file = ${file} AND download_id IS NULL AND NOT ${lapsedBy(now)}`, now))[0]?.id ?? null;
}

/**
 * The asking that lets the viewer have this file now, with so many children in it: agreed to by another, who may still agree, and
 * not over; null where there is none (SEC-07).
 */
export async function downloadAgreed(db: Database, viewer: Viewer, { file, children }: { readonly file: string; readonly children: number }, now: string): Promise<string | null> {
  const found = await downloads(db, sql`d.asked_by = ${viewer.staffId}::uuid AND file = ${file} AND agreed AND ${ends} > ${now}::timestamptz AND answered_at <= ${now}::timestamptz
    AND ${children} <= d.children * (1 + ${MAY_GROW_BY}::numeric) AND other.disabled_at IS NULL AND other.role = ANY(${rolesWith('agree-to-downloads')}::text[])`, now);
  return found[0]?.id ?? null;
}

/**
 * How many wait for the viewer's answer, as a line of the navigation counts them; null where the line has nothing to lead to. Whatever
 * waits, or was agreed to and is not over, was asked for lately: older ones are not looked at.
 */
export async function downloadsWaiting(db: Database, viewer: Viewer, now: string): Promise<number | null> {
  const { rows: [found] } = await sql<{ waiting: number; own: number }>`
    SELECT (count(*) FILTER (WHERE ${agrees(viewer)} AND d.asked_by <> ${viewer.staffId}::uuid AND asker.disabled_at IS NULL AND download_id IS NULL AND NOT ${lapsedBy(now)}))::int AS waiting,
      (count(*) FILTER (WHERE d.asked_by = ${viewer.staffId}::uuid AND (download_id IS NULL OR ${ends} > ${now}::timestamptz)))::int AS own
    FROM large_download d JOIN staff asker ON asker.id = d.asked_by LEFT JOIN large_download_answer ON download_id = d.id
    WHERE d.asked_at > ${now}::timestamptz - ${DAYS_WAITING + HOURS_AGREED / 24} * interval '1 day'`.execute(db);
  const { waiting = 0, own = 0 } = found ?? {};
  return waiting + own === 0 ? null : waiting;
}
