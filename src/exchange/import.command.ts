// import KIND FILE… [--mapping M] [--as-at DAY] [--compare] [--differences FILE] [--dry-run] [--year Y] [--problems FILE] [--json]
import { access, constants, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { prepareRecord } from '../casework/derivation.job.ts';
import { instantNow, milliseconds } from '../platform/clock.ts';
import { inHouse, type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import type { House } from '../platform/house.ts';
import { countText, dayText } from '../platform/layout/format.ts';
import { rowsOf } from '../platform/layout/list-formats.ts';
import { momentText } from '../platform/layout/moment.ts';
import { csvText } from '../platform/list-file.ts';
import { Trouble } from '../platform/trouble.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { recordView } from '../staff/access.sql.ts';
import { type Outcome, OUTCOMES } from './import-balance.ts';
import { importKinds, NO_AUTHORITY } from './import-batch.ts';
import { type Hear, percentDone } from './import-progress.ts';
import type { KeptProblem } from './import-identify.sql.ts';
import { type ImportRequest, runImport } from './import.job.ts';
import type { Taken } from './import.sql.ts';
import type { TrackerOptions } from './sen2-reading.ts';
import { differencesList } from './tracker-differences.ts';
import { referencesOf } from './tracker-compare.sql.ts';
import { comparisonLines } from './tracker-compare-words.ts';
import { type Compared, countFields, countRows } from './tracker-compared.ts';
import { COVERED_WORDS, coversOf } from './tracker-mapping.ts';
import { runComparison } from './tracker.job.ts';
import { readTrackerOptions } from './tracker-mapping.file.ts';

const options = {
  'dry-run': { type: 'boolean' }, json: { type: 'boolean' }, year: { type: 'string' }, problems: { type: 'string' },
  'mapping': { type: 'string' }, 'as-at': { type: 'string' }, 'compare': { type: 'boolean' }, 'differences': { type: 'string' },
} as const;

/** Loads files, or says what would become of them. 0 where they were loaded, 1 where they are refused, 2 for wrong use. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, options, ['KIND', 'FILE', '[FILE…]']);
  const [kind = '', ...files] = positionals;
  if (!Object.hasOwn(importKinds, kind)) throw wrongUse(`There is no kind "${kind}". The kinds are ${Object.keys(importKinds).join(', ')}.`);
  const year = values.year === undefined ? undefined : Number(values.year);
  if (year !== undefined && !/^20\d\d$/.test(values.year ?? '')) throw wrongUse('--year takes a collection year, such as 2026.');
  const dryRun = values['dry-run'] === true;
  const tracker = await trackerOptions(kind, values.mapping, values['as-at']);
  for (const list of [values.problems, values.differences]) if (list !== undefined) await checkWritable(list);
  if (values.compare === true || values.differences !== undefined) return compare(io, files, { tracker, values });
  const lists = values.problems !== undefined;
  const taken = await inHouse(io, (house) => takeFiles(house, io, { kind: kind as ImportRequest['kind'], files, dryRun, year, tracker, lists }));
  if (values.problems !== undefined) await writeFile(resolve(values.problems), problemsAsCsv(taken.problems));
  if (values.json === true) printJson(io, { batch: dryRun ? null : taken.batch, ...taken.balance, problems: taken.problemCount, sameAs: taken.sameAs, since: taken.before?.since ?? [] });
  else for (const line of linesOf(taken, { kind, dryRun, problems: values.problems })) io.out(line);
  return 0;
}

async function compare(io: Io, files: readonly string[], { tracker, values }: { tracker: TrackerOptions | undefined; values: { json?: boolean | undefined; problems?: string | undefined; differences?: string | undefined } }): Promise<number> {
  if (tracker === undefined) throw wrongUse('--compare and --differences are for trackers: import tracker FILE --mapping MAPPING.json --compare.');
  const compared = await inHouse(io, (house) => compareByCommand(house, { files, tracker }, speaking(io)));
  if (values.problems !== undefined) await writeFile(resolve(values.problems), problemsAsCsv(compared.problems));
  if (values.differences !== undefined) await writeFile(resolve(values.differences), csvText(differencesList('the tracker', compared, compared.references)));
  const { rows, onlyInRecord } = compared;
  if (values.json === true) printJson(io, { in: rows.length, rows: countRows(compared), fields: countFields(rows), onlyInRecord: onlyInRecord.length, problems: compared.problemCount });
  else for (const line of comparisonLines(compared, COVERED_WORDS[coversOf(tracker.mapping)], values.differences)) io.out(line);
  return 0;
}

async function takeFiles(
  house: House, io: Io, { files, lists, ...what }: Pick<ImportRequest, 'kind' | 'dryRun' | 'year' | 'tracker'> & { files: readonly string[]; lists: boolean },
): Promise<Taken> {
  const db = house.database('app');
  const derive = await prepareRecord(house);
  const paths = files.map((file) => resolve(file));
  const names = paths.map((path) => basename(path));
  // Their own files the operator may load without a scanner; where there is one, they are checked as well.
  const { operator: by, scanning: set } = house.config;
  const scanning = set === 'missing' ? 'nowhere' : set;
  const outcome = await runImport(db, { ...what, paths, names, by, derive, scanning, progress: speaking(io) });
  if ('refused' in outcome) throw new Trouble(outcome.refused);
  // The list holds values as they stood in the rows: who looks at whom is on record before it is written.
  if (lists) await recordView(db, { staffId: by }, { what: 'problems of a file loaded', route: 'import', children: outcome.children });
  return outcome;
}

/** Compares a tracker with the record, for the operator; with the case references of the children whom it shows. */
async function compareByCommand(
  house: House, { files, tracker }: { files: readonly string[]; tracker: TrackerOptions }, hear: Hear,
): Promise<Compared & { readonly references: ReadonlyMap<string, string> }> {
  const db = house.database('app');
  const derive = await prepareRecord(house);
  const { operator: by, scanning } = house.config;
  const viewer = operatorNamed(by);
  const paths = files.map((file) => resolve(file));
  const request = { paths, names: paths.map((path) => basename(path)), tracker, derive, progress: hear };
  const outcome = await runComparison(db, viewer, { ...request, scanning: scanning === 'missing' ? 'nowhere' : scanning });
  if ('refused' in outcome) throw new Trouble(outcome.refused);
  return { ...outcome, references: await referencesOf(db, viewer, [...outcome.rows, ...outcome.onlyInRecord].flatMap(({ child }) => child ?? []), instantNow()) };
}

/** What the mapping of a tracker says, and the day as at which the sheet speaks; undefined for a return. */
async function trackerOptions(kind: string, path: string | undefined, asAt: string | undefined): Promise<TrackerOptions | undefined> {
  if (kind !== 'tracker') {
    if (path === undefined && asAt === undefined) return undefined;
    throw wrongUse('--mapping and --as-at are for trackers: a return says itself what it holds.');
  }
  if (path === undefined) throw wrongUse('A tracker needs the mapping that says what its columns are: import tracker FILE --mapping MAPPING.json. docs/tracker-mapping.md shows how to write one.');
  const read = await readTrackerOptions(path, asAt);
  if ('unread' in read) throw new Trouble(read.unread);
  if ('wrong' in read) throw wrongUse(read.wrong);
  return read.options;
}

/** Before anything is loaded: whether there is a place for the list of problems. */
async function checkWritable(file: string): Promise<void> {
  const isFile = await stat(file).then((found) => found.isFile(), () => null);
  const writable = await access(isFile === true ? file : dirname(resolve(file)), constants.W_OK).then(() => true, () => false);
  if (isFile !== false && writable) return;
  throw new Trouble(`The list of problems cannot be written to ${file}. Nothing was loaded. Give --problems a file in a folder that is there and that you may write to.`);
}

const said = { scanning: 'Checking for viruses', checking: 'Checking', loading: 'Loading' } as const;

/** Says on the error output how far it is, about once a second. */
function speaking(io: Io): Hear {
  const began = milliseconds();
  let next = began;
  let last = '';
  return (progress) => {
    const now = milliseconds();
    const done = `${said[progress.stage]}: ${progress.rows} rows, ${percentDone(progress)}%`;
    if (done === last || (now < next && progress.bytesRead < progress.bytesTotal)) return;
    [next, last] = [now + 1000, done];
    io.err(`${done}, ${Math.round(progress.rows / Math.max(0.001, (now - began) / 1000))} rows a second`);
  };
}

function linesOf({ batch, balance, problemCount, lea, ...taken }: Taken, { kind, dryRun, problems }: { kind: string; dryRun: boolean; problems: string | undefined }): string[] {
  const counts = (Object.keys(OUTCOMES) as Outcome[]).map((name) => `${String(balance[name]).padStart(9)}  ${OUTCOMES[name].title.toLowerCase()}`);
  return [
    dryRun ? 'Nothing was loaded: this was a dry run. The file would come to:' : `Loaded as batch ${batch}.`,
    `${String(balance.in).padStart(9)}  rows in`, ...counts,
    ...repeated(taken),
    ...(lea === null && kind !== 'tracker' ? [NO_AUTHORITY] : []),
    ...(problemCount === 0 ? [] : [`${problemCount} values could not be taken as they stand. ${problems === undefined ? 'List them with --problems FILE.' : `They are listed in ${problems}.`}`]),
    ...(balance.quarantined === 0 || dryRun ? [] : ['The rows in quarantine wait for a person to decide, on the page "Quarantine".']),
  ];
}

function repeated({ sameAs, before }: Pick<Taken, 'sameAs' | 'before'>): string[] {
  if (sameAs === null || before === null) return [];
  return [
    `These very files were loaded before, as batch ${sameAs}, at ${momentText(before.loadedAt)}. A second time changes nothing.`,
    ...before.since.map(({ batch, files, censusDay, rows }) => `A later file of the same day (${files.join(', ')}; ${dayText(censusDay)}) has since changed or added ${countText(rows, 'row')}. `
      + `To go back to what this one says, roll that one back: import rollback ${batch}`),
  ];
}

function problemsAsCsv(problems: readonly KeptProblem[]): Iterable<string> {
  return csvText({ columns: ['place', 'item', 'value', 'what to do'], rows: rowsOf(problems, ({ at, element, value, message }) => [at, element, value, message]) });
}
