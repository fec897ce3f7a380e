/** One sheet as somebody sees it who says what its columns are. */
export interface SheetLook {
  readonly name: string;
  readonly headingsRow: number;
  readonly headings: readonly string[];
  /** Up to three different values of each column. */
  readonly samples: readonly (readonly string[])[];
  readonly rows: number;
}
