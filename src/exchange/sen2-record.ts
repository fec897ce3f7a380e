// From the source row of one person, of whatever file and year, to its `ReturnRecord`. Items of other years and known
// misspellings are taken and reported; names that are not in the layout are reported and stay in the source row.
import type { Json } from '../case-history/entry.ts';
import type { ReturnPerson, ReturnRecord } from '../case-history/return-record.ts';
import type { Day } from '../calendar/day.ts';
import { cutText } from '../platform/cut-text.ts';
import type { ReadingProblem, ReadRecord } from './reading.ts';
import { codeOf, existsIn } from './sen2-codes.ts';
import type { ItemSpec, ModuleName } from './sen2-item.ts';
import { KNOWN, MISSPELT } from './sen2-known-items.ts';
import type { Part } from './sen2-layout.ts';
import { readValue, wantedIn } from './sen2-values.ts';
import { listOf } from './source-row.ts';
import type { SourceRow, SourceValue } from './source-row.ts';

/** What reading one person needs to know of the file. */
export interface RecordContext {
  year: number;
  referenceDate: Day;
  /** How a place in the file is named: the path of the module, and the row with its line. */
  where(path: string, row: SourceRow): string;
  /** Lower-case names of columns that only link tables, or number rows. */
  linkColumns: ReadonlySet<string>;
}

// Of an item that nobody knows, in the words about it.
const LONGEST_NAME = 100;

type Read = Record<string, unknown>;

