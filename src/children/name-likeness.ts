// How well a word of a name fits what was typed: 1 for the word itself, 0 for none; and whether two names may be one misspelt.
import { foldedName } from '../case-history/identity.ts';
import { soundsOf } from '../case-history/name-sound.ts';
import { slipsBetween, slipsForgiven } from '../platform/nearest.ts';

/** What a word found by its sound is worth at least. */
const SOUNDS_ALIKE = 0.7;

/** Whether two words share a way in which they can sound, or the longer one begins with such a sound of the other. */
export type Sounding = 'alike' | 'begins alike' | 'otherwise';

/** A sound of fewer letters begins too many names. */
export const BEGINNING = 3;

/** How the sounds of a word go with those of what was typed. */
export function soundingOf(typed: readonly string[], word: readonly string[]): Sounding {
  if (word.some((sound) => typed.includes(sound))) return 'alike';
  return word.some((sound) => typed.some((begun) => begun.length >= BEGINNING && sound.startsWith(begun))) ? 'begins alike' : 'otherwise';
}

/** How well `word` fits `typed`, both folded. */
export function likeness(typed: string, word: string, sounding: Sounding): number {
  if (word === typed) return 1;
  if (word.startsWith(typed)) return 0.85 + 0.1 * (typed.length / word.length);
  const apart = slipsBetween(typed, word);
  const near = Math.max(typed.length, word.length);
  const bySound = sounding === 'alike' ? SOUNDS_ALIKE + 0.2 * (1 - apart / near) : 0;
  const byLetters = apart <= slipsForgiven(typed.length) ? 0.95 - 0.7 * (apart / near) : 0;
  return Math.max(bySound, byLetters, partly(typed, word), begun(typed, word, sounding));
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
  const apart = slipsBetween(a, b);
  return apart <= slipsForgiven(Math.min(a.length, b.length)) || (2 * apart < Math.max(a.length, b.length) && soundsAlike(a, b));
}

/** A part from the middle or end of a name. */
function partly(typed: string, word: string): number {
  if (typed.length >= 5 && word.endsWith(typed)) return 0.75 + 0.15 * (typed.length / word.length);
  if (typed.length >= 3 && word.includes(typed)) return 0.6 + 0.2 * (typed.length / word.length);
  return 0;
}

/** A name begun with a slip in it, or in another spelling that sounds like its beginning: Safron for Saffronstead. */
function begun(typed: string, word: string, sounding: Sounding): number {
  const wrong = typed.length >= 5 ? 1 : 0;
  const most = sounding === 'begins alike' ? Math.ceil(typed.length / 2) - 1 : wrong;
  if (most === 0 || typed.length >= word.length) return 0;
  const apart = Math.min(...[-2, -1, 0, 1, 2].map((more) => slipsBetween(typed, word.slice(0, typed.length + more))));
  return apart > most ? 0 : apart <= wrong ? 0.6 : 0.5;
}
