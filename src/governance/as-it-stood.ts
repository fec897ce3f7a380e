// What a backup must give again once it is restored: noted when it is made, and compared afterwards.

/** Rows of a table in any order: how many, and a digest of them all. */
export interface RowsDigest {
  readonly table: string;
  readonly rows: number;
  readonly digest: string;
}

/** A figure as text: equal text, equal figure. */
export interface NotedFigure {
  readonly measure: string;
  readonly version: number;
  readonly figure: string;
}

export interface AsItStood {
  /** The one hash of all history. */
  readonly historyHash: string;
  readonly entries: number;
  /** Stands for the code and settings that derived the rows; null where none were. */
  readonly fingerprint: number | null;
  readonly derived: readonly RowsDigest[];
  /** The day as at which the figures are taken. */
  readonly asAt: string;
  readonly figures: readonly NotedFigure[];
}

/** What is not as it stood, each in words; nothing where all is. */
export function differencesFrom(before: AsItStood, now: AsItStood): string[] {
  return [
    ...(before.historyHash === now.historyHash ? [] : ['The history hash is another one']),
    ...(before.entries === now.entries ? [] : [`The record has ${now.entries} entries instead of ${before.entries}`]),
    ...derivedDifferences(before, now),
  ];
}

/** Whether the same code and settings derived both, so that derived rows and figures can be compared. */
export function derivedAlike(before: AsItStood, now: AsItStood): boolean {
  return before.fingerprint === now.fingerprint;
}

function derivedDifferences(before: AsItStood, now: AsItStood): string[] {
  if (!derivedAlike(before, now)) return ['The dates were worked out by other code or settings than at the backup'];
  const figures = new Map(now.figures.map((noted) => [noted.measure, noted]));
  return [
    ...tableDifferences(before.derived, now.derived),
    ...before.figures.filter((noted) => {
      const found = figures.get(noted.measure);
      return found?.version !== noted.version || found.figure !== noted.figure;
    }).map(({ measure }) => `The figure ${measure} is another one`),
  ];
}

/** Tables that do not hold the rows that they held, each in words. */
export function tableDifferences(before: readonly RowsDigest[], now: readonly RowsDigest[]): string[] {
  const found = new Map(now.map((digest) => [digest.table, digest]));
  return before.flatMap(({ table, rows, digest }) => {
    const there = found.get(table);
    if (there === undefined) return [`The table ${table} is missing`];
    if (there.rows !== rows) return [`The table ${table} has ${there.rows} rows instead of ${rows}`];
    return there.digest === digest ? [] : [`The table ${table} has other rows`];
  });
}
