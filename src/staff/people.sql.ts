// The people who work with Sightline. Each change is an entry of history in the same transaction.
import { type RawBuilder, sql } from 'kysely';
import type { Facts } from '../case-history/entry.ts';
import { type Database, whole } from '../platform/database.ts';
import { type CouncilEntry, recordCouncil, type Recorder } from './council-entry.sql.ts';
import type { PeopleFilter, PeopleOrder } from './people-list.ts';
import type { PersonalRight, Role } from './rights.ts';
import { endEverySignIn } from './sign-in.sql.ts';

/** What administrators say of a person. */
export interface PersonFacts {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly teamId: string | null;
  readonly service: string | null;
  readonly extraRights: readonly PersonalRight[];
}

/** A person as the table has them. */
export interface Person extends PersonFacts {
  readonly id: string;
  readonly teamName: string | null;
  readonly disabled: boolean;
  readonly secondFactor: boolean;
  readonly hasPassword: boolean;
  /** Whether an account of the council's own sign-in is connected. */
  readonly councilAccount: boolean;
  /** Until when an invitation that was not used works, or worked. */
  readonly invitedUntil: string | null;
}

const personColumns = sql`staff.id, staff.name, email, role, team_id AS "teamId", team.name AS "teamName", service,
  extra_rights AS "extraRights", disabled_at IS NOT NULL AS disabled, password IS NOT NULL AS "hasPassword",
  EXISTS (SELECT FROM second_factor WHERE staff_id = staff.id) AS "secondFactor",
  EXISTS (SELECT FROM council_account WHERE staff_id = staff.id) AS "councilAccount",
  (SELECT max(ends_at) FROM invitation WHERE staff_id = staff.id AND used_at IS NULL) AS "invitedUntil"`;
const personTables = sql`staff LEFT JOIN team ON team.id = team_id`;

/** The person with this id; null where there is none. */
export async function personById(db: Database, id: string): Promise<Person | null> {
  const { rows } = await sql<Person>`SELECT ${personColumns} FROM ${personTables} WHERE staff.id::text = ${id}`.execute(db);
  return rows[0] ?? null;
}

function matching({ role, team, state, search }: PeopleFilter): RawBuilder<unknown> {
  const [wanted, pattern] = [state ?? null, search === undefined ? null : `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`];
  return sql`(${role ?? null}::text IS NULL OR role = ${role ?? null})
    AND (${team ?? null}::text IS NULL OR team_id::text = ${team ?? null})
    AND (${wanted}::text IS NULL OR CASE ${wanted} WHEN 'disabled' THEN disabled_at IS NOT NULL WHEN 'enabled' THEN disabled_at IS NULL
      ELSE disabled_at IS NULL AND NOT EXISTS (SELECT FROM second_factor WHERE staff_id = staff.id)
        AND NOT EXISTS (SELECT FROM council_account WHERE staff_id = staff.id) END)
    AND (${pattern}::text IS NULL OR lower(staff.name || ' ' || email) LIKE ${pattern})`;
}

