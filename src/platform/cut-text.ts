import { countText } from './layout/format.ts';

/** The text; or, where it is longer than `most` characters, its first ones and how many more there are. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).toWellFormed()}… (and ${countText(text.length - most, 'more character')})`;
}
