// What changed between two reports, as a page, a file or a command says it.
import type { Day } from '../calendar/day.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { dayText, numberText, percentText, shortDayText } from '../platform/layout/format.ts';
import type { Figure } from './figure.ts';
import type { MeasureDescription } from './measure.ts';
import { type ListColumn, rowCells, type RowsSeen } from './rows-table.ts';
import { causes, causeWords, type Cause, type CausedChange, type Ground, type Line, linesOf, type Movement, standingInWords } from './what-changed.ts';
import { type Window, windowTitle } from './windows.ts';

type Kind = MeasureDescription['kind'];

/** A figure in words: "41 of 90 (45.6%)", or the count alone. */
export function figureWords({ numerator, denominator }: Pick<Figure, 'numerator' | 'denominator'>, kind: Kind): string {
  if (kind === 'count') return numberText(denominator);
  const counts = `${numberText(numerator)} of ${numberText(denominator)}`;
  return denominator < 10 ? counts : `${counts} (${percentText(numerator, denominator)})`;
}

/** The period of a figure, or that it stands on a day. */
export function periodWords(window: Window | null): string {
  return window === null ? 'How things stand on the day' : windowTitle(window);
}

/** "+3 −1", "+3", "−1", or nothing. */
function movementWords({ added, taken }: Movement): string {
  return [added > 0 ? `+${numberText(added)}` : '', taken > 0 ? `−${numberText(taken)}` : ''].filter((part) => part).join(' ');
}

/** A line as a table shows it. */
export interface ShownLine {
  readonly cause: Cause;
  readonly title: string;
  readonly meaning: string;
  readonly rows: number;
  readonly numerator: string;
  readonly denominator: string;
  readonly leftOut: string;
  /** The same three as numbers. */
  readonly moved: Pick<Line, 'numerator' | 'denominator' | 'leftOut'>;
}

/** The lines in their order. `versions` are those of the definition in the reports, where they differ. */
export function shownLines(changes: readonly CausedChange[], asAt: Day, versions: readonly [number, number]): ShownLine[] {
  const [from, to] = versions;
  return linesOf(changes).map(({ cause, rows, ...moved }: Line) => {
    const { title, meaning } = causeWords(cause, dayText(asAt));
    return {
      cause, title: cause === 'definition' && from !== to ? `${title}: version ${from} to version ${to}` : title, meaning, rows,
      numerator: movementWords(moved.numerator), denominator: movementWords(moved.denominator), leftOut: movementWords(moved.leftOut), moved,
    };
  });
}

/** Who recorded things, by what `recordedBy` holds, and an instant in words. */
export interface Telling {
  readonly recorders: ReadonlyMap<string, string>;
  readonly moment: (instant: string) => string;
  /** Whether the reasons that people gave may be told. */
  readonly reasons: boolean;
}

/** How many things recorded are told of one row; the case itself shows them all. */
const told = 4;

function whatWords({ kind, on, takesBack }: Ground): string {
  const title = kindNamed(kind)?.title ?? kind;
  return `${title}${on === null ? '' : ` on ${shortDayText(on)}`}${takesBack && !kind.startsWith('CHILD_') ? ', taken back' : ''}`;
}

/** Things recorded together are told together. */
function groundsWords(grounds: readonly Ground[], { recorders, moment, reasons }: Telling): string {
  if (grounds.length === 0) return 'Nothing was recorded';
  const together = Map.groupBy(grounds.slice(0, told), ({ source, recordedBy, recordedAt, reason }) => {
    const by = `${source === 'staff' ? 'recorded' : 'from a file loaded'} by ${recorders.get(recordedBy) ?? recordedBy} at ${moment(recordedAt)}`;
    return `${by}${!reasons || reason === null || reason === '' ? '' : `, because: ${reason}`}`;
  });
  const more = grounds.length - told;
  return [...[...together].map(([by, some]) => `${some.map(whatWords).join('; ')}, ${by}`), ...(more > 0 ? [`and ${more} more`] : [])].join('. ');
}

/** The columns of the list of rows that changed; `all` names the heading of each. */
export function changedColumns(named: boolean, all: boolean): ListColumn[] {
  return [
    { name: 'Case', key: 'case' }, ...(named ? [{ name: 'Child or young person', key: 'child' }] : []), ...(all ? [{ name: 'Why', key: 'why' }] : []),
    { name: 'In the report before', key: 'before' }, { name: 'In the report after', key: 'after' }, { name: 'What was recorded', key: 'recorded' },
  ];
}

const rowOf = ({ childId, case: name }: CausedChange): Parameters<typeof rowCells>[0] => (
  { child_id: childId, case: name, counted_on: null, numerator: null, excluded_because: null, category: null, days: null });

/** The cells of a row that changed. A child of whom nothing is on record any more has no page. */
export function changedCells(change: CausedChange, measure: MeasureDescription, { seen, telling }: { seen: RowsSeen; telling: Telling }): Readonly<Record<string, string>> {
  if (!seen.children.has(change.childId)) return rowCells(rowOf(change), measure, seen);
  const { cause, before, after, grounds } = change;
  const { href = '', case: name = '', child = '' } = rowCells(rowOf(change), measure, seen);
  return {
    href, case: name, child, why: causeWords(cause, '').title, before: standingInWords(before, measure.kind), after: standingInWords(after, measure.kind),
    recorded: groundsWords(grounds, telling),
  };
}

/** The changes of one line, or all, in the order of lines and then of cases. */
export function changesListed(changes: readonly CausedChange[], line: Cause | undefined): CausedChange[] {
  const own = line === undefined ? changes : changes.filter(({ cause }) => cause === line);
  return [...own].sort((a, b) => causes.indexOf(a.cause) - causes.indexOf(b.cause) || (a.case < b.case ? -1 : a.case > b.case ? 1 : 0));
}
