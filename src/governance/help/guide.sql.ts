import { sql } from 'kysely';
import { enterChange } from '../../casework/change-entry.sql.ts';
import type { Database } from '../../platform/database.ts';
import type { Viewer } from '../../platform/viewer.ts';

/** Whether somebody has hidden the guide of this topic. */
export async function isGuideHidden(db: Database, viewer: Viewer, topic: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM guide_hidden WHERE staff_id = ${viewer.staffId} AND topic = ${topic}`.execute(db);
  return rows.length > 0;
}

/** Hides the guide of this topic from somebody. */
export async function hideGuide(db: Database, viewer: Viewer, topic: string): Promise<void> {
  await enterChange(db, viewer, hiding(viewer, topic), (tx) => sql`INSERT INTO guide_hidden (staff_id, topic) VALUES (${viewer.staffId}, ${topic}) ON CONFLICT DO NOTHING`.execute(tx));
}

/** Offers the guide of this topic to somebody again. */
export async function showGuide(db: Database, viewer: Viewer, topic: string): Promise<void> {
  await enterChange(db, viewer, hiding(viewer, topic), (tx) => sql`DELETE FROM guide_hidden WHERE staff_id = ${viewer.staffId} AND topic = ${topic}`.execute(tx));
}

function hiding({ staffId }: Viewer, topic: string): Parameters<typeof enterChange>[2] {
  return { what: 'guide of a page', route: 'POST /help/guide', whose: staffId, of: sql`SELECT topic AS hidden FROM guide_hidden WHERE staff_id = ${staffId} AND topic = ${topic}` };
}
