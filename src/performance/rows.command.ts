// sightline rows --measure ID: the cases behind a figure, by case reference, without names.
import { prepareRecord } from '../casework/derivation.job.ts';
import { printJson, readArguments, wrongUse } from '../platform/command.ts';
import type { Io } from '../platform/command.ts';
import type { Database } from '../platform/database.ts';
import type { House } from '../platform/house.ts';
import { recordView } from '../staff/access.sql.ts';
import { ask, askedOptions, knownAsJson, measuresNamed, readingOf } from './asked.page.ts';
import { caseRows } from './figures.sql.ts';
import type { CaseRow } from './figures.sql.ts';
import type { Known } from './known.sql.ts';
import { loweredWords } from './known-words.ts';
import { parametersOf, windowOf } from './question.ts';

function asJson(row: CaseRow): object {
  return {
    case: row.case, countedOn: row.counted_on, numerator: row.numerator, excludedBecause: row.excluded_because,
    ...(row.category === null ? {} : { category: row.category }), ...(row.days === null ? {} : { days: row.days }),
  };
}

function asText({ case: name, counted_on: on, numerator, excluded_because: because }: CaseRow): string {
  const standing = because === null ? `counted, ${numerator === null ? 'not recorded whether yes or no' : numerator ? 'yes' : 'no'}` : `left out: ${because}`;
  return `${name}  ${on ?? 'no day recorded'}  ${standing}`;
}

/** Writes the access entry, then prints the rows of one measure as lines or as JSON `{knownAt, measure, version, window, asAt, rows}`. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = readArguments(args, askedOptions);
  const reading = readingOf(values);
  const [found, ...more] = measuresNamed(values.measure ?? []);
  if (found === undefined || more.length > 0) throw wrongUse('Name one measure: --measure ID.');
  const { measure } = found;
  const window = windowOf(measure, reading);
  const use = async (db: Database, known: Known, house: House): Promise<number> => {
    const rows = await caseRows(db, { measure, parameters: parametersOf(window, reading.asAt), filters: [...found.filters, ...reading.filters] });
    await recordView(house.database('app'), { staffId: house.config.operator }, { what: 'rows behind a figure', route: 'rows', children: rows.map((row) => row.child_id) });
    const what = { ...knownAsJson(known), measure: measure.id, version: measure.version, window: window?.name ?? null, asAt: reading.asAt };
    if (values.json === true) printJson(io, { ...what, rows: rows.map(asJson) });
    else for (const row of rows) io.out(asText(row));
    if (values.json !== true && known.lowered) io.err(loweredWords(known) ?? '');
    return 0;
  };
  return ask(io, values, { prepare: prepareRecord, use });
}
