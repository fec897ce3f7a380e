// What a file would change in a headline figure, and which of its rows do it (UI-66).

/** What a row behind a figure counts as: of a count it is counted, of a share yes, no, or not recorded. */
export type CountsAs = 'counted' | 'yes' | 'no' | 'unknown';

/** A headline figure as it stands, with its rows about the children who were asked for. */
export interface FigureNow {
  /** The measure. */
  readonly id: string;
  readonly title: string;
  /** The figure in words. */
  readonly value: string;
  readonly rows: readonly { readonly child: string; readonly case: string; readonly as: CountsAs }[];
}

/** A row of the file, and whether its child was begun by the file. */
export interface FileRow {
  readonly row: number;
  readonly child: string;
  readonly begun: boolean;
}

/** Whom the rows are about: children whom the file begins, or children of the record. */
export const FIGURE_CAUSES = { begun: 'new children', known: 'children on record' } as const;

export interface FigureCause {
  readonly of: keyof typeof FIGURE_CAUSES;
  /** Rows of the file. */
  readonly rows: readonly number[];
  /** "+3 met, −1 not met": what they add to the rows of the figure and take away. */
  readonly change: string;
}

/** One headline figure before a file is loaded and after, and why. */
export interface FigureChange extends Pick<FigureNow, 'id' | 'title'> {
  readonly before: string;
  readonly after: string;
  readonly causes: readonly FigureCause[];
}

/** The change from one answer to the other, with the rows of the file that are about children who count otherwise. */
export function figureChange(before: FigureNow, after: FigureNow, file: readonly FileRow[]): FigureChange {
  const [then, now] = [countedBy(before), countedBy(after)];
  const moved = file.filter(({ child }) => then.get(child) !== now.get(child));
  const causes = (Object.keys(FIGURE_CAUSES) as FigureCause['of'][]).flatMap((of): FigureCause[] => {
    const rows = moved.filter(({ begun }) => begun === (of === 'begun'));
    const children = new Set(rows.map(({ child }) => child));
    return rows.length === 0 ? [] : [{ of, rows: rows.map(({ row }) => row), change: changeWords(ofChildren(before, children), ofChildren(after, children)) }];
  });
  return { id: after.id, title: after.title, before: before.value, after: after.value, causes };
}

function countedBy({ rows }: FigureNow): Map<string, string> {
  const lines = new Map<string, string[]>();
  for (const { child, case: one, as } of rows) lines.set(child, [...lines.get(child) ?? [], `${one} ${as}`]);
  return new Map([...lines].map(([child, all]) => [child, all.sort().join('\n')]));
}

const ofChildren = ({ rows }: FigureNow, children: ReadonlySet<string>): CountsAs[] => rows.flatMap(({ child, as }) => (children.has(child) ? [as] : []));

const words: Readonly<Record<CountsAs, string>> = { counted: '', yes: ' met', no: ' not met', unknown: ' not recorded' };

function changeWords(before: readonly CountsAs[], after: readonly CountsAs[]): string {
  const many = (rows: readonly CountsAs[], kind: CountsAs): number => rows.filter((as) => as === kind).length;
  const changes = (Object.keys(words) as CountsAs[]).map((kind) => ({ kind, by: many(after, kind) - many(before, kind) })).filter(({ by }) => by !== 0);
  return changes.map(({ kind, by }) => `${by > 0 ? '+' : '−'}${Math.abs(by)}${words[kind]}`).join(', ') || 'as many as before';
}
