// A derived table: rows worked out from a settled case and nothing else, never from today. Derived tables are
// rebuilt, never migrated; their columns are declared here in code.

/** PostgreSQL types that derived columns use. */
export type ColumnType = 'uuid' | 'text' | 'int' | 'date' | 'boolean' | 'timestamptz';

export type Cell = string | number | boolean | null;

export interface Column<Item> {
  readonly type: ColumnType;
  /** What it means, in one line: becomes the comment on the column. */
  readonly meaning: string;
  readonly of: (item: Item) => Cell;
}

/** A further index: a list of columns, or of columns and expressions of SQL over the rows for which a condition holds. */
export type Index = readonly string[] | { readonly on: readonly string[]; readonly where?: string };

export interface DerivedTable<Source, Item> {
  readonly name: string;
  readonly meaning: string;
  /** What has one row each. Pure. */
  readonly each: (source: Source) => readonly Item[];
  /** `child_id` is first in every table and added to these. */
  readonly columns: Readonly<Record<string, Column<Item>>>;
  /** Columns that, with `child_id`, tell a row from every other; empty where a child has one row. */
  readonly key: readonly string[];
  readonly indexes: readonly Index[];
  /** Text columns in which a part is looked for, and not only the whole: indexed by groups of three letters. */
  readonly within?: readonly string[];
}

/** A derived table whose item type is known only to itself. */
export type AnyDerivedTable<Source> = DerivedTable<Source, never>;

/** Declares a table; keeps the item type between `each` and `columns`. */
export function derivedTable<Source, Item>(table: DerivedTable<Source, Item>): AnyDerivedTable<Source> {
  return table as unknown as AnyDerivedTable<Source>;
}

/** The rows of `source`, cells in the order of `columns`, without `child_id`. */
export function rowsOf<Source>(table: AnyDerivedTable<Source>, source: Source): Cell[][] {
  const columns = Object.values(table.columns);
  return table.each(source).map((item) => columns.map((column) => column.of(item)));
}
