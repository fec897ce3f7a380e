// deadlines --file F [--check] [--json]: works out the dates of worked cases; with --check compares with what each
// expects, in the keys that it lists.
import { readFileSync, statSync } from 'node:fs';
import { type Day, parseDay } from '../calendar/day.ts';
import { longDay } from '../calendar/words.ts';
import type { Facts } from '../case-history/entry.ts';
import { type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import { Trouble } from '../platform/trouble.ts';
import { type Difference, differences } from './compare.ts';
import { lawWith } from './law.ts';
import type { WorkedCase } from './worked-case.ts';
import { readWorkedCases } from './worked-cases.file.ts';
import { resultOf } from './worked-result.ts';

interface Answer { readonly id: string; readonly result: Facts; readonly worked: WorkedCase }
type Found = Difference & { readonly id: string };

/** Exit code 0: all worked out (and, with --check, as expected); 1: a difference, or a case that could not be read whole; 2: no file of worked cases. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = readArguments(args, { file: { type: 'string' }, check: { type: 'boolean' }, json: { type: 'boolean' } });
  if (values.file === undefined) throw wrongUse('Name the file of worked cases: deadlines --file F [--check] [--json].');
  const answers = answersIn(values.file);
  if (values.check === true && answers.every(({ worked }) => worked.expect === null)) {
    throw wrongUse(`${values.file}: no case says what it expects, so there is nothing to check. Leave out --check to see the dates.`);
  }
  const findings = answers.flatMap(({ worked }) => worked.findings);
  const found = values.check === true ? answers.flatMap(compared) : [];
  if (values.json === true) printJson(io, { results: answers.map(({ id, result }) => ({ id, result })), ...(values.check === true ? { differences: found } : {}) });
  else printText(answers, values.check === true, io);
  for (const finding of findings) io.err(finding);
  if (values.check === true) report(answers, found, { io, json: values.json === true });
  return found.length > 0 || findings.length > 0 ? 1 : 0;
}

function answersIn(path: string): Answer[] {
  const read = readWorkedCases(textOf(path));
  if ('fault' in read) throw wrongUse(`${path}: ${read.fault}`);
  const law = lawWith();
  return read.cases.map((worked) => ({ id: worked.id, worked, result: resultOf(worked, law) }));
}

/** Far more than any file of worked cases; what is larger is another file. */
const LARGEST = 64 * 1024 * 1024;

function textOf(path: string): string {
  try {
    const about = statSync(path);
    if (about.isCharacterDevice() || about.isBlockDevice()) throw wrongUse(`${path} is a device, not a file of worked cases.`);
    if (about.size > LARGEST) throw wrongUse(`The file ${path} is larger than 64 MB: that is no file of worked cases.`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Trouble) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new Trouble(`The file ${path} cannot be read: ${unread[code] ?? message}. Name a JSON file of worked cases that this user may read.`, { cause: error });
  }
}

const unread: Readonly<Record<string, string>> = { ENOENT: 'there is none of that name', EISDIR: 'it is a folder', EACCES: 'this user may not' };

function compared({ id, result, worked }: Answer): Found[] {
  return worked.expect === null ? [] : differences(worked.expect, result).map((one) => ({ id, ...one }));
}

function report(answers: readonly Answer[], found: readonly Found[], { io, json }: { io: Io; json: boolean }): void {
  const say = json ? io.err : io.out;
  for (const { id, at, expected, found: actual } of found) say(`${id}: ${at}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
  const checked = answers.filter(({ worked }) => worked.expect !== null).length;
  const wrong = new Set(found.map(({ id }) => id)).size;
  say(`${checked} ${checked === 1 ? 'case' : 'cases'} checked, ${wrong} with differences.`);
}

function printText(answers: readonly Answer[], checking: boolean, io: Io): void {
  if (checking) return;
  for (const { id, result } of answers) {
    io.out(id);
    const workings = result['working'] as Record<string, string>;
    for (const [code, due] of Object.entries(result['deadlines'] as Record<string, string | null>)) {
      const on = due === null ? null : parseDay(due);
      io.out(`  ${code}  ${on === null ? 'no day yet' : longDay(on as Day)}\n      ${workings[code] ?? ''}`);
    }
  }
}
