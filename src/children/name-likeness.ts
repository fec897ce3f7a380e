// How well a word of a name fits what was typed: 1 for the word itself, 0 for none; and whether two names may be one misspelt.
import { foldedName } from '../case-history/identity.ts';
import { soundsOf } from '../case-history/name-sound.ts';

/** What a word found by its sound is worth at least. */
const SOUNDS_ALIKE = 0.7;

/** How well `word` fits `typed`, both folded; `alike` where they share a sound. */
export function likeness(typed: string, word: string, alike: boolean): number {
  if (word === typed) return 1;
  if (word.startsWith(typed)) return 0.85 + 0.1 * (typed.length / word.length);
  const apart = distance(typed, word);
  const near = Math.max(typed.length, word.length);
  const bySound = alike ? SOUNDS_ALIKE + 0.2 * (1 - apart / near) : 0;
  const byLetters = apart <= mostWrong(typed.length) ? 0.95 - 0.7 * (apart / near) : 0;
  return Math.max(bySound, byLetters, partly(typed, word));
}

/** Whether two folded words share a way in which they can sound. */
export function soundsAlike(one: string, other: string): boolean {
  const sounds = soundsOf(one);
  return soundsOf(other).some((sound) => sounds.includes(sound));
}

/**
 * Whether two names may be one that was misspelt: but for a slip or two, or, where they sound alike, with fewer than half of the
 * letters changed. Mia and Maya are two names, and so are Amy and Emma. False where one of them is not stated.
 */
export function areNear(one: string | null, other: string | null): boolean {
  const [a, b] = [foldedName(one), foldedName(other)];
  if (a === '' || b === '') return false;
  const apart = distance(a, b);
  return apart <= mostWrong(Math.min(a.length, b.length)) || (2 * apart < Math.max(a.length, b.length) && soundsAlike(a, b));
}

/** A name begun with a slip in it, or a part from its middle or end. */
function partly(typed: string, word: string): number {
  if (typed.length >= 5 && word.endsWith(typed)) return 0.75 + 0.15 * (typed.length / word.length);
  if (typed.length >= 3 && word.includes(typed)) return 0.6 + 0.2 * (typed.length / word.length);
  const begun = typed.length >= 5 && typed.length < word.length && distance(typed, word.slice(0, typed.length)) <= 1;
  return begun ? 0.6 : 0;
}

/** How many slips are forgiven in so many letters. */
function mostWrong(letters: number): number {
  return letters < 4 ? 0 : letters < 7 ? 1 : 2;
}

/** Letters to add, leave out, change, or swap with their neighbour, to make one word the other. */
function distance(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      row.push(swapped ? Math.min(least, at(before, j - 2) + 1) : least);
    }
    [before, last] = [last, row];
  }
  return at(last, other.length);
}

const at = (row: readonly number[], place: number): number => row[place] ?? Infinity;
