// A row of a source as read: names as they stood there, values as text, rows inside rows. It is JSON; the line on which
// it stood rides along under a symbol, which JSON does not show.

export const LINE: unique symbol = Symbol('line');

export type SourceValue = string | SourceRow | (string | SourceRow)[];

export interface SourceRow {
  [name: string]: SourceValue;
  [LINE]?: number;
}

/** Adds a value; a name that stands there already becomes a list in the order of the source. */
export function addTo(row: SourceRow, name: string, value: string | SourceRow): void {
  // A name that JavaScript would take for something else is kept apart from it.
  const key = name === '__proto__' ? '__proto__ (element)' : name;
  const before = Object.hasOwn(row, key) ? row[key] : undefined;
  if (before === undefined) row[key] = value;
  else if (Array.isArray(before)) before.push(value);
  else row[key] = [before, value];
}

/** The values under a name, as a list. */
export function listOf(value: SourceValue): (string | SourceRow)[] {
  return Array.isArray(value) ? value : [value];
}
