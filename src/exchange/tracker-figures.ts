/** One headline figure before a file is loaded and after. */
export interface FigureChange {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}
