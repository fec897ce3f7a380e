// The text of an item of the return turned into its value. Lenient about form (a spreadsheet's "1.0", a time after a
// date), never about meaning: what cannot be read is null, and the reader reports it.
import { addDays, day, parseDay } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';
import { LONGEST } from '../case-history/kind.ts';
import { codeOf } from './sen2-codes.ts';
import type { ItemSpec, ItemType } from './sen2-item.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SPREADSHEET_DAY_NOUGHT = day('1899-12-30');
const FLAGS: Record<string, boolean> = { 0: false, 1: true, n: false, y: true, no: false, yes: true, false: false, true: true };
const GENDERS: Record<string, string> = { 0: 'U', 1: 'M', 2: 'F', 9: 'U' };

const ISO = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/;
const NAMED_MONTH = /^(\d{4})-([A-Za-z]{3})-(\d{1,2})(?:$|[T ])/;
const SLASHED = /^(\d{1,2})[/.-](\d{1,2}|[A-Za-z]{3})[/.-](\d{4})(?:$| )/;
const SERIAL = /^(\d{5})(?:\.\d+)?$/;

function written(year: string, month: string, date: string): Day | null {
  const number = /^\d+$/.test(month) ? month : String(MONTHS.indexOf(month.toLowerCase()) + 1);
  return parseDay(`${year}-${number.padStart(2, '0')}-${date.padStart(2, '0')}`);
}

function otherDay(text: string): Day | null {
  const named = NAMED_MONTH.exec(text);
  if (named !== null) return written(named[1] ?? '', named[2] ?? '', named[3] ?? '');
  const slashed = SLASHED.exec(text);
  if (slashed !== null) return written(slashed[3] ?? '', slashed[2] ?? '', slashed[1] ?? '');
  const serial = SERIAL.exec(text);
  return serial === null ? null : addDays(SPREADSHEET_DAY_NOUGHT, Number(serial[1]));
}

function dayIn(text: string): Day | null {
  const iso = ISO.exec(text);
  const read = iso === null ? otherDay(text) : parseDay(iso[1] as string);
  return read === '1900-01-01' ? null : read;
}

// A file names few different days, many times each.
const days = new Map<string, Day | null>();

/**
 * The day in a text: `2022-09-28`, with or without a time; `2022-Sep-28 00:00:00` (COLLECT); `28/09/2022` (day first);
 * or the serial number of a spreadsheet. Null where it is none of these, or 1 January 1900, which stands for "none".
 */
export function readDay(text: string): Day | null {
  const found = days.get(text);
  if (found !== undefined) return found;
  const read = dayIn(text);
  if (days.size > 60_000) days.clear();
  days.set(text, read);
  return read;
}

const plain = (text: string): string => text.replace(/\.0+$/, '');
const shaped = (shape: RegExp) => (text: string): string | null => (shape.test(text) ? text : null);

function readCode(text: string, item: ItemSpec): string | null {
  if (item.codes === undefined) return null;
  const code = codeOf(item.codes, plain(text).toUpperCase())?.code ?? null;
  return item.codes === 'gender' && code !== null ? (GENDERS[code] ?? null) : code;
}

const laCode = shaped(/^(\d{3}|XXX)$/);
const upn = shaped(/^[A-Z]\d{11}[0-9A-Z]$/);
const uln = shaped(/^[1-9]\d{9}$/);
const urn = shaped(/^\d{5,6}$/);
const ukprn = shaped(/^\d{8}$/);
const year = shaped(/^\d{4}$/);
const serial = shaped(new RegExp(`^\\d{1,${LONGEST.text}}$`));
const text = (given: string): string | null => (given.length > LONGEST.text ? null : given);

const READERS: Record<ItemType, (text: string, item: ItemSpec) => string | boolean | null> = {
  text,
  day: readDay,
  instant: text,
  year: (text) => year(plain(text)),
  flag: (text) => FLAGS[plain(text).toLowerCase()] ?? null,
  code: readCode,
  'la-code': (text) => laCode(plain(text).toUpperCase()),
  serial: (text) => serial(plain(text)),
  upn: (text) => upn(text.replaceAll(' ', '').toUpperCase()),
  uln: (text) => uln(plain(text).replaceAll(' ', '')),
  urn: (text) => urn(plain(text)),
  ukprn: (text) => ukprn(plain(text)),
};

/** The value of a text that is not empty, or null where it cannot be read. Flags are true and false, all else text. */
export function readValue(item: ItemSpec, text: string): string | boolean | null {
  return READERS[item.type](text, item);
}

const WANTED: Record<ItemType, string> = {
  text: `text of ${LONGEST.text} characters or fewer`,
  day: 'a date, written ccyy-mm-dd',
  instant: 'a date and time, written ccyy-mm-ddThh:mm:ss',
  year: 'a year of four digits',
  flag: '0 or 1',
  code: 'one of the codes of its list',
  'la-code': 'the three digits of an authority, or XXX',
  serial: 'digits',
  upn: 'a UPN: a letter and twelve digits, or a letter, eleven digits and a letter',
  uln: 'a ULN: ten digits, not beginning with 0',
  urn: 'a URN: five or six digits',
  ukprn: 'a UKPRN: eight digits',
};

/** What an item should hold, in words. */
export function wantedIn(item: ItemSpec): string {
  return WANTED[item.type];
}
