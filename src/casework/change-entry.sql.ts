// Changes of what is no part of the history: lists that people keep, alerts put off, settings of their own, files on their way in.
import { type RawBuilder, sql } from 'kysely';
import { type Database, whole } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { recordView } from './access.sql.ts';

/** A change as the access log has it. */
interface ChangeNote {
  readonly what: string;
  readonly route: string;
  /** The children whom it is about. */
  readonly children?: readonly string[];
  /** Where each change by this route is of somebody's or something's own rows: the member of staff, the service, the file. */
  readonly whose?: string;
  /** Asks for the rows that it changes, their columns under names that a reader understands. */
  readonly of: RawBuilder<unknown>;
}

/**
 * Makes a change together with its entry in the access log, which says what was and what is: both or neither (AUD-01, AUD-02).
 * Where `work` changes nothing, nothing is entered. Changes by one route of the same rows (of the same children, or of the
 * one whose they are) come one after the other, so that each says what it found, also where there was no row to hold on to. The
 * order of the log needs no such turns: it is that of its own numbers.
 */
export function enterChange<Done>(db: Database, viewer: Pick<Viewer, 'staffId'>, { what, route, whose = '', children = [], of }: ChangeNote, work: (tx: Database) => Promise<Done>): Promise<Done> {
  return whole(db, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(7305019, hashtext(${[route, whose, ...children].join(' ')}))`.execute(tx);
    const before = await inWords(tx, of);
    const done = await work(tx);
    const after = await inWords(tx, of);
    if (before !== after) await recordView(tx, viewer, { what, route, children, criteria: `was ${before}; is ${after}` });
    return done;
  });
}

async function inWords(tx: Database, of: RawBuilder<unknown>): Promise<string> {
  const { rows } = await sql<{ row: Readonly<Record<string, unknown>> }>`SELECT to_json(changed) AS row FROM (${of}) AS changed`.execute(tx);
  const texts = rows.map(({ row }) => Object.entries(row).filter(([, value]) => value !== null).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', '));
  return texts.length === 0 ? 'nothing' : texts.join(' and ');
}
