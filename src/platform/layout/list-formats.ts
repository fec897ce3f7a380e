// The kinds of file that a list can be taken away as.

/** The rows of a list, as often as they are asked for. */
export interface ListRows extends Iterable<readonly string[]> { readonly length: number }

/** The rows of what was found, whose cells are made one after the other as they are asked for. */
export function rowsOf<Found>(found: readonly Found[], cells: (one: Found) => readonly string[]): ListRows {
  return {
    length: found.length,
    * [Symbol.iterator]() { for (const one of found) yield cells(one); },
  };
}

/** A hundred rows at a time. */
export function* hundreds(rows: ListRows): Generator<(readonly string[])[]> {
  let some: (readonly string[])[] = [];
  for (const row of rows) {
    some.push(row);
    if (some.length < 100) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** A list to take away: what it is, line by line, then its columns and rows as text. */
export interface ListFile {
  readonly about: readonly (readonly [name: string, value: string])[];
  readonly columns: readonly string[];
  readonly rows: ListRows;
  /** How many people the rows name, where the record does not know them all. */
  readonly people?: number;
}

/** In the order in which they are offered, with the words for each. */
const listFormats = { csv: 'CSV', ods: 'OpenDocument (ODS)', xlsx: 'Excel (XLSX)' } as const;

export type ListFormat = keyof typeof listFormats;

/** Whether a list can be taken away as this. */
export function isListFormat(format: string): format is ListFormat {
  return Object.hasOwn(listFormats, format);
}

/** The links of a page to the files of its list. */
export function fileLinks(address: (format: ListFormat) => string): { text: string; href: string }[] {
  return (Object.keys(listFormats) as ListFormat[]).map((format) => ({ text: listFormats[format], href: address(format) }));
}
