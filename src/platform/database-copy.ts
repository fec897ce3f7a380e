import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
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

/** A table, which may carry its schema (`derived.plan`), and columns of it. */
export interface CopiedTable { readonly table: string; readonly columns: readonly string[] }

function named({ table, columns }: CopiedTable): string {
  const name = table.split('.').map((part) => pg.escapeIdentifier(part)).join('.');
  return `${name} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`;
}

function withClient<T>(db: Kysely<unknown>, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return db.getExecutor().provideConnection((connection) => {
    if (!(connection instanceof SessionConnection)) throw new Error('COPY needs a database made by openDatabase');
    return use(connection.client);
  });
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
  return copyIn(db, { table, columns }, chunksOf(rows));
}

/** As `copyInto`, from what is in the text form of COPY already. */
export async function copyIn(db: Kysely<unknown>, into: CopiedTable, text: AsyncIterable<Uint8Array>): Promise<number> {
  return withClient(db, async (client) => {
    const stream = client.query(copyFrom(`COPY ${named(into)} FROM STDIN`));
    await pipeline(Readable.from(text, { objectMode: false }), stream);
    return stream.rowCount;
  });
}

/**
 * Hands all rows of a table, in the text form of COPY, to `take`, on the connection and in the transaction of `db`, which
 * can be used again also where `take` fails. Returns the number of rows.
 */
export async function copyOut(
  db: Kysely<unknown>, from: CopiedTable, take: (text: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<number> {
  return withClient(db, async (client) => {
    const stream = client.query(copyTo(`COPY ${named(from)} TO STDOUT`));
    try {
      await take(stream.iterator({ destroyOnReturn: false }));
    } finally {
      // What nobody took still has to be read before the connection can say anything else.
      if (!stream.readableEnded && stream.errored === null) await once(stream.resume(), 'end');
    }
    return stream.rowCount;
  });
}
