// The kinds of file that a list can be taken away as.

/** A list to take away: what it is, line by line, then its columns and rows as text. */
export interface ListFile {
  readonly about: readonly (readonly [name: string, value: string])[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
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
