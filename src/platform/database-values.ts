import pg from 'pg';

const DATE = 1082;
const DATES = 1182;
const INT8 = 20;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;

/**
 * The instant that PostgreSQL prints as `2026-11-21 22:24:01.5+00`, as ISO text in UTC with six decimals, so that
 * instants compare as text. The session's time zone is UTC (set by the driver); another one is a defect and throws.
 */
function instantText(text: string): string {
  const found = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text);
  if (found === null) {
    if (text === 'infinity' || text === '-infinity') return text;
    throw new Error(`the database printed the instant "${text}", which is not in UTC`);
  }
  return `${found[1]}T${found[2]}.${(found[3] ?? '').padEnd(6, '0')}Z`;
}

/** A whole number of 64 bits as a number where that is exact, else as its text. */
function wholeNumber(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

const parsers = new Map<number, (text: string) => unknown>([
  [DATE, (text) => text],
  [TIMESTAMP, (text) => text],
  [TIMESTAMPTZ, instantText],
  [INT8, wholeNumber],
  [DATES, (text) => (text === '{}' ? [] : text.slice(1, -1).split(','))],
]);

/**
 * How values come out of the database: `date` as its ISO text, `timestamptz` as ISO text in UTC with microseconds,
 * `bigint` as a number where it is exact, `numeric` as text (exact), all else as node-postgres does.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    return parsers.get(oid) ?? pg.types.getTypeParser(oid, 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};
