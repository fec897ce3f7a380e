// What changed between two reports of one measure: every row whose standing is another one, why, and what that adds to the
// figure or takes from it. Opening figure, lines and closing figure add up exactly, for each row is followed by itself.
import type { Day } from '../calendar/day.ts';

/** A row of a measure in one reading, as the lists of rows have it. */
export interface ReadRow {
  readonly child_id: string;
  /** Which case of which child: `7K2QM-3XD0A/request-2`. */
  readonly case: string;
  readonly counted_on: Day | null;
  readonly numerator: boolean | null;
  readonly excluded_because: string | null;
}

/** Why a row stands otherwise. In the order in which a page tells of them. */
export const causes = ['removal', 'correction', 'late-record', 'definition', 'new-event', 'days-passing'] as const;

export type Cause = (typeof causes)[number];

/** A row that stands otherwise in a later reading; null where it is not among the rows. */
export interface RowChange {
  readonly childId: string;
  readonly case: string;
  readonly before: ReadRow | null;
  readonly after: ReadRow | null;
}

/** Something recorded that explains a change: the entry itself, or an event that a return tells of. */
export interface Ground {
  readonly kind: string;
  readonly on: Day | null;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly source: string;
  /** It takes back what stood. */
  readonly takesBack: boolean;
  readonly reason: string | null;
}

export interface CausedChange extends RowChange {
  readonly cause: Cause;
  /** What was recorded; empty where nothing was. */
  readonly grounds: readonly Ground[];
}

/** What is added and what is taken away. */
export interface Movement {
  readonly added: number;
  readonly taken: number;
}

/** All changes that have one cause. */
export interface Line {
  readonly cause: Cause;
  /** How many rows stand otherwise: as many as its list has. */
  readonly rows: number;
  readonly numerator: Movement;
  readonly denominator: Movement;
  readonly leftOut: Movement;
}

/** How a row stands: `yes`, `no`, `unknown` (not recorded whether), `absent` (not among the rows), else why it is left out. */
function standing(row: ReadRow | null): string {
  if (row === null) return 'absent';
  if (row.excluded_because !== null) return `left out: ${row.excluded_because}`;
  return row.numerator === null ? 'unknown' : row.numerator ? 'yes' : 'no';
}

/** Whether a row stands the same in both readings: the day that counts it, or its category, may still be another. */
export function standsTheSame(one: ReadRow | null, other: ReadRow | null): boolean {
  return standing(one) === standing(other);
}

/** The rows of a reading by what tells one from another. Should a case have two rows, each keeps a place of its own. */
export function byRow(rows: readonly ReadRow[]): Map<string, ReadRow> {
  const found = new Map<string, ReadRow>();
  for (const row of rows) {
    let key = `${row.child_id} ${row.case}`;
    while (found.has(key)) key += ' again';
    found.set(key, row);
  }
  return found;
}

/** The rows that stand otherwise in the later reading, in the order of the earlier one, then those that came. */
export function changesBetween(earlier: ReadonlyMap<string, ReadRow>, later: ReadonlyMap<string, ReadRow>): RowChange[] {
  const keys = new Set([...earlier.keys(), ...later.keys()]);
  return [...keys].flatMap((key): RowChange[] => {
    const [before, after] = [earlier.get(key) ?? null, later.get(key) ?? null];
    const row = after ?? before;
    return row === null || standsTheSame(before, after) ? [] : [{ childId: row.child_id, case: row.case, before, after }];
  });
}

const parts: Readonly<Record<'numerator' | 'denominator' | 'leftOut', (row: ReadRow) => boolean>> = {
  numerator: (row) => row.excluded_because === null && row.numerator === true,
  denominator: (row) => row.excluded_because === null,
  leftOut: (row) => row.excluded_because !== null,
};

function movement(changes: readonly RowChange[], part: (row: ReadRow) => boolean): Movement {
  const was = (row: ReadRow | null): boolean => row !== null && part(row);
  return {
    added: changes.filter(({ before, after }) => was(after) && !was(before)).length,
    taken: changes.filter(({ before, after }) => was(before) && !was(after)).length,
  };
}

/** The changes as lines, one for each cause that there is. */
export function linesOf(changes: readonly CausedChange[]): Line[] {
  return causes.flatMap((cause): Line[] => {
    const own = changes.filter((change) => change.cause === cause);
    if (own.length === 0) return [];
    return [{
      cause, rows: own.length, numerator: movement(own, parts.numerator), denominator: movement(own, parts.denominator), leftOut: movement(own, parts.leftOut),
    }];
  });
}

/** How a row stands, as an officer reads it. */
export function standingInWords(row: ReadRow | null, kind: 'share' | 'count'): string {
  if (row === null) return 'Not among the rows';
  if (row.excluded_because !== null) return `Left out: ${row.excluded_because}`;
  if (kind === 'count') return 'Counted';
  return row.numerator === null ? 'Counted, not recorded whether yes or no' : (row.numerator ? 'Yes' : 'No');
}

/** Each cause in a few words, and what it means. `asAt` is the as-at day of the report before, in words. */
export function causeWords(cause: Cause, asAt: string): { readonly title: string; readonly meaning: string } {
  const words: Readonly<Record<Cause, readonly [string, string]>> = {
    'removal': ['Removals', 'Taken back, rolled back with its file, or moved by joining or parting two records'],
    'correction': ['Corrections', 'An entry or a file says another day or value than was known'],
    'late-record': ['Late records', `Recorded since, about the time up to ${asAt}`],
    'definition': ['Definition changed', 'The definition, a setting of the council or the program counts otherwise'],
    'new-event': ['New events', `Happened after ${asAt}`],
    'days-passing': ['Days passing', 'Nothing happened: a duty fell due, or the period moved'],
  };
  const [title, meaning] = words[cause];
  return { title, meaning };
}
