// The text form of COPY: a line for each row, values between tabs, `\N` for none, what would be misread escaped.

/** What can be written in it. Arrays become PostgreSQL arrays; other objects become JSON. */
export type CopyValue = string | number | bigint | boolean | null | Uint8Array | readonly CopyValue[] | object;

const NONE = '\\N';
const LINE_BREAK = 10;
const SPECIAL = /[\\\n\r\t\b\f\v]/;
const EACH_SPECIAL = /[\\\n\r\t\b\f\v]/g;
const EACH_ESCAPED = /\\(.)/g;
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f', '\v': '\\v',
};
const meant: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

function arrayText(values: readonly CopyValue[]): string {
  const parts = values.map((value) => {
    if (value === null) return 'NULL';
    if (Array.isArray(value)) return arrayText(value as readonly CopyValue[]);
    return `"${plainText(value).replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${parts.join(',')}}`;
}

function plainText(value: Exclude<CopyValue, null>): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return arrayText(value as readonly CopyValue[]);
  return JSON.stringify(value);
}

function copyText(value: CopyValue | undefined): string {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'number') return String(value);
  const text = plainText(value);
  return SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (found) => escapes[found] ?? found) : text;
}

/** One row as its line, with the line break. */
export function copyLine(row: readonly (CopyValue | undefined)[]): string {
  return `${row.map(copyText).join('\t')}\n`;
}

/** The values of a line that the server wrote, without its line break, each as text. */
export function copiedValues(line: string): (string | null)[] {
  const values = line.split('\t');
  if (!line.includes('\\')) return values;
  return values.map((value) => (value === NONE ? null : value.replace(EACH_ESCAPED, (_whole, sign: string) => meant[sign] ?? sign)));
}

/**
 * The lines of what the server or `copyLine` wrote, without their breaks. Each is decoded by itself: a part of a text keeps
 * the whole of it in memory, and whoever remembers one value would keep a whole batch.
 */
export function copiedLines(text: Uint8Array): string[] {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  const lines: string[] = [];
  for (let from = 0, to = bytes.indexOf(LINE_BREAK); to >= 0; from = to + 1, to = bytes.indexOf(LINE_BREAK, from)) {
    lines.push(bytes.toString('utf8', from, to));
  }
  return lines;
}
