import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { recordStory, zuleika } from './cases.ts';
import { addPerson } from './people.ts';
import { testApp } from './visitor.ts';
import { operatorNamed, type Viewer } from '../src/platform/viewer.ts';
import { type Role, ROLES } from '../src/staff/rights.ts';
import { viewerWith } from '../src/staff/staff-viewer.ts';
import { accessTo, mayList, maySee, seenAmong } from '../src/casework/may-see.sql.ts';
import { mergeChildren } from '../src/casework/join.sql.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';

const site = await testApp({ after });
const { db } = site;
const NOW = '2026-11-21T10:42:00.000Z';
const today = '2026-11-21';

type Story = Parameters<typeof recordStory>[1];

const [north, south] = await Promise.all(['North', 'South'].map(async (name) => {
  const { rows } = await sql<{ id: string }>`INSERT INTO team (name) VALUES (${name}) RETURNING id`.execute(db);
  return rows[0]?.id ?? '';
}));
const [colleague, other] = [await addPerson(db, 'caseworker'), await addPerson(db, 'caseworker')];
await sql`UPDATE staff SET team_id = ${north}::uuid WHERE id = ${colleague.id}::uuid`.execute(db);

/** Somebody with a role in the team North; an adviser belongs to the health service. */
async function somebody(role: Role): Promise<Viewer> {
  const { id, name } = await addPerson(db, role);
  await sql`UPDATE staff SET team_id = ${north}::uuid, service = ${role === 'adviser' ? 'HEALTH' : null} WHERE id = ${id}::uuid`.execute(db);
  return viewerWith(role, { staffId: id, name, teamId: north ?? null });
}

const allocated = (caseworker: string | null, team: string | undefined): Story[number] => ['ALLOCATED', '2026-10-01', { caseworker, team: team ?? null }];
const restricted = (guardian: string): Story[number] => ['RESTRICTED', '2026-10-01', { reason: 'ADOPTION', guardian }];
const named = (staff: string, on: string): Story[number] => ['RESTRICTION_NAMED', on, { staff, for: 'TASK' }];
const conflict = (staff: string): Story[number] => ['CONFLICT_DECLARED', '2026-10-01', { staff }];
const asked: Story = [['REQUEST_RECEIVED', '2026-10-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-10-20'], ['ADVICE_REQUESTED', '2026-10-21', { body: 'HEALTH' }]];

/** What happened in a case, seen from somebody's place. */
const situations: Readonly<Record<string, (me: string) => Story>> = {
  'own caseload': (me) => [allocated(me, north)],
  'own caseload, but of another team': (me) => [allocated(me, south)],
  'advice asked of the health service': () => [...asked, allocated(other.id, south)],
  'a colleague’s of the own team': () => [allocated(colleague.id, undefined)],
  'nobody’s yet': () => [],
  'another team’s': () => [allocated(other.id, south)],
  'own, restricted': (me) => [allocated(me, north), restricted(other.id)],
  'own, restricted, and named': (me) => [allocated(me, north), restricted(other.id), named(me, '2026-11-07')],
  'own, restricted, and named until yesterday': (me) => [allocated(me, north), restricted(other.id), named(me, '2026-11-06')],
  'own, restricted, and guardian': (me) => [allocated(me, north), restricted(me)],
  'own, restricted until it was lifted': (me) => [allocated(me, north), restricted(other.id), ['RESTRICTION_LIFTED', '2026-11-01', { agreedBy: colleague.id }]],
  'own, restricted, opened in an emergency': (me) => [allocated(me, north), restricted(other.id)],
  'another team’s, restricted, opened in an emergency': () => [allocated(other.id, south), restricted(other.id)],
  'own, restricted, emergency over': (me) => [allocated(me, north), restricted(other.id)],
  'own, conflict of interest': (me) => [allocated(me, north), conflict(me)],
  'own, guardian, conflict of interest': (me) => [allocated(me, north), restricted(me), conflict(me)],
  'own, restricted, conflict of interest, emergency': (me) => [allocated(me, north), restricted(other.id), conflict(me)],
  'own, conflict of interest that is over': (me) => [allocated(me, north), conflict(me), ['CONFLICT_ENDED', '2026-11-01', { staff: me }]],
};

const emergencies: Readonly<Record<string, readonly [opened: string, ends: string]>> = {
  'own, restricted, opened in an emergency': ['2026-11-21T10:42:00Z', '2026-11-21T14:42:00Z'],
  'another team’s, restricted, opened in an emergency': ['2026-11-21T08:00:00Z', '2026-11-21T12:00:00Z'],
  'own, restricted, emergency over': ['2026-11-21T06:42:00Z', '2026-11-21T10:42:00Z'],
  'own, restricted, conflict of interest, emergency': ['2026-11-21T08:00:00Z', '2026-11-21T12:00:00Z'],
};

