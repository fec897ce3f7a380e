// The types of entry on a timeline: the part of the process that each belongs to. One can be looked at alone.
import { kinds } from '../case-history/kinds.ts';

/** What a file says of a child belongs to every part of the process. */
export const OF_FILES = 'Files loaded';

const titles = [...new Set(kinds.map(({ group }) => group)), OF_FILES];

const codeOf = (title: string): string => title.toLowerCase().replaceAll(' ', '-');

/** Every type as an address names it. */
export const timelineTypes: readonly string[] = titles.map(codeOf);

/** A line of a timeline, as far as its type matters. */
interface Typed { readonly type: string }

/** A type among those of a timeline; `code` null for all of them. */
export interface TimelineType {
  readonly code: string | null;
  readonly text: string;
  readonly count: number;
}

/** The types that a timeline has, in the order of the process, after all of them together; none where there is one type only. */
export function typesOf(lines: readonly Typed[]): TimelineType[] {
  const found = titles.map((text) => ({ code: codeOf(text), text, count: lines.filter(({ type }) => type === text).length })).filter(({ count }) => count > 0);
  return found.length < 2 ? [] : [{ code: null, text: 'All', count: lines.length }, ...found];
}

/** The lines of one type; all of them where none is asked for. */
export function linesOfType<Line extends Typed>(lines: readonly Line[], code: string | undefined): Line[] {
  return lines.filter(({ type }) => code === undefined || codeOf(type) === code);
}
