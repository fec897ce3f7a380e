// Which council account is whose. It is connected once, by its issuer and subject; nothing else of it is looked at again.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import type { Told } from '../platform/provider-told.ts';
import type { Recorder } from './council-entry.sql.ts';
import { recordPerson } from './people.sql.ts';
import { endEverySignIn } from './sign-in.sql.ts';

/** How a council account is named. */
export type CouncilAccount = Pick<Told, 'issuer' | 'subject'>;

const digestOf = ({ subject }: CouncilAccount): Buffer => createHash('sha256').update(subject).digest();

/** Whose a council account is, and whether they are disabled; null where it is nobody's. */
export async function holderOf(db: Database, account: CouncilAccount): Promise<{ id: string; email: string; disabled: boolean } | null> {
  const { rows } = await sql<{ id: string; email: string; disabled: boolean }>`
    SELECT id, email, disabled_at IS NOT NULL AS disabled FROM council_account JOIN staff ON staff.id = staff_id
    WHERE issuer = ${account.issuer} AND subject = ${digestOf(account)}`.execute(db);
  return rows[0] ?? null;
}

/** Makes a council account somebody's and ends their sign-ins, in the caller's transaction. False where it is somebody else's, or they have one of this issuer. */
export async function connect(tx: Database, recorder: Recorder, { staffId, account, now }: { staffId: string; account: CouncilAccount; now: string }): Promise<boolean> {
  await connectAlone(tx);
  const { rows } = await sql`INSERT INTO council_account (staff_id, issuer, subject, connected_at)
    SELECT id, ${account.issuer}, ${digestOf(account)}, ${now} FROM staff WHERE id = ${staffId} AND disabled_at IS NULL
      AND NOT EXISTS (SELECT FROM council_account WHERE issuer = ${account.issuer} AND subject = ${digestOf(account)})
    ON CONFLICT (staff_id) DO UPDATE SET issuer = excluded.issuer, subject = excluded.subject, connected_at = excluded.connected_at
      WHERE council_account.issuer <> excluded.issuer RETURNING true`.execute(tx);
  if (rows.length === 0) return false;
  await endEverySignIn(tx, staffId);
  await recordPerson(tx, recorder, staffId, 'Council account connected');
  return true;
}

/** Whether somebody has an account of this issuer. */
export async function isConnected(db: Database, staffId: string, issuer: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM council_account WHERE staff_id = ${staffId} AND issuer = ${issuer}`.execute(db);
  return rows.length > 0;
}

/** Takes somebody's council account from them. In the caller's transaction, which records it. */
export async function disconnect(tx: Database, staffId: string): Promise<void> {
  await sql`DELETE FROM council_account WHERE staff_id = ${staffId}`.execute(tx);
}

/** Until the end of the transaction nobody else is connected or disconnected: no two people get one account. */
export async function connectAlone(tx: Database): Promise<void> {
  await sql`LOCK TABLE council_account IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}
