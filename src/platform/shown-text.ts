import { z } from 'zod';

/**
 * A text as people will read it: without control characters and those that turn the direction of writing, which make it look
 * like another one (line ends and the joiners of some scripts stay), and empty where nothing of it can be seen.
 */
export function shownText(text: string): string {
  const shown = text.replaceAll('\r\n', '\n').replaceAll(/[^\P{C}\n\t\u200C\u200D]/gu, '').trim();
  return /[^\s\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(shown) ? shown : '';
}

/** A field to fill in with words that people will read, from `least` to `most` characters of them; `empty` is what to say where there are fewer. */
export function typedWords(empty: string, most: number, tooLong: string, least = 1): z.ZodType<string> {
  return z.string(empty).transform(shownText).pipe(z.string().min(least, empty).max(most, tooLong));
}
