// Whom rows may be about: by numbers and very names, and those who are nobody's by these by nearly the same names.
import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Identity } from '../case-history/case.ts';
import type { Database } from '../platform/database.ts';
import { childrenLike } from './import-known.sql.ts';
import { compare, type Compared, compareNear, lookUp, type NamedChild } from './likeness.ts';

/** How each of these compares with the children of the record, in their order; of rows of a tracker, `tracker` is what it is called. */
export async function comparedWithRecord(db: Database, identities: readonly Identity[], tracker: string | null = null): Promise<Compared[]> {
  const like = lookUp(await childrenLike(db, identities, tracker));
  const compared = identities.map((identity) => compare(identity, like(identity)));
  const unlike = identities.filter(({ surname, forename, dob }, i) => compared[i]?.likeness === null && compared[i].exact.length === 0 && surname !== null && forename !== null && dob !== null);
  const born = await bornOn(db, unlike);
  if (born.size === 0) return compared;
  const near = new Map(unlike.map((identity) => [identity, compareNear(identity, born.get(identity.dob as Day) ?? [])]));
  return identities.map((identity, i) => near.get(identity) ?? compared[i] as Compared);
}

/** Every name under which a source has known a child with the birth date of one of these, by birth date. */
async function bornOn(db: Database, identities: readonly Identity[]): Promise<Map<Day, NamedChild[]>> {
  if (identities.length === 0) return new Map();
  const { rows } = await sql<NamedChild & { dob: Day }>`
    SELECT child_id AS child, surname, forename, birth_on AS dob FROM derived.identity
    WHERE birth_on = ANY(${[...new Set(identities.map(({ dob }) => dob))]}::date[]) ORDER BY child_id, no`.execute(db);
  return Map.groupBy(rows, ({ dob }) => dob);
}
