// A comparison as a list to take away: every difference, one a line, and every row that has no child on the other side.
import { numberText } from '../platform/layout/format.ts';
import type { ListFile } from '../platform/layout/list-formats.ts';
import { type Compared, type ComparedRow, type FieldVerdict, type OnlyInRecord, RESTRICTED, ROW_VERDICTS } from './tracker-compared.ts';

const columns = ['place', 'result', 'name in the tracker', 'field', 'the field', 'tracker', 'record', 'source of the record', 'case reference'];

const results: Readonly<Record<FieldVerdict, string>> = { 'agrees': 'Agrees', 'disagrees': 'Disagrees', 'only-tracker': 'Only in the tracker' };

/** The differences of a comparison of a tracker, `title`; `references` are those of the children who may be shown: of others the row stands alone. */
export function differencesList(title: string, { rows, onlyInRecord }: Pick<Compared, 'rows' | 'onlyInRecord'>, references: ReadonlyMap<string, string>): ListFile {
  const lines = [...rows.flatMap((row) => linesOf(row, references)), ...onlyInRecord.map((one) => lineOf(one, references))];
  const about = [['File', `Differences between ${title} and the record`], ['Rows', numberText(lines.length)]] as const;
  return { about, columns, rows: lines, people: rows.length + onlyInRecord.length };
}

function linesOf({ at, verdict, why, child, name, fields }: ComparedRow, references: ReadonlyMap<string, string>): string[][] {
  const reference = child === null ? '' : references.get(child);
  const { title } = ROW_VERDICTS[verdict];
  if (reference === undefined) return [[at, title, RESTRICTED, '', '', '', '', '', '']];
  const different = fields.filter((field) => field.verdict !== 'agrees');
  if (different.length === 0) return [[at, title, name, why ?? '', '', '', '', '', reference]];
  return different.map((field) => [at, title, name, field.field, results[field.verdict], field.theirs, field.ours ?? '', field.source ?? '', reference]);
}

function lineOf({ child, reference, surname, forename, since }: OnlyInRecord, references: ReadonlyMap<string, string>): string[] {
  const title = 'Only in the record';
  if (!references.has(child)) return ['', title, RESTRICTED, '', '', '', '', '', ''];
  return ['', title, [surname, forename].filter((part) => part !== null).join(', '), '', '', '', since ?? '', '', reference];
}
