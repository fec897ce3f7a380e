// Finding children by names as people type them: in two steps, first the words of names that could be meant, then the
// children who bear them, ranked by how well they fit.
import { type RawBuilder, sql } from 'kysely';
import { type Day, partsOf } from '../calendar/day.ts';
import { soundsOf } from '../case-history/name-sound.ts';
import type { Database } from '../platform/database.ts';
import { BEGINNING, likeness, soundingOf } from './name-likeness.ts';

/** A word typed, or two neighbours taken together, and for which of the words typed it stands. */
interface Probe { readonly text: string; readonly stands: readonly number[] }

interface Known { readonly word: string }

/** How well words of names fit the words typed, by number. */
interface Fits { readonly typed: number[]; readonly words: string[]; readonly scores: number[] }

/** A word taken together with its neighbour fits a little worse than one typed so. */
const TOGETHER = 0.98;
const FORMER = 0.05;

/** One letter alone says too little to be looked for beside others: it only decides between those found by them. */
function sought(names: readonly string[]): { words: string[]; initials: string[] } {
  const words = names.filter((name) => name.length > 1);
  return words.length === 0 ? { words: [...names], initials: [] } : { words, initials: names.filter((name) => name.length === 1) };
}

function probesOf(words: readonly string[]): Probe[] {
  const pairs = words.slice(1).map((word, i) => ({ text: `${words[i] ?? ''}${word}`, stands: [i, i + 1] }));
  return [...words.map((text, i) => ({ text, stands: [i] })), ...pairs];
}

/**
 * Which words of names to look at: those with this part, and, as one slip leaves the beginning or the end of a word as it was,
 * those of about the same length that share one of the two. Each is asked of an index by itself, which holds all it needs.
 */
function wordsLike({ text, stands }: Probe): RawBuilder<Known>[] {
  const whole = Math.max(2, Math.ceil((text.length - 2) / 2));
  const part = text.length < 3 || stands.length > 1 ? `${text}%` : `%${text}%`;
  const longAs = (column: RawBuilder<unknown>): RawBuilder<unknown> => sql`length(${column}) BETWEEN ${text.length - 2}::int AND ${text.length + 2}::int`;
  const slips = [
    sql<Known>`SELECT word FROM name_word WHERE word LIKE ${`${text.slice(0, whole)}%`} AND ${longAs(sql`word`)} GROUP BY word`,
    sql<Known>`SELECT reverse(backwards) FROM name_word WHERE backwards LIKE ${`${backwards(text).slice(0, whole)}%`} AND ${longAs(sql`backwards`)} GROUP BY backwards`,
  ];
  return [sql<Known>`SELECT word FROM name_word WHERE word LIKE ${part} GROUP BY word`, ...(text.length < 4 ? [] : slips), ...(stands.length > 1 ? [] : wordsBegun(text))];
}

/** Longer words that begin like this one, with a slip after its first half or in another spelling. */
function wordsBegun(text: string): RawBuilder<Known>[] {
  const begun = text.length < 5 ? [] : [sql<Known>`SELECT word FROM name_word WHERE word LIKE ${`${text.slice(0, Math.ceil(text.length / 2))}%`} AND length(word) > ${text.length}::int GROUP BY word`];
  const sounds = text.length < 4 ? [] : soundsOf(text).filter((sound) => sound.length >= BEGINNING);
  return [...begun, ...sounds.map((sound) => sql<Known>`SELECT word FROM name_word WHERE sound LIKE ${`${sound}%`} GROUP BY word`)];
}

async function fitting(db: Database, words: readonly string[]): Promise<Fits> {
  const probes = probesOf(words);
  const alike = sql<Known>`SELECT word FROM name_word WHERE sound = ANY(${probes.flatMap(({ text }) => soundsOf(text))}::text[]) GROUP BY word`;
  const { rows } = await sql<Known>`${sql.join([alike, ...probes.flatMap(wordsLike)], sql` UNION `)}`.execute(db);
  const heard = rows.map(({ word }) => ({ word, sounds: soundsOf(word) }));
  const fits: Fits = { typed: [], words: [], scores: [] };
  for (const { text, stands } of probes) {
    const sounds = soundsOf(text);
    for (const known of heard) {
      const score = likeness(text, known.word, soundingOf(sounds, known.sounds)) * (stands.length > 1 ? TOGETHER : 1);
      if (score > 0) add(fits, { stands, word: known.word, score });
    }
  }
  return fits;
}

function add(fits: Fits, { stands, word, score }: { stands: readonly number[]; word: string; score: number }): void {
  for (const no of stands) {
    fits.typed.push(no);
    fits.words.push(word);
    fits.scores.push(score);
  }
}

const backwards = (text: string): string => [...text].reverse().join('');

/** 1 for the date typed, half for one with a single part otherwise or day and month swapped, null for any other. */
function birthFit(on: Day): RawBuilder<number | null> {
  const { year, month, date } = partsOf(on);
  const part = (name: string): RawBuilder<number> => sql`extract(${sql.raw(name)} FROM birth_on)::int`;
  const [y, m, d] = [part('year'), part('month'), part('day')];
  return sql<number | null>`CASE WHEN birth_on = ${on} THEN 1
    WHEN ((${y} = ${year})::int + (${m} = ${month})::int + (${d} = ${date})::int) = 2 THEN 0.5
    WHEN ${y} = ${year} AND ${m} = ${date} AND ${d} = ${month} THEN 0.5 END`;
}

/** A search by names, perhaps with a date of birth. */
export interface NamesWanted { readonly names: readonly string[]; readonly birthOn: Day | null }

/** What a date of birth counts beside one name. */
const BIRTH = 1.5;

/**
 * The children who could be meant, as a query of `child_id` and `score`, the best with the most: of one or two names all must
 * fit, of more all but one, and with the very date of birth one is enough. `names` holds one at least.
 */
export async function childrenFitting(db: Database, { names, birthOn }: NamesWanted): Promise<RawBuilder<unknown>> {
  const { words, initials } = sought(names);
  const { typed, words: known, scores } = await fitting(db, words);
  const needed = words.length > 2 ? words.length - 1 : words.length;
  const born = birthOn === null ? sql`SELECT 0 AS fit` : sql`
    SELECT CASE WHEN count(birth_on) = 0 THEN 0 ELSE max(${birthFit(birthOn)}) END AS fit FROM identity WHERE identity.child_id = named.child_id`;
  const bornThen = birthOn === null ? sql`false` : sql`child_id IN (SELECT child_id FROM identity WHERE birth_on = ${birthOn})`;
  const begins = initials.map((letter) => sql`EXISTS (SELECT FROM name_word WHERE name_word.child_id = named.child_id AND word LIKE ${`${letter}%`})::int`);
  return sql`
    SELECT named.child_id, named.score + ${BIRTH}::float8 * born.fit + 0.2 * (${sql.join([sql`0`, ...begins], sql` + `)}) AS score
    FROM (
      SELECT child_id, sum(best) AS score
      FROM (
        SELECT child_id, fits.typed, max(fits.score - CASE WHEN former THEN ${FORMER}::float8 ELSE 0 END) AS best
        FROM unnest(${typed}::int[], ${known}::text[], ${scores}::float8[]) AS fits (typed, word, score) JOIN name_word USING (word)
        GROUP BY child_id, fits.typed
      ) AS fitting GROUP BY child_id HAVING count(*) >= ${needed} OR ${bornThen}
    ) AS named CROSS JOIN LATERAL (${born}) AS born
    WHERE born.fit IS NOT NULL`;
}
