// How the derived tables come from the record: which tables, and which rows of each for one child.
import type { Cell, ColumnType, Index } from '../case-history/derived-table.ts';
import type { Entry } from '../case-history/entry.ts';

/** What the database needs to know of a derived table. Every `DerivedTable` is one. */
export interface TableShape {
  readonly name: string;
  readonly meaning: string;
  readonly columns: Readonly<Record<string, { readonly type: ColumnType; readonly meaning: string }>>;
  readonly key: readonly string[];
  readonly indexes: readonly Index[];
  readonly within?: readonly string[];
}

/** Some children and the entries that their rows come from. */
export interface Batch {
  readonly children: readonly string[];
  /** The instant as known at which, ISO; now without one. */
  readonly knownAt: string | undefined;
  /** The chains of the children and of whoever was ever joined with one of them, by child and seq, in the text form of COPY. */
  readonly chains: Uint8Array;
}

/** For each derived table the rows of a batch, in the text form of COPY. */
export type BatchRows = readonly Uint8Array[];

export interface Derivation {
  /** Stands for the code and the council's settings; stored with each row. A whole number of 32 bits. */
  readonly fingerprint: number;
  readonly tables: readonly TableShape[];
  /** The rows of one child in the order of `tables`, cells in the order of columns. Entries of joined children together. */
  readonly rowsOf: (entries: readonly Entry[]) => readonly (readonly (readonly Cell[])[])[];
  /** Lends `use` a way to have batches worked out beside this process, several at once, to the same rows. */
  readonly apart?: <T>(use: (workOut: (batch: Batch) => Promise<BatchRows>) => Promise<T>) => Promise<T>;
}

/** The derivation under the settings in the council's own entries. Pure. */
export type Derive = (council: readonly Entry[]) => Derivation;

/** The subject that holds settings, calendar and horizon: there is one in each database. */
export const councilId = '00000000-0000-4000-8000-000000000000';
