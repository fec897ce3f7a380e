/** A word with its meaning, and the anchor by which pages lead to it. */
export interface GlossaryWord {
  readonly word: string;
  readonly means: string;
  readonly anchor: string;
}

/** Words about one subject. */
export interface GlossarySection {
  readonly title: string;
  readonly words: readonly GlossaryWord[];
}

// Officers do not meet these words.
const INSIDE = 'Inside the program';

/** The words that officers meet, from the text of docs/glossary.md: a heading and a table for each subject. */
export function glossaryOf(markdown: string): GlossarySection[] {
  return markdown.split(/^## /m).slice(1)
    .map((part) => ({ title: part.split('\n')[0] ?? '', words: part.split('\n').flatMap(wordIn) }))
    .filter(({ title }) => title !== INSIDE);
}

/** The name of a word as part of an address: "due day" is `due-day`. */
export function anchorOf(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

function wordIn(line: string): GlossaryWord[] {
  const [, word = '', means = ''] = line.split('|').map((cell) => cell.trim());
  if (word === '' || word === 'Word' || /^-+$/.test(word)) return [];
  return [{ word, means, anchor: anchorOf(word) }];
}