/** Who may do what where: `records`, `sees`, or nothing. Those of one line of roles stand alike to every case. */
const expected = {
  'own caseload': ['records', 'records', 'sees', 'sees'],
  'own caseload, but of another team': ['records', 'records', 'sees', 'sees'],
  'advice asked of the health service': ['records', 'sees', 'sees', 'sees'],
  'a colleague’s of the own team': ['records', 'records', 'sees', '–'],
  'nobody’s yet': ['records', 'records', 'sees', '–'],
  'another team’s': ['records', 'sees', 'sees', '–'],
  'own, restricted': ['–', '–', '–', '–'],
  'own, restricted, and named': ['records', 'records', 'sees', 'sees'],
  'own, restricted, and named until yesterday': ['–', '–', '–', '–'],
  'own, restricted, and guardian': ['records', 'records', 'sees', 'sees'],
  'own, restricted until it was lifted': ['records', 'records', 'sees', 'sees'],
  'own, restricted, opened in an emergency': ['records', 'records', 'sees', 'sees'],
  'another team’s, restricted, opened in an emergency': ['records', 'sees', 'sees', '–'],
  'own, restricted, emergency over': ['–', '–', '–', '–'],
  'own, conflict of interest': ['–', '–', '–', '–'],
  'own, guardian, conflict of interest': ['–', '–', '–', '–'],
  'own, restricted, conflict of interest, emergency': ['–', '–', '–', '–'],
  'own, conflict of interest that is over': ['records', 'records', 'sees', 'sees'],
} as const satisfies Record<string, readonly [managing: string, caseworker: string, looking: string, adviser: string]>;

const groups: Readonly<Record<Role, 0 | 1 | 2 | 3>> = {
  'head-of-service': 0, 'team-manager': 0, 'senior-caseworker': 0, 'administrator': 0, 'caseworker': 1, 'adviser': 3,
  'director': 2, 'data-officer': 2, 'performance-officer': 2, 'lead-member': 2, 'finance': 2, 'information-governance': 2,
};

async function openInEmergency(me: Viewer, child: string, [opened, ends]: readonly [string, string]): Promise<void> {
  await sql`INSERT INTO emergency_access (id, staff_id, child_id, reason, purpose, opened_at, ends_at)
    VALUES (${randomUUID()}, ${me.staffId}, ${child}, 'The school has called about tonight', 'SAFETY', ${opened}, ${ends})`.execute(db);
}

async function listed(viewer: Viewer, child: string): Promise<boolean[]> {
  const { rows } = await sql<{ seen: boolean; listed: boolean }>`SELECT ${maySee(viewer, NOW)} AS seen, ${mayList(viewer, today as never)} AS listed
    FROM child c WHERE child_id = ${child}::uuid`.execute(db);
  return rows.flatMap(({ seen, listed: inList }) => [seen, inList]);
}

describe('what somebody may see and record in', () => {
  for (const [role, group] of Object.entries(groups) as [Role, 0 | 1 | 2 | 3][]) {
    test(`${ROLES[role].title}: relation by state of the record, as the table says`, async () => {
      const me = await somebody(role);
      const found: Record<string, string> = {};
      for (const [situation, story] of Object.entries(situations)) {
        const child = await recordStory(db, [zuleika, ...story(me.staffId)]);
        const emergency = emergencies[situation];
        if (emergency !== undefined) await openInEmergency(me, child, emergency);
        const access = await accessTo(db, me, child, NOW);
        found[situation] = access.records ? 'records' : access.sees ? 'sees' : '–';
        assert.deepEqual(await listed(me, child), [access.sees, access.sees && emergency === undefined], `${situation}: lists`);
      }
      assert.deepEqual(found, Object.fromEntries(Object.entries(expected).map(([situation, by]) => [situation, by[group]])));
    });
  }
});

test('a record that went into another one is as open as that one; one of which nothing is known is closed', async () => {
  const [ann, ben] = [await somebody('caseworker'), await somebody('caseworker')];
  const [from, to] = [await recordStory(db, [zuleika]), await recordStory(db, [zuleika, restricted(ann.staffId)])];
  const seqs = await sql<{ seq: number }>`SELECT max(seq)::int AS seq FROM history WHERE subject_id IN (${from}, ${to}) GROUP BY subject_id ORDER BY subject_id = ${to}`.execute(db);
  const [first = 0, second = 0] = seqs.rows.map(({ seq }) => seq);
  const change = { id: randomUUID(), recordedBy: ann.staffId, content: null, from: { child: from, expectedSeq: first }, to: { child: to, expectedSeq: second }, reason: 'The same girl' };
  assert.ok('done' in await mergeChildren(db, ownDerive(), change));
  assert.deepEqual(await accessTo(db, ann, from, NOW), { known: true, sees: true, records: true, mergedInto: to });
  assert.deepEqual(await accessTo(db, ben, from, NOW), { known: true, sees: false, records: false, mergedInto: to });
  const open = await recordStory(db, [zuleika]);
  for (const [who, seen] of [[ann, [from, to, open]], [ben, [open]]] as const) assert.deepEqual([...await seenAmong(db, who, [from, to, open, randomUUID()], NOW)].sort(), [...seen].sort());
  for (const id of [randomUUID(), 'nobody']) assert.deepEqual(await accessTo(db, ben, id, NOW), { known: false, sees: false, records: false, mergedInto: null });
});

test('whoever is no member of staff sees nothing, but for the operator of the server, to whom nothing is closed', async () => {
  const child = await recordStory(db, [zuleika, restricted(other.id), conflict(other.id)]);
  const operator = operatorNamed('odile');
  assert.deepEqual(await accessTo(db, operator, child, NOW), { known: true, sees: true, records: true, mergedInto: null });
  const { operator: _, ...stranger } = operator;
  assert.equal((await accessTo(db, stranger, child, NOW)).sees, false);
});
