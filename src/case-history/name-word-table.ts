import type { Case } from './case.ts';
import { derivedTable } from './derived-table.ts';
import { nameWordsOf } from './identity.ts';
import { soundsOf } from './name-sound.ts';

interface Row { readonly word: string; readonly sound: string; readonly former: boolean }

/** Every word of every name, once for each way in which it can sound. */
function rowsOf({ stands, identities, otherNames, person }: Case): Row[] {
  if (!stands) return [];
  const held = new Set([person.surname, person.forename, person.knownAs].flatMap(nameWordsOf));
  const all = [...identities.flatMap(({ surname, forename }) => [surname, forename]), ...otherNames].flatMap(nameWordsOf);
  return [...new Set(all)].flatMap((word) => {
    const sounds = soundsOf(word);
    return (sounds.length === 0 ? [''] : sounds).map((sound) => ({ word, sound, former: !held.has(word) }));
  });
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
    backwards: { type: 'text', meaning: 'The word from its last letter to its first: by its end it is found like this', of: (r) => [...r.word].reverse().join('') },
    former: { type: 'boolean', meaning: 'It is in no name that the child has now', of: (r) => r.former },
  },
});
