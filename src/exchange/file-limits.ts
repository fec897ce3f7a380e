// Limits on files that come in, checked before and while reading: they bound what a hostile or broken file can cost.
const MB = 1_000_000;

export interface FileLimits {
  /** A workbook or an archive as stored. */
  packedBytes: number;
  /** A file that is read as a stream: SEN2 XML and CSV. */
  streamedBytes: number;
  /** All that is read from one archive. */
  unpackedBytes: number;
  /** Unpacked bytes for each packed byte of an entry. */
  ratio: number;
  entries: number;
  cells: number;
  rows: number;
  columns: number;
  /** Blocks of merged cells of one sheet. */
  merged: number;
  /** Text without any markup between, in characters: one value, one tag. */
  valueCharacters: number;
  depth: number;
  /** Elements of one person, or cells of one row. */
  elements: number;
}

export const FILE_LIMITS: FileLimits = {
  packedBytes: 25 * MB,
  streamedBytes: 500 * MB,
  unpackedBytes: 200 * MB,
  ratio: 100,
  entries: 2_000,
  cells: 2_000_000,
  rows: 1_048_576,
  columns: 16_384,
  merged: 100_000,
  valueCharacters: MB,
  depth: 32,
  elements: 20_000,
};
