import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { SessionConnection } from './database-driver.ts';

/** What `copyInto` can write. Arrays become PostgreSQL arrays; other objects become JSON. */
export type CopyValue = string | number | bigint | boolean | null | Uint8Array | readonly CopyValue[] | object;

const CHUNK = 1 << 16;
const SPECIAL = /[\\\n\r\t\b\f\v]/;
const EACH_SPECIAL = /[\\\n\r\t\b\f\v]/g;
const escapes: Record<string, string> = {
  '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f', '\v': '\\v',
};

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

/** One value in the text form of COPY. */
export function copyText(value: CopyValue | undefined): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number') return String(value);
  const text = plainText(value);
  return SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (found) => escapes[found] ?? found) : text;
}

type CopyRow = readonly (CopyValue | undefined)[];

async function* chunksOf(rows: Iterable<CopyRow> | AsyncIterable<CopyRow>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const row of rows) {
    for (let at = 0; at < row.length; at += 1) text += (at === 0 ? '' : '\t') + copyText(row[at]);
    text += '\n';
    if (text.length >= CHUNK) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}

/**
 * Writes rows into a table by COPY, on the connection and in the transaction of `db`; all of them or, where anything
 * fails, none. `table` may carry its schema (`derived.plan`). Each row holds its values in the order of `columns`.
 * Returns the number of rows written.
 */
export async function copyInto(
  db: Kysely<unknown>,
  table: string,
  columns: readonly string[],
  rows: Iterable<CopyRow> | AsyncIterable<CopyRow>,
): Promise<number> {
  const into = table.split('.').map((part) => pg.escapeIdentifier(part)).join('.');
  const named = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  return db.getExecutor().provideConnection(async (connection) => {
    if (!(connection instanceof SessionConnection)) throw new Error('copyInto needs a database made by openDatabase');
    const stream = connection.client.query(copyFrom(`COPY ${into} (${named}) FROM STDIN`));
    await pipeline(Readable.from(chunksOf(rows), { objectMode: false }), stream);
    return stream.rowCount;
  });
}
