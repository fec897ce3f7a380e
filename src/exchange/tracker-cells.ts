// The text of a cell of a tracker turned into what its column is. Words that the mapping translates come first; what cannot
// be told is never guessed.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import { LONGEST } from '../case-history/kind.ts';
import { isNhsNumber } from '../case-history/nhs-number.ts';
import { CODES } from './sen2-codes.ts';
import { readValue, wantedIn } from './sen2-values.ts';
import { type DayForm, readTrackerDay, type Understood } from './tracker-days.ts';
import type { MappedColumn, TrackerMapping } from './tracker-mapping.ts';
import type { TargetType } from './tracker-targets.ts';

/** How the cells of one column are read. */
export interface CellForm {
  readonly type: TargetType;
  readonly days: DayForm;
  /** What words of the sheet mean, lower case; an empty text means nothing. */
  readonly values: ReadonlyMap<string, string>;
  readonly form?: MappedColumn['form'];
  /** Days after this one are none that has happened; null where days to come may stand here. */
  readonly until: Day | null;
}

const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** The words of a mapping, those of the column before those that mean nothing anywhere. */
export function wordsOf(mapping: TrackerMapping, own: Readonly<Record<string, string>> = {}): Map<string, string> {
  return new Map([...(mapping.nothing ?? []).map((word): [string, string] => [plain(word), '']), ...Object.entries(own).map(([word, means]): [string, string] => [plain(word), means.trim()])]);
}

/** How days are read in a column. */
export function dayFormOf(mapping: TrackerMapping, own: Pick<MappedColumn, 'order'> = {}): DayForm {
  return { order: own.order ?? mapping.dates?.order ?? 'dmy', shortYears: mapping.dates?.twoDigitYears === '2000s' };
}

const FLAGS: Readonly<Record<string, boolean>> = { y: true, yes: true, true: true, 1: true, n: false, no: false, false: false, 0: false };
const SPREADSHEET_ERROR = /^#(REF|N\/A|VALUE|NAME|DIV\/0|NULL|NUM|SPILL)[!?]?/i;

/** The value of a cell; undefined where it holds nothing. */
export function readCell(given: string, form: CellForm): Understood<string | boolean> | undefined {
  const cell = given.trim();
  const text = form.values.get(plain(cell)) ?? cell;
  if (text === '') return undefined;
  if (SPREADSHEET_ERROR.test(text)) return { wrong: 'The formula of this cell has failed. Put it right in the sheet.' };
  return READERS[form.type.is](text, form);
}

const READERS: Record<TargetType['is'], (text: string, form: CellForm) => Understood<string | boolean>> = {
  'day': (text, form) => dayUntil(readTrackerDay(text, form.days), form.until),
  'name': (text) => words(text, LONGEST.text),
  'long-text': (text) => words(text, LONGEST['long-text']),
  'full-name': wholeName,
  'nhs-number': (text) => {
    const digits = text.replace(/[\s-]/g, '').replace(/\.0+$/, '');
    return isNhsNumber(digits) ? { value: digits } : { wrong: 'This is no NHS number: it has 10 digits, and the last one goes with the others. Check each digit, and put it right in the sheet.' };
  },
  'yes-no': (text) => {
    const flag = FLAGS[plain(text).replace(/\.0+$/, '')];
    return flag === undefined ? { wrong: 'This is neither yes nor no. Say what it means: yes, no or nothing.' } : { value: flag };
  },
  'code': (text, { type }) => (type.is === 'code' ? coded(text, type.codes) : { wrong: 'This is no code.' }),
  'item': (text, { type }) => (type.is === 'item' ? ofReturn(text, type) : { wrong: 'This is no code.' }),
};

function words(text: string, most: number): Understood<string> {
  const value = text.replace(/\s+/g, ' ');
  return value.length > most ? { wrong: `This is longer than ${most} characters. It was not taken: shorten it in the sheet.` } : { value };
}

const EARLIEST = '1990-01-01';

function dayUntil(read: Understood<Day>, until: Day | null): Understood<Day> {
  if ('wrong' in read) return read;
  if (read.value < EARLIEST) return { wrong: `${dayInWords(read.value)} is before 1990. Check the year.` };
  if (until === null || read.value <= until) return read;
  return { wrong: `${dayInWords(read.value)} is after the day as at which the sheet speaks: it may be planned, and has not happened. It was not taken.` };
}

const key = (text: string): string => plain(text).replace(/[^a-z0-9]+/g, ' ').trim();

function coded(text: string, codes: Readonly<Record<string, string>>): Understood<string> {
  const found = Object.entries(codes).find(([code, label]) => [key(code), key(label)].includes(key(text.replace(/\.0+$/, ''))));
  if (found !== undefined) return { value: found[0] };
  const known = Object.values(codes).slice(0, 12).map((label) => `"${label}"`).join(', ');
  return { wrong: `This is none of the words that can stand here: ${known}. Say which of them it means.` };
}

function ofReturn(text: string, { item }: Extract<TargetType, { is: 'item' }>): Understood<string> {
  const read = readValue(item, text);
  if (read !== null) return { value: String(read) };
  if (item.codes === undefined) return { wrong: `This is not ${wantedIn(item)}. Put it right in the sheet.` };
  return coded(text, Object.fromEntries(CODES[item.codes].map(({ code, label }) => [code, label])));
}

/** Both names, neither of them longer than one may be. */
function bothNames(surname: string, forename: string): Understood<string> {
  const tooLong = [surname, forename].map((name) => words(name, LONGEST.text)).find((read) => 'wrong' in read);
  return tooLong ?? { value: `${surname}, ${forename}` };
}

/** "Fernby, Ada"; or two words, where the mapping says which comes first. Three words without a comma tell nothing. */
function wholeName(text: string, { form }: CellForm): Understood<string> {
  const [surname = '', forename = '', ...more] = text.split(',').map((part) => part.trim().replace(/\s+/g, ' '));
  if (more.length === 0 && surname !== '' && forename !== '') return bothNames(surname, forename);
  const [first, second, ...others] = text.includes(',') ? [] : text.trim().split(/\s+/);
  if (first === undefined || second === undefined || others.length > 0) return { wrong: 'Which part is the surname cannot be told. Write "Surname, Forename".' };
  if (form === undefined) return { wrong: 'Which of the two words is the surname cannot be told. Write "Surname, Forename", or say which comes first.' };
  return form === 'surname first' ? bothNames(first, second) : bothNames(second, first);
}
