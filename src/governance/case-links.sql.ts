import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { councilOf } from '../staff/council.sql.ts';
import { type ChildNumbers, linkToSystem } from './other-systems.ts';

/** The links from a child's case to the other systems of the council, with numbers only for those who see numbers. */
export async function linksToSystems(db: Database, viewer: Viewer, numbers: ChildNumbers): Promise<ReturnType<typeof linkToSystem>[]> {
  const seen = viewer.fields.has('numbers') ? numbers : { ...numbers, upn: null, uln: null };
  return ((await councilOf(db))?.otherSystems ?? []).map((system) => linkToSystem(system, seen));
}
