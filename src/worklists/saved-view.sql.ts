import { type RawBuilder, sql } from 'kysely';
import { enterChange } from '../casework/change-entry.sql.ts';
import { type Database, whole } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { ListName, SavedView } from './saved-view.ts';

/** The views of a list that a viewer is offered: their own and those that others share, by name. */
export async function savedViews(db: Database, viewer: Viewer, list: ListName): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`
    SELECT saved_view.id, saved_view.name, owner_id AS "ownerId", staff.name AS owner, shared, question, default_view.view_id IS NOT NULL AS "isDefault"
    FROM saved_view JOIN staff ON staff.id = owner_id
    LEFT JOIN default_view ON default_view.view_id = saved_view.id AND default_view.staff_id = ${viewer.staffId}::uuid
    WHERE saved_view.list = ${list} AND (owner_id = ${viewer.staffId}::uuid OR shared) ORDER BY lower(saved_view.name), saved_view.id`.execute(db);
  return rows;
}

/** A view to keep. */
export interface NewView extends Pick<SavedView, 'name' | 'shared' | 'question'> {
  readonly list: ListName;
  /** Whether the list opens with it from now on. */
  readonly first: boolean;
  readonly now: string;
}

const entered = (what: string, { staffId }: Viewer, of: RawBuilder<unknown>): Parameters<typeof enterChange>[2] => ({ what, route: 'POST /views', whose: staffId, of });

/** Keeps a view; one of the same name and owner is replaced. */
export async function keepView(db: Database, viewer: Viewer, { list, name, shared, question, first, now }: NewView): Promise<void> {
  const views = sql`SELECT name, shared, question FROM saved_view WHERE owner_id = ${viewer.staffId}::uuid AND list = ${list} AND lower(name) = lower(${name})`;
  await whole(db, async (both) => {
    const { rows } = await enterChange(both, viewer, entered('view kept', viewer, views), (tx) => sql<{ id: string }>`
      INSERT INTO saved_view (owner_id, list, name, shared, question, made_at)
      VALUES (${viewer.staffId}::uuid, ${list}, ${name}, ${shared}, ${JSON.stringify(question)}::json, ${now})
      ON CONFLICT (owner_id, list, lower(name)) DO UPDATE SET name = excluded.name, shared = excluded.shared, question = excluded.question, made_at = excluded.made_at
      RETURNING id`.execute(tx));
    if (first) await openWith(both, viewer, list, rows[0]?.id ?? '');
  });
}

/** Takes a view of one's own away. False where it is none of theirs. */
export async function removeView(db: Database, viewer: Viewer, id: string): Promise<boolean> {
  const own = sql`id = ${id}::uuid AND owner_id = ${viewer.staffId}::uuid`;
  const { rows } = await enterChange(db, viewer, entered('view taken away', viewer, sql`SELECT name, shared, question FROM saved_view WHERE ${own}`), (tx) => sql`DELETE FROM saved_view WHERE ${own} RETURNING id`.execute(tx));
  return rows.length > 0;
}

/** Lets a list open with this view, or, for null, with all cases. */
export async function openWith(db: Database, viewer: Viewer, list: ListName, id: string | null): Promise<void> {
  const own = sql`default_view.staff_id = ${viewer.staffId}::uuid AND default_view.list = ${list}`;
  await enterChange(db, viewer, entered('how a list opens', viewer, sql`SELECT saved_view.name AS "with" FROM default_view JOIN saved_view ON id = view_id WHERE ${own}`), async (tx) => {
    await sql`DELETE FROM default_view WHERE ${own}`.execute(tx);
    if (id !== null) await sql`INSERT INTO default_view (staff_id, list, view_id) SELECT ${viewer.staffId}::uuid, list, id FROM saved_view
      WHERE id = ${id}::uuid AND list = ${list} AND (shared OR owner_id = ${viewer.staffId}::uuid)
      ON CONFLICT (staff_id, list) DO UPDATE SET view_id = excluded.view_id`.execute(tx);
  });
}
