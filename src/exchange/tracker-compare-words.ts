// A comparison in lines of text, for the command line.
import { countText } from '../platform/layout/format.ts';
import { type Compared, countFields, countRows, ROW_VERDICTS, type RowVerdict } from './tracker-compared.ts';

const column = (count: number): string => String(count).padStart(9);

/** What a comparison came to. */
export function comparisonLines(compared: Compared, covers: string, file: string | undefined): string[] {
  const counts = countRows(compared);
  const fields = countFields(compared.rows).map(({ field, stated, agrees, disagrees, onlyTracker }) => `${column(stated)}${column(agrees)}${column(disagrees)}${column(onlyTracker)}  ${field}`);
  return [
    'Compared with the record as it stands. Nothing was loaded.',
    `${column(compared.rows.length)}  rows in`,
    ...(Object.keys(ROW_VERDICTS) as RowVerdict[]).map((name) => `${column(counts[name])}  ${ROW_VERDICTS[name].title.toLowerCase()}`),
    `${column(compared.onlyInRecord.length)}  only in the record (children with ${covers})`,
    ...(fields.length === 0 ? [] : ['', '   stated   agrees disagree only here  what the sheet states', ...fields, '']),
    ...(compared.problemCount === 0 ? [] : [`${countText(compared.problemCount, 'value')} could not be taken as they stand. List them with --problems FILE.`]),
    file === undefined ? 'List every difference with --differences FILE.' : `Every difference is listed in ${file}.`,
  ];
}