interface Reading extends RecordContext {
  problems: ReadingProblem[];
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Where a module stands, and what is being read. */
interface Place {
  path: string;
  row: SourceRow;
  reading: Reading;
}

function report(place: Place, element: string, value: SourceValue, message: string): void {
  const { path, row, reading } = place;
  reading.problems.push({ at: reading.where(path, row), element, value: shown(value), message });
}

function years(span: { from?: number; to?: number }): string {
  return span.from === undefined ? `up to ${span.to ?? ''}` : `from ${span.from}`;
}

function ofOtherYear(item: ItemSpec, text: string, place: Place): void {
  const { year } = place.reading;
  if (!existsIn(item, year)) {
    report(place, item.element, text, `${item.element} belongs to returns ${years(item)}, not to ${year}. The value was taken.`);
  }
  const code = item.codes === undefined ? null : codeOf(item.codes, text.toUpperCase());
  if (code !== null && !existsIn(code, year)) {
    report(place, item.element, text, `The code belongs to returns ${years(code)}, not to ${year}. The value was taken.`);
  }
}

/** Says whether the value was taken. One that is empty asserts nothing, also beside another one. */
function takeItem(item: ItemSpec, value: SourceValue, into: Read, place: Place): boolean {
  const [text, ...more] = listOf(value).filter((one) => one !== '');
  if (text === undefined) return false;
  if (more.length > 0) report(place, item.element, value, `${item.element} stands here ${more.length + 1} times: the first was taken. Keep one.`);
  if (typeof text !== 'string') {
    report(place, item.element, value, `${item.element} should hold a value, not other elements. It counts as not recorded.`);
    return false;
  }
  const read = readValue(item, text);
  if (read === null) {
    report(place, item.element, text, `This is not ${wantedIn(item)}. It counts as not recorded: correct it in the source and load the file again.`);
    return false;
  }
  const held = into[item.field] ?? read;
  if (held !== read) {
    report(place, item.element, text, `Another element here says the same item otherwise ("${shown(held)}"), and was taken. This one was not. Keep one.`);
    return false;
  }
  into[item.field] = read;
  if (item.from !== undefined || item.to !== undefined || item.type === 'code') ofOtherYear(item, text, place);
  return true;
}

/** A module that holds text is reported; its text is left out. */
function takeModule(part: Part, value: string | SourceRow, place: Place): Read {
  if (typeof value !== 'string') return readModule(part.module, { ...place, row: value });
  report(place, part.module, value, `${part.module} should hold other elements, not text. The text was left out.`);
  return readModule(part.module, { ...place, row: {} });
}

function takePart(part: Part, value: SourceValue, into: Read, place: Place): void {
  const single = part.atMost === 1;
  const modules = listOf(value).flatMap((each, index) => {
    const path = `${place.path}/${part.module}${single ? '' : `[${index + 1}]`}`;
    return each === '' ? [] : [takeModule(part, each, { ...place, path })];
  });
  into[part.field] = single ? (modules[0] ?? null) : modules;
  if (single && modules.length > 1) {
    report(place, part.module, value, `${part.module} stands here ${modules.length} times: the first was taken. Keep one.`);
  } else if (modules.length > part.atMost) {
    report(place, part.module, value, `${part.module} stands here ${modules.length} times, and a return has at most ${part.atMost}. All were taken: check which are right.`);
  }
}

function takeUnknown(name: string, value: SourceValue, place: Place): void {
  if (value === '' || place.reading.linkColumns.has(name.toLowerCase())) return;
  report(place, name, value, `${cutText(name, LONGEST_NAME)} is not in the layout here, so nothing was read from it. Check its spelling and its place.`);
}

/** The values of one module and of the modules inside it; problems go to the reading. */
function readModule(name: ModuleName, place: Place): Read {
  const { items, parts, blank } = KNOWN[name];
  const read: Read = { ...blank };
  for (const element of Object.keys(place.row)) {
    const value = place.row[element] as SourceValue;
    const lower = element.toLowerCase();
    const item = items.get(lower) ?? items.get(MISSPELT[lower] ?? '');
    const part = item === undefined ? parts.get(lower) : undefined;
    const taken = item !== undefined && takeItem(item, value, read, place);
    if (part !== undefined) takePart(part, value, read, place);
    else if (item === undefined) takeUnknown(element, value, place);
    if (taken && Object.hasOwn(MISSPELT, lower)) {
      report(place, element, value, `${element} is a misspelling of ${item.element}. The value was taken.`);
    }
  }
  if (name === 'ActivePlans') givePlacementsTheirResidence(read, place);
  return read;
}

/** In 2023 Res and WBP stood with the plan; from 2024 each placement has its own. */
function givePlacementsTheirResidence(activePlan: Read, place: Place): void {
  const { res, wbp } = activePlan;
  delete activePlan['res'];
  delete activePlan['wbp'];
  if (res === null && wbp === null) return;
  const placements = activePlan['placements'] as Read[];
  for (const placement of placements) {
    placement['res'] ??= res;
    placement['wbp'] ??= wbp;
  }
  if (placements.length === 0) report(place, 'Res, WBP', `${res ?? ''} ${wbp ?? ''}`.trim(), 'There is no placement to give this to. It counts as not recorded.');
}

/** Reads one person. `at` is the path of the person, for example `Person[12]`. */
export function readPerson(row: SourceRow, at: string, context: RecordContext): ReadRecord {
  const reading: Reading = { ...context, problems: [] };
  const { requests, ...person } = readModule('Person', { path: at, row, reading });
  const record: ReturnRecord = {
    year: context.year,
    referenceDate: context.referenceDate,
    // The layout's table names the fields of the record: its test holds the two together.
    person: person as unknown as ReturnPerson,
    requests: requests as ReturnRecord['requests'],
  };
  return { record, at: context.where(at, row), raw: row as Json, problems: reading.problems };
}

/** Reads the header's items from its row; modules inside it (CollectionDetails, Source) are read as part of it. */
export function readHeaderItems(row: SourceRow, context: RecordContext): { values: Record<string, string | null>; problems: ReadingProblem[] } {
  const flat: SourceRow = {};
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'object' && !Array.isArray(value)) Object.assign(flat, value);
    else flat[name] = value;
  }
  const reading: Reading = { ...context, problems: [] };
  const values = readModule('Header', { path: 'Header', row: flat, reading }) as Record<string, string | null>;
  return { values, problems: reading.problems };
}
