// sightline reports [CODE] [--check]: the reports that were fixed, one of them as it was kept, or any that is not as it was fixed.
import { inHouse, type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import type { House } from '../platform/house.ts';
import { type FixedFigure, readCode } from './fixed-report.ts';
import { fixedReports, reopen, unsoundReports } from './fixed-report.sql.ts';
import { figureWords } from './what-changed-words.ts';

function figureJson({ measure, window, parameters, filters, figure }: FixedFigure): object {
  const { numerator, denominator, notRecorded, excluded } = figure;
  return { measure: measure.id, version: measure.version, window: window?.name ?? null, asAt: parameters.asAt, filters, numerator, denominator, notRecorded, excluded };
}

const figureLine = ({ measure, window, parameters, figure }: FixedFigure): string =>
  `  ${measure.title}: ${figureWords(figure, measure.kind)}, ${window === null ? '' : `${window.name}, `}as at ${parameters.asAt}, version ${measure.version}`;

interface Printed { readonly json: object; readonly lines: readonly string[]; readonly ok: boolean }

async function check({ database }: House): Promise<Printed> {
  const unsound = await unsoundReports(database('app'));
  const lines = unsound.length === 0 ? ['Every fixed report is as it was fixed.'] : unsound.map((code) => `${code} is not as it was fixed.`);
  return { json: { ok: unsound.length === 0, unsound }, lines, ok: unsound.length === 0 };
}

async function list({ database }: House): Promise<Printed> {
  const reports = await fixedReports(database('app'), null);
  return {
    json: { reports: reports.map(({ figures, ...report }) => ({ ...report, figures: figures.length })) }, ok: true,
    lines: reports.map(({ code, title, fixedAt, fixer }) => `${code}  ${fixedAt}  ${title}, by ${fixer}`),
  };
}

async function one({ database }: House, code: string): Promise<Printed> {
  const report = await reopen(database('app'), code);
  if (report === null) throw wrongUse(`There is no report ${code}.`);
  const { figures, tampered, ...told } = report;
  const lines = [`${told.code}, ${told.title}, fixed at ${told.fixedAt} by ${told.fixer}, as known at ${told.knownAt}`, ...figures.map(figureLine)];
  return { json: { ...told, sound: !tampered, figures: figures.map(figureJson) }, lines: tampered ? [...lines, 'It is not as it was fixed.'] : lines, ok: !tampered };
}

/** Prints as lines or as JSON. Ends with 1 where a report is not as it was fixed. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals: [typed] } = readArguments(args, { json: { type: 'boolean' }, check: { type: 'boolean' } }, ['[CODE]']);
  const code = typed === undefined ? null : readCode(typed);
  if (typed !== undefined && code === null) throw wrongUse(`"${typed}" is not a code. A code looks like R-7KQ4-M2XD.`);
  if (values.check === true && code !== null) throw wrongUse('--check looks at all reports: leave the code out.');
  return inHouse(io, async (house) => {
    const found = values.check === true ? await check(house) : code === null ? await list(house) : await one(house, code);
    if (values.json === true) printJson(io, found.json);
    else for (const line of found.lines) io.out(line);
    return found.ok ? 0 : 1;
  });
}
