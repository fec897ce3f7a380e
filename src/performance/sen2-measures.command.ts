// sightline sen2 measures FILE…: the measures of a SEN2 return as the file states it, without loading it.
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { caseTables } from '../case-history/case-tables.ts';
import { kindsOf } from '../exchange/import-source.file.ts';
import { readReturn } from '../exchange/read-return.file.ts';
import type { ReadReturn } from '../exchange/read-return.file.ts';
import type { ReturnHeader } from '../exchange/sen2-header.ts';
import { inHouse, printJson, readArguments } from '../platform/command.ts';
import type { Io } from '../platform/command.ts';
import { Trouble } from '../platform/trouble.ts';
import { returnMeasures } from './return-measures.sql.ts';
import type { ReturnMeasures } from './return-measures.sql.ts';
import { childRowsOf } from './return-rows.ts';
import type { ChildRows } from './return-rows.ts';
import { withScratch } from './scratch.sql.ts';

/** A return as read: its header, and the derived rows of every child in it. */
export interface ScratchReturn {
  readonly header: ReturnHeader;
  readonly children: readonly ChildRows[];
  /** Values that could not be read and count as not recorded. */
  readonly problems: number;
}

async function opened(paths: string[]): Promise<ReadReturn> {
  let message = '';
  for (const kind of await kindsOf(paths)) {
    const reading = await readReturn(kind, paths);
    if (!('refused' in reading)) return reading;
    message ||= reading.refused.message;
  }
  throw new Trouble(message);
}

/** Reads a return from a file of any kind, or from its CSV files, into rows. Throws `Trouble` where it is refused. */
export async function loadScratch(files: readonly string[]): Promise<ScratchReturn> {
  const { header, records } = await opened(files.map((file) => resolve(file)));
  const children: ChildRows[] = [];
  let problems = header.problems.length;
  for await (const batch of records) {
    if ('refused' in batch) throw new Trouble(batch.refused.message);
    for (const { record } of batch.records) children.push(childRowsOf(randomUUID(), [record]));
    problems += batch.records.reduce((sum, read) => sum + read.problems.length, batch.problems.length);
  }
  return { header, children, problems };
}

/** Prints the measures of a return by name, one to a line, or as JSON `{year, referenceDate, measures}`. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, ['FILE', '[FILE…]']);
  const { header, children, problems } = await loadScratch(positionals);
  const { year, referenceDate } = header;
  if (problems > 0) io.err(`${problems} values could not be read and count as not recorded. Importing the file lists them.`);
  const measures: ReturnMeasures = await inHouse(io, (house) =>
    withScratch(house.database('app'), caseTables, children, (db) => returnMeasures(db, year, referenceDate)));
  if (values.json === true) printJson(io, { year, referenceDate, measures });
  else for (const [name, number] of Object.entries(measures)) io.out(`${String(number).padStart(8)}  ${name}`);
  return 0;
}
