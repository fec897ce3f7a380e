// Looks for words in the help and the glossary: in titles first, then in what they say. A word that stands nowhere is read as the one
// that was probably meant.
import { slipsBetween, slipsForgiven } from '../../platform/nearest.ts';

/** One page of help or word of the glossary, with the texts in which words are looked for. */
export interface HelpText {
  readonly title: string;
  readonly href: string;
  /** What the list of results says below the title. */
  readonly what: string;
  /** All else that it says. */
  readonly more: readonly string[];
  /** "Cases", "Glossary": the part of the help that it stands in. */
  readonly part: string;
}

const IN_TITLE = 8;
const IN_WHAT = 3;
const IN_MORE = 1;
const MOST_WORDS = 10;
const FEW = 5;

/** Words that say nothing of what is looked for. */
const idle = new Set(['a', 'an', 'and', 'are', 'as', 'at', 'be', 'by', 'can', 'do', 'does', 'for', 'from', 'how', 'i', 'in', 'is', 'it', 'my', 'of', 'on', 'or', 'that', 'the', 'this', 'to', 'what', 'where', 'who', 'why', 'with', 'you']);

/** The words of a text, without endings, so that "dates" finds "date" and "correcting" finds "correct". */
const stemsOf = (text: string): string[] => wordsOf(text).map(stem);

const wordsOf = (text: string): string[] => text.toLowerCase().replaceAll(/[’']/g, '').split(/[^a-z0-9]+/).filter((word) => word !== '');

const stem = (word: string): string => (word.length < 4 ? word : word.replace(/(ies|y)$/, 'i').replace(/(ions?|ings?|ed|es|e|s)$/, ''));

/** What was typed, as the stems to look for; where it is idle words alone, those. */
function stemsWanted(typed: string): string[] {
  const words = wordsOf(typed);
  const telling = words.filter((word) => !idle.has(word));
  return [...new Set((telling.length > 0 ? telling : words).map(stem))].slice(0, MOST_WORDS);
}

/** How well a text has a word: in full, or as the beginning of a word. */
function worth(stems: readonly string[], wanted: string): number {
  if (stems.includes(wanted)) return 1;
  return wanted.length >= 3 && stems.some((one) => one.startsWith(wanted)) ? 0.6 : 0;
}

function scoreOf({ title, what, more }: HelpText, wanted: readonly string[]): { words: number; score: number } {
  const parts = [[stemsOf(title), IN_TITLE], [stemsOf(what), IN_WHAT], [more.flatMap(stemsOf), IN_MORE]] as const;
  const each = wanted.map((word) => parts.reduce((sum, [stems, weight]) => sum + weight * worth(stems, word), 0));
  const whole = stemsOf(title).join(' ') === wanted.join(' ') ? IN_TITLE : 0;
  return { words: each.filter((score) => score > 0).length, score: whole + each.reduce((sum, score) => sum + score, 0) };
}

/**
 * The texts that have the words typed, the best first: those with more of the words, then those that have them in the title. Those with
 * fewer of them follow only where there are few with more. `meant` is what was typed with its slips mended; null where there are none.
 */
export function findHelp(texts: readonly HelpText[], typed: string, most: number): { found: HelpText[]; meant: string | null } {
  const mended = mend(texts, typed);
  const wanted = stemsWanted(mended);
  const found = texts.map((text) => ({ text, ...scoreOf(text, wanted) })).filter(({ words }) => words > 0 && words * 2 >= wanted.length);
  const best = Math.max(0, ...found.map(({ words }) => words));
  const shown = found.sort((a, b) => b.words - a.words || b.score - a.score).filter(({ words }, i) => words === best || i < FEW).slice(0, most);
  return { found: shown.map(({ text }) => text), meant: mended === typed ? null : mended };
}

/** What was typed, each word that no text has in the place of the nearest that one has, unless it is too far: a title’s words before others. */
function mend(texts: readonly HelpText[], typed: string): string {
  const known = [...new Set([...texts.map(({ title }) => title), ...texts.flatMap(({ what, more }) => [what, ...more])].flatMap(wordsOf))];
  const stems = known.map(stem);
  return typed.replaceAll(/[\p{L}\p{N}’']+/gu, (word) => {
    const [plain = ''] = wordsOf(word);
    return idle.has(plain) || stems.includes(stem(plain)) || begunBy(plain, known) !== null ? word : meantBy(plain, known) ?? begunBy(stem(plain), known) ?? word;
  });
}

/** A word of the help that begins so; null where none does. What is left of “amened” without its ending begins “amendments”: that is then what it is read as. */
const begunBy = (beginning: string, known: readonly string[]): string | null => (beginning.length < 3 ? null : known.find((one) => one.startsWith(beginning)) ?? null);

function meantBy(word: string, known: readonly string[]): string | null {
  const most = slipsForgiven(word.length);
  const near = known.filter(({ length }) => Math.abs(length - word.length) <= most).map((one) => ({ one, slips: slipsBetween(word, one) }));
  return near.filter(({ slips }) => slips <= most).sort((a, b) => a.slips - b.slips)[0]?.one ?? null;
}
