// kysely's own PostgreSQL driver hides the client; COPY needs it, within the caller's transaction. Hence our own.
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import pg from 'pg';
import Cursor from 'pg-cursor';

/** One connection of a pool. `client` is node-postgres's own, for COPY. */
export class SessionConnection implements DatabaseConnection {
  readonly client: pg.PoolClient;
  broken = false;

  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#ask<object & R>(query.sql, [...query.parameters]);
    const changes = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command);
    return changes ? { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) } : { rows: result.rows };
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    const cursor = this.client.query(new Cursor(query.sql, [...query.parameters]));
    try {
      for (;;) {
        const rows = await cursor.read(chunkSize);
        if (rows.length === 0) return;
        yield { rows: rows as R[] };
      }
    } finally {
      await cursor.close();
    }
  }

  // What is not the server's refusal of one statement is the end of the connection: the pool must not hand it out again.
  async #ask<R extends object>(text: string, values?: unknown[]): Promise<pg.QueryResult<R>> {
    try {
      return await this.client.query<R>(text, values);
    } catch (error) {
      this.broken ||= (error as { severity?: string }).severity !== 'ERROR';
      throw error;
    }
  }

  /** Sends a statement that has no parameters and whose rows nobody wants. */
  async say(statement: string): Promise<void> {
    const result = await this.#ask(statement);
    if (statement === 'commit' && result.command === 'ROLLBACK') {
      throw new Error('the transaction was not committed: an earlier statement in it had failed');
    }
  }
}

/** A kysely driver over a pool of node-postgres. */
export class SessionDriver implements Driver {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SessionConnection> {
    return new SessionConnection(await this.#pool.connect());
  }

  async beginTransaction(connection: SessionConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : '';
    await connection.say(`start transaction${level}${settings.accessMode ? ` ${settings.accessMode}` : ''}`);
  }

  async commitTransaction(connection: SessionConnection): Promise<void> {
    await connection.say('commit');
  }

  async rollbackTransaction(connection: SessionConnection): Promise<void> {
    try {
      await connection.say('rollback');
    } catch (error) {
      connection.broken = true;
      throw error;
    }
  }

  async savepoint(connection: SessionConnection, name: string): Promise<void> {
    await connection.say(`savepoint ${pg.escapeIdentifier(name)}`);
  }

  async rollbackToSavepoint(connection: SessionConnection, name: string): Promise<void> {
    await connection.say(`rollback to savepoint ${pg.escapeIdentifier(name)}`);
  }

  async releaseSavepoint(connection: SessionConnection, name: string): Promise<void> {
    await connection.say(`release savepoint ${pg.escapeIdentifier(name)}`);
  }

  async releaseConnection(connection: SessionConnection): Promise<void> {
    connection.client.release(connection.broken);
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}
