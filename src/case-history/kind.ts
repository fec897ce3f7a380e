// A kind of entry: what an officer can record, with the facts it holds. One table serves the form, the check of
// what is sent, the history and the exports. Adding a kind is one object in `kinds/` (see CONTRIBUTING).
import type { EpisodeKind } from './case.ts';
import type { Facts, SubjectKind } from './entry.ts';

/** How a fact is written: a day is ISO text, a code one of `codes`, several codes a list of them. */
export type FieldType = 'day' | 'text' | 'long-text' | 'code' | 'yes-no' | 'number' | 'instant';

/** As many characters a text has at most, in forms as in files: what is longer is not taken. Indexes of names hold no more. */
export const LONGEST = { 'text': 300, 'long-text': 5000 } as const;

export interface Field {
  /** The name in the facts. */
  readonly name: string;
  /** What an officer reads beside the box. */
  readonly label: string;
  readonly type: FieldType;
  readonly required?: true;
  readonly hint?: string;
  /** Not asked where an entry is corrected: what it says becomes an entry of its own. */
  readonly onlyNew?: true;
  /** For `code`: the code and what it means. */
  readonly codes?: Readonly<Record<string, string>>;
}

export interface Kind {
  readonly name: string;
  /** What an officer reads: "Request received". */
  readonly title: string;
  /** The part of the process it belongs to, for grouping in lists. */
  readonly group: string;
  readonly subject: SubjectKind;
  /** The episode that it opens or joins; null for entries that are not events (identity, settings). */
  readonly episode: EpisodeKind | null;
  /** It begins an episode of its own. */
  readonly opens?: true;
  /** What its day is called: "Day it was received". */
  readonly dayLabel: string;
  /** Version of the form of the facts. */
  readonly shape: number;
  /** Turns facts of an older shape into the next one; kept for ever, with a frozen example in the test. */
  readonly upcasts?: Readonly<Record<number, (facts: Facts) => Facts>>;
  readonly fields: readonly Field[];
}

/** Builds kinds of one group, shape 1, about a child. */
export function kindsOf(group: string, episode: EpisodeKind | null, list: readonly KindRow[]): Kind[] {
  return list.map((row) => ({ group, episode, subject: 'child', shape: 1, dayLabel: 'Day it happened', fields: [], ...row }));
}

type KindRow = Pick<Kind, 'name' | 'title'> & Partial<Kind>;