/** How many people a filter leaves. */
export async function countPeople(db: Database, filter: PeopleFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM ${personTables} WHERE ${matching(filter)}`.execute(db);
  return rows[0]?.count ?? 0;
}

const orders = {
  name: sql`staff.name COLLATE names`, role: sql`role`, team: sql`team.name COLLATE names`,
} as const satisfies Record<PeopleOrder, RawBuilder<unknown>>;

/** One page of people in an order, the other way round where `down`; all from there on where `most` is null. */
export async function listPeople(
  db: Database, filter: PeopleFilter, page: { order: PeopleOrder; down: boolean; before: number; most: number | null },
): Promise<Person[]> {
  const direction = page.down ? sql`DESC NULLS LAST` : sql`ASC NULLS LAST`;
  const { rows } = await sql<Person>`SELECT ${personColumns} FROM ${personTables} WHERE ${matching(filter)}
    ORDER BY ${orders[page.order]} ${direction}, staff.name COLLATE names, staff.id LIMIT ${page.most} OFFSET ${page.before}`.execute(db);
  return rows;
}

function factsOf(person: PersonFacts & Pick<Person, 'disabled' | 'secondFactor' | 'councilAccount'>): Facts {
  const { name, email, role, teamId: team, service, extraRights, disabled, secondFactor } = person;
  // Nothing rather than no: entries of before there was single sign-on say nothing of it.
  return { name, email, role, team, service, extraRights: [...extraRights], disabled, secondFactor, councilAccount: person.councilAccount || null };
}

/** The entry that says how somebody stands. Null as the reason where none was asked for. */
export async function personEntry(tx: Database, id: string, reason: string | null): Promise<CouncilEntry> {
  const person = await personById(tx, id);
  if (person === null) throw new Error('nobody has this id');
  return { subjectKind: 'staff', subjectId: id, kind: 'STAFF', facts: factsOf(person), reason };
}

/** Records how somebody stands after a change in this transaction. */
export async function recordPerson(tx: Database, recorder: Recorder, id: string, reason: string | null): Promise<void> {
  await recordCouncil(tx, recorder, [await personEntry(tx, id, reason)]);
}

/** Adds somebody who cannot sign in yet, or null where the e-mail address is taken. Returns the id. */
export async function addPerson(db: Database, recorder: Recorder, person: PersonFacts, now: string): Promise<string | null> {
  return whole(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO staff (name, email, role, team_id, service, extra_rights, added_at)
      VALUES (${person.name}, ${person.email}, ${person.role}, ${person.teamId}, ${person.service}, ${[...person.extraRights]}, ${now})
      ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
    const id = rows[0]?.id ?? null;
    if (id !== null) await recordPerson(tx, recorder, id, null);
    return id;
  });
}

/** What became of a change to somebody. */
export type Changed = 'done' | 'unchanged' | 'email is taken' | 'last administrator';

/** Changes what is said of somebody, with a reason. Nothing is recorded where nothing changes. */
export async function changePerson(db: Database, recorder: Recorder, { id, ...facts }: PersonFacts & { id: string }, reason: string): Promise<Changed> {
  return changing(db, recorder, { id, reason }, async (tx, before) => {
    const after = { ...before, ...facts };
    if (JSON.stringify(factsOf(after)) === JSON.stringify(factsOf(before))) return 'unchanged';
    if (await takenBy(tx, facts.email, id)) return 'email is taken';
    await sql`UPDATE staff SET name = ${facts.name}, email = ${facts.email}, role = ${facts.role}, team_id = ${facts.teamId},
      service = ${facts.service}, extra_rights = ${[...facts.extraRights]} WHERE id = ${id}`.execute(tx);
    return 'done';
  });
}

/** Stops somebody from signing in and ends every sign-in of theirs, or lets them sign in again. */
export async function setDisabled(db: Database, recorder: Recorder, { id, disabled, now }: { id: string; disabled: boolean; now: string }, reason: string): Promise<Changed> {
  return changing(db, recorder, { id, reason }, async (tx, before) => {
    if (before.disabled === disabled) return 'unchanged';
    await sql`UPDATE staff SET disabled_at = ${disabled ? now : null} WHERE id = ${id}`.execute(tx);
    if (disabled) await endEverySignIn(tx, id);
    return 'done';
  });
}

class LastAdministrator extends Error {}

/** Locks somebody, makes a change, sees that an administrator is left, and records it; else nothing has happened. */
async function changing(
  db: Database, recorder: Recorder, { id, reason }: { id: string; reason: string }, work: (tx: Database, before: Person) => Promise<Changed>,
): Promise<Changed> {
  const attempt = db.transaction().execute(async (tx) => {
    // All administrators, so that no two are taken away at the same moment, each thinking of the other.
    await sql`SELECT FROM staff WHERE role = 'administrator' OR id = ${id} ORDER BY id FOR UPDATE`.execute(tx);
    const before = await personById(tx, id);
    const changed = before === null ? 'unchanged' : await work(tx, before);
    if (changed !== 'done') return changed;
    const { rows } = await sql`SELECT FROM staff WHERE role = 'administrator' AND disabled_at IS NULL LIMIT 1`.execute(tx);
    if (rows.length === 0) throw new LastAdministrator();
    await recordPerson(tx, recorder, id, reason);
    return changed;
  });
  return attempt.catch((error: unknown) => {
    if (error instanceof LastAdministrator) return 'last administrator';
    throw error;
  });
}

async function takenBy(tx: Database, email: string, but: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM staff WHERE lower(email) = lower(${email}) AND id <> ${but}`.execute(tx);
  return rows.length > 0;
}
