import type { Case } from './case.ts';
import { derivedTable } from './derived-table.ts';
import { nameWordsOf } from './identity.ts';
import { soundsOf } from './name-sound.ts';

interface Row { readonly word: string; readonly sound: string; readonly backwards: string; readonly former: boolean }

// Names come again and again among the children of a council: what was worked out of so many of them is remembered.
const remembered = 20_000;
const wordsOfName = new Map<string, readonly Heard[]>();

interface Heard { readonly word: string; readonly sounds: readonly string[]; readonly backwards: string }

function heardIn(name: string | null): readonly Heard[] {
  const known = wordsOfName.get(name ?? '');
  if (known !== undefined) return known;
  const heard = nameWordsOf(name).map((word) => {
    const sounds = soundsOf(word);
    return { word, sounds: sounds.length === 0 ? [''] : sounds, backwards: [...word].reverse().join('') };
  });
  if (wordsOfName.size >= remembered) wordsOfName.clear();
  wordsOfName.set(name ?? '', heard);
  return heard;
}

/** Every word of every name, once for each way in which it can sound. */
function rowsOf({ stands, identities, otherNames, person }: Case): Row[] {
  if (!stands) return [];
  const held = new Set([person.surname, person.forename, person.knownAs].flatMap(heardIn).map(({ word }) => word));
  const all = [...identities.flatMap(({ surname, forename }) => [surname, forename]), ...otherNames].flatMap(heardIn);
  const words = new Map(all.map((heard) => [heard.word, heard]));
  return [...words.values()].flatMap(({ word, sounds, backwards }) => sounds.map((sound) => ({ word, sound, backwards, former: !held.has(word) })));
}

export const nameWordTable = derivedTable<Case, Row>({
  name: 'name_word',
  meaning: 'One row a word of a name by which the child is or was ever known, and a way in which it sounds: what search looks in.',
  each: rowsOf,
  key: ['word', 'sound'],
  // Wide enough that search reads the indexes alone.
  indexes: [['word', 'child_id', 'former'], ['sound', 'word'], ['backwards']],
  within: ['word'],
  columns: {
    word: { type: 'text', meaning: 'A part of a name, or parts together, without accents, case and marks', of: (r) => r.word },
    sound: { type: 'text', meaning: 'How it sounds, without vowels; empty for other letters than Latin', of: (r) => r.sound },
    backwards: { type: 'text', meaning: 'The word from its last letter to its first: by its end it is found like this', of: (r) => r.backwards },
    former: { type: 'boolean', meaning: 'It is in no name that the child has now', of: (r) => r.former },
  },
});
