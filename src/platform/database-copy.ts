import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Kysely, RawBuilder } from 'kysely';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { copyLine, type CopyValue } from './copy-text.ts';
import { SessionConnection } from './database-driver.ts';

const CHUNK = 1 << 16;

type CopyRow = readonly (CopyValue | undefined)[];

async function* chunksOf(rows: Iterable<CopyRow> | AsyncIterable<CopyRow>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const row of rows) {
    text += copyLine(row);
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
export async function copyIn(db: Kysely<unknown>, into: CopiedTable, text: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number> {
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

/** All rows of a query without parameters, in the text form of COPY, on the connection and in the transaction of `db`. */
export async function copyOutAll(db: Kysely<unknown>, query: RawBuilder<unknown>): Promise<Uint8Array> {
  const { sql } = query.compile(db);
  return withClient(db, async (client) => Buffer.concat(await client.query(copyTo(`COPY (${sql}) TO STDOUT`)).toArray() as Uint8Array[]));
}
