// A comparison as a CSV file: every difference, one a line, and every row that has no child on the other side.
import { stringify } from 'csv-stringify/sync';
import { type Compared, type ComparedRow, type FieldVerdict, type OnlyInRecord, RESTRICTED, ROW_VERDICTS } from './tracker-compared.ts';

/** The columns of the file. */
export const comparisonColumns = ['place', 'result', 'name in the tracker', 'field', 'the field', 'tracker', 'record', 'source of the record', 'case reference'];

const results: Readonly<Record<FieldVerdict, string>> = { 'agrees': 'Agrees', 'disagrees': 'Disagrees', 'only-tracker': 'Only in the tracker' };

/** The differences of a comparison; `references` are those of the children who may be shown: of others the row stands alone. */
export function comparisonAsCsv({ rows, onlyInRecord }: Pick<Compared, 'rows' | 'onlyInRecord'>, references: ReadonlyMap<string, string>): string {
  const lines = [...rows.flatMap((row) => linesOf(row, references)), ...onlyInRecord.map((one) => lineOf(one, references))];
  return stringify(lines, { header: true, columns: comparisonColumns, bom: true, escape_formulas: true });
}

function linesOf({ at, verdict, why, child, name, fields }: ComparedRow, references: ReadonlyMap<string, string>): (string | number)[][] {
  const reference = child === null ? '' : references.get(child);
  const { title } = ROW_VERDICTS[verdict];
  if (reference === undefined) return [[at, title, RESTRICTED, '', '', '', '', '', '']];
  const different = fields.filter((field) => field.verdict !== 'agrees');
  if (different.length === 0) return [[at, title, name, why ?? '', '', '', '', '', reference]];
  return different.map((field) => [at, title, name, field.field, results[field.verdict], field.theirs, field.ours ?? '', field.source ?? '', reference]);
}

function lineOf({ child, reference, surname, forename, since }: OnlyInRecord, references: ReadonlyMap<string, string>): (string | number)[] {
  const title = 'Only in the record';
  if (!references.has(child)) return ['', title, RESTRICTED, '', '', '', '', '', ''];
  return ['', title, [surname, forename].filter((part) => part !== null).join(', '), '', '', '', since ?? '', '', reference];
}
