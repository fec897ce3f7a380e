/** One sheet as somebody sees it who says what its columns are. */
export interface SheetLook {
  readonly name: string;
  readonly headingsRow: number;
  readonly headings: readonly string[];
  /** What stands above each heading where a row of headings for several columns does: "Panel 1"; empty where nothing does. */
  readonly above?: readonly string[];
  /** Up to three different values of each column. */
  readonly samples: readonly (readonly string[])[];
  readonly rows: number;
}
