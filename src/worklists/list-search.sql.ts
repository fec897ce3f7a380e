// What is typed above a list of cases, as a condition on the relation of cases.sql.ts.
import { type RawBuilder, sql } from 'kysely';
import { numbered } from '../children/find-case.sql.ts';
import { plainReference, wantedIn } from '../children/search-words.ts';

/** A part of a reference without a figure in it and shorter than this would be found in names' stead. */
const PLAIN_PART = 4;

/**
 * The cases of a list that bear all the parts of names typed, any name that the child has or had, and the date of birth; or that part of a
 * reference; or, where a number was typed, exactly that. A list is narrowed by what is typed: other spellings are for the search of all cases.
 */
export function foundBy(search: string): RawBuilder<boolean> {
  const wanted = wantedIn(search);
  if (wanted.number !== null) return sql<boolean>`child_id IN (${numbered(wanted)})`;
  const names = wanted.names.map((name) => sql`child_id IN (SELECT child_id FROM name_word WHERE word LIKE ${name.length < 3 ? `${name}%` : `%${name}%`})`);
  const born = wanted.birthOn === null ? [] : [sql`child_id IN (SELECT child_id FROM identity WHERE birth_on = ${wanted.birthOn})`];
  const person = [...names, ...born];
  const ways = [...(person.length === 0 ? [] : [sql`(${sql.join(person, sql` AND `)})`]), ...referencePart(search)];
  return ways.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(ways, sql` OR `)})`;
}

function referencePart(search: string): RawBuilder<unknown>[] {
  const plain = plainReference(search);
  const isPart = /^[0-9A-HJKMNP-TV-Z]{2,10}$/.test(plain) && (/\d/.test(search) || plain.length >= PLAIN_PART);
  return isPart ? [sql`replace(reference, '-', '') LIKE ${`%${plain}%`}`] : [];
}
