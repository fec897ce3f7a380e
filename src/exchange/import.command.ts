// import KIND FILE… [--dry-run] [--year Y] [--problems FILE] [--json]
import { access, constants, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { prepareRecord } from '../casework/derivation.job.ts';
import { milliseconds } from '../platform/clock.ts';
import { inHouse, type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import type { House } from '../platform/house.ts';
import { Trouble } from '../platform/trouble.ts';
import { type Outcome, OUTCOMES } from './import-balance.ts';
import { type Hear, importKinds, percentDone } from './import-batch.ts';
import type { KeptProblem } from './import-identify.sql.ts';
import { type ImportRequest, runImport } from './import.job.ts';
import type { Taken } from './import.sql.ts';

const options = {
  'dry-run': { type: 'boolean' }, json: { type: 'boolean' }, year: { type: 'string' }, problems: { type: 'string' },
} as const;

/** Loads files, or says what would become of them. 0 where they were loaded, 1 where they are refused, 2 for wrong use. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, options, ['KIND', 'FILE', '[FILE…]']);
  const [kind = '', ...files] = positionals;
  if (!Object.hasOwn(importKinds, kind)) throw wrongUse(`There is no kind "${kind}". The kinds are ${Object.keys(importKinds).join(', ')}.`);
  const year = values.year === undefined ? undefined : Number(values.year);
  if (year !== undefined && !/^20\d\d$/.test(values.year ?? '')) throw wrongUse('--year takes a collection year, such as 2026.');
  const dryRun = values['dry-run'] === true;
  if (values.problems !== undefined) await checkWritable(values.problems);
  const taken = await inHouse(io, (house) => takeFiles(house, io, { kind: kind as ImportRequest['kind'], files, dryRun, year }));
  if (values.problems !== undefined) await writeFile(resolve(values.problems), problemsAsCsv(taken.problems));
  if (values.json === true) printJson(io, { batch: dryRun ? null : taken.batch, ...taken.balance, problems: taken.problemCount, sameAs: taken.sameAs });
  else for (const line of linesOf(taken, dryRun, values.problems)) io.out(line);
  return 0;
}

async function takeFiles(
  house: House, io: Io, { files, ...what }: Pick<ImportRequest, 'kind' | 'dryRun' | 'year'> & { files: readonly string[] },
): Promise<Taken> {
  const db = house.database('app');
  const derive = await prepareRecord(house);
  const paths = files.map((file) => resolve(file));
  const names = paths.map((path) => basename(path));
  const outcome = await runImport(db, { ...what, paths, names, by: house.config.operator, derive, progress: speaking(io) });
  if ('refused' in outcome) throw new Trouble(outcome.refused);
  return outcome;
}

/** Before anything is loaded: whether there is a place for the list of problems. */
async function checkWritable(file: string): Promise<void> {
  const isFile = await stat(file).then((found) => found.isFile(), () => null);
  const writable = await access(isFile === true ? file : dirname(resolve(file)), constants.W_OK).then(() => true, () => false);
  if (isFile !== false && writable) return;
  throw new Trouble(`The list of problems cannot be written to ${file}. Nothing was loaded. Give --problems a file in a folder that is there and that you may write to.`);
}

/** Says on the error output how far it is, about once a second. */
function speaking(io: Io): Hear {
  const began = milliseconds();
  let next = began;
  let last = '';
  return (progress) => {
    const now = milliseconds();
    const done = `${progress.stage === 'checking' ? 'Checking' : 'Loading'}: ${progress.rows} rows, ${percentDone(progress)}%`;
    if (done === last || (now < next && progress.bytesRead < progress.bytesTotal)) return;
    [next, last] = [now + 1000, done];
    io.err(`${done}, ${Math.round(progress.rows / Math.max(0.001, (now - began) / 1000))} rows a second`);
  };
}

function linesOf({ batch, balance, problemCount, sameAs }: Taken, dryRun: boolean, problems: string | undefined): string[] {
  const counts = (Object.keys(OUTCOMES) as Outcome[]).map((name) => `${String(balance[name]).padStart(9)}  ${OUTCOMES[name].title.toLowerCase()}`);
  return [
    dryRun ? 'Nothing was loaded: this was a dry run. The file would come to:' : `Loaded as batch ${batch}.`,
    `${String(balance.in).padStart(9)}  rows in`, ...counts,
    ...(sameAs === null ? [] : [`These very files were loaded before, as batch ${sameAs}.`]),
    ...(problemCount === 0 ? [] : [`${problemCount} values could not be taken as they stand. ${problems === undefined ? 'List them with --problems FILE.' : `They are listed in ${problems}.`}`]),
    ...(balance.quarantined === 0 || dryRun ? [] : ['The rows in quarantine wait for a person to decide, on the page "Quarantine".']),
  ];
}

function problemsAsCsv(problems: readonly KeptProblem[]): string {
  const rows = problems.map(({ row, at, element, value, message }) => [row, at, element, value, message]);
  return stringify(rows, { header: true, columns: ['row', 'place', 'item', 'value', 'what to do'], bom: true, escape_formulas: true });
}
