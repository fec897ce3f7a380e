import pg from 'pg';
import { connectionOf, type DatabaseAddress } from './database.ts';

/** A connection that hears what other connections tell by NOTIFY. */
export interface Listening {
  /** Asks the server for a sign of life; rejects where the connection is lost without a word. */
  check(): Promise<unknown>;
  stop(): Promise<void>;
}

/** What becomes of it: a word was heard, or the connection is gone and hears nothing more. */
export interface Hearing {
  readonly heard: () => void;
  readonly lost: () => void;
}

/** Listens on a channel, with a connection of its own. Rejects where the server cannot be reached. */
export async function listenOn(address: DatabaseAddress, channel: string, { heard, lost }: Hearing): Promise<Listening> {
  const client = new pg.Client({ ...connectionOf(address, 'app'), keepAlive: true, query_timeout: 5000 });
  client.on('notification', heard);
  client.on('end', lost);
  // What broke ends the connection, of which `end` tells.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  } catch (error) {
    await client.end();
    throw error;
  }
  return { check: () => client.query('SELECT'), stop: () => client.end() };
}
