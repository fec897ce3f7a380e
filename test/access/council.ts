// A council of canaries: somebody of each role, and for each of them a record to which they stand in every way there is.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Facts } from '../../src/case-history/entry.ts';
import type { Role } from '../../src/staff/rights.ts';
import { recordStory } from '../cases.ts';
import { type Ending, testApp, type TestApp, type Visitor } from '../visitor.ts';
import { Aviary, canariesOf, type Planted, plant } from './canaries.ts';
import { roles, type Standing, standings } from './standings.ts';

type Event = readonly [kind: string, on: string | null, facts?: Facts];

/** Somebody of a role, who works in the one team that matters here. */
export interface Person {
  readonly role: Role;
  readonly visitor: Visitor;
  /** How they stand to each child. */
  readonly standsTo: ReadonlyMap<string, Standing>;
  /** A child to whom they stand so. */
  readonly childOf: (standing: Standing) => string;
}

export interface Council {
  readonly site: TestApp;
  readonly people: readonly Person[];
  readonly aviary: Aviary;
  readonly planted: ReadonlyMap<string, Planted>;
  readonly person: (role: Role) => Person;
  /** The team of everybody here. */
  readonly team: string;
  /** One of the emergencies in which records were opened. */
  readonly emergency: string;
}

interface Places {
  readonly own: string;
  readonly other: string;
  /** Guardian of what nobody of these people guards. */
  readonly stranger: string;
  readonly everyone: readonly string[];
}

const SERVICE = 'EDUCATIONAL_PSYCHOLOGIST';
const advice: Event = ['ADVICE_REQUESTED', '2026-09-02', { body: SERVICE }];

/** What each standing is made of. Those that differ by person have a record for each; in the others everybody stands alike. */
function madeOf(standing: Standing, { own, other, stranger, everyone }: Places, me: string | null): Event[] {
  const mine: Event = ['ALLOCATED', '2026-07-02', { caseworker: me, team: own }];
  const team: Event = ['ALLOCATED', '2026-07-02', { team: own }];
  const others: Event = ['ALLOCATED', '2026-07-02', { team: other }];
  const restricted = (guardian: string | null): Event => ['RESTRICTED', '2026-08-01', { reason: 'ADOPTION', guardian }];
  const named = (on: string): Event[] => everyone.map((staff) => ['RESTRICTION_NAMED', on, { staff, for: 'TASK' }]);
  const conflict: Event[] = (me === null ? everyone : [me]).map((staff) => ['CONFLICT_DECLARED', '2026-08-03', { staff }]);
  const made: Readonly<Record<Standing, Event[]>> = {
    'own caseload': [mine, advice], 'own team': [team], 'a colleague’s in the team': [], 'another team': [others], 'nobody yet': [],
    'restricted, and named': [team, advice, restricted(stranger), ...named('2026-11-12')],
    'restricted, and not named': [team, advice, restricted(stranger)],
    'restricted, and their time as named is over': [team, advice, restricted(stranger), ...named('2026-10-01')],
    'restricted, and its guardian': [team, advice, restricted(me)],
    'conflict of interest': [mine, advice, ...conflict],
    'conflict of interest, though named': [team, advice, restricted(stranger), ...named('2026-11-12'), ...conflict],
    'conflict of interest, though opened in an emergency': [others, advice, restricted(stranger), ...conflict],
    'opened in an emergency': [others, advice, restricted(stranger)],
    'opened in an emergency that is over': [others, advice, restricted(stranger)],
  };
  return made[standing];
}

const forEach: readonly Standing[] = ['own caseload', 'restricted, and its guardian', 'conflict of interest'];
const emergencies: Readonly<Partial<Record<Standing, readonly [from: string, until: string]>>> = {
  'opened in an emergency': ['2026-11-21T09:00:00Z', '2026-11-21T13:00:00Z'],
  'opened in an emergency that is over': ['2026-11-21T05:00:00Z', '2026-11-21T09:00:00Z'],
  'conflict of interest, though opened in an emergency': ['2026-11-21T09:00:00Z', '2026-11-21T13:00:00Z'],
};

const courses: readonly ((planted: Planted) => Event[])[] = [
  ({ reason }) => [['REQUEST_RECEIVED', '2026-07-01', { requestSource: '1' }], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-08-10', { reasons: reason }]],
  ({ reason, setting }) => [['BROUGHT_TO_ATTENTION', '2026-05-06', { by: 'A school', reason, s24Trigger: 'Y' }], ['DECISION_TO_ASSESS_NOTIFIED', '2026-06-12'], ['DRAFT_PLAN_SERVED', '2026-11-02'], ['CONSULTATION_SENT', '2026-11-02', { setting }]],
  ({ reason }) => [
    ['REQUEST_RECEIVED', '2025-08-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2025-09-05'], ['EXCEPTION_RECORDED', '2025-11-01', { limit: 'NA.FINAL_PLAN', category: 'EXCEPTIONAL_PERSONAL', why: reason }],
    ['FINAL_PLAN_SENT', '2025-12-01'], ['NEED_RECORDED', '2025-12-01', { need: 'ASD', rank: '1' }],
  ],
];

/** How the others stand to a record that was made for one of them. */
const otherwise: Readonly<Partial<Record<Standing, Standing>>> = {
  'own caseload': 'a colleague’s in the team', 'restricted, and its guardian': 'restricted, and not named', 'conflict of interest': 'a colleague’s in the team',
};

/** Builds the council of canaries in the test's own database. */
export async function canaryCouncil(t: Ending, parts: Parameters<typeof testApp>[2] = {}): Promise<Council> {
  const site = await testApp(t, [], parts);
  const visitors = await Promise.all(roles.map(async (role) => ({ role, visitor: await site.signedIn(role) })));
  const stranger = (await site.signedIn('head-of-service')).staffId;
  const places: Places = { own: await addTeam(site, 'North'), other: await addTeam(site, 'South'), stranger, everyone: visitors.map(({ visitor }) => visitor.staffId) };
  await sql`UPDATE staff SET team_id = ${places.own}, service = CASE WHEN role = 'adviser' THEN ${SERVICE} END WHERE id = ANY(${[...places.everyone]}::uuid[])`.execute(site.database.owner);
  const [aviary, planted] = [new Aviary(), new Map<string, Planted>()];
  const stand = new Map(visitors.map(({ visitor }) => [visitor.staffId, new Map<string, Standing>()]));
  for (const standing of standings.filter((one) => one !== 'a colleague’s in the team')) {
    for (const me of forEach.includes(standing) ? places.everyone : [null]) {
      const child = await plantChild(site, planted, madeOf(standing, places, me));
      aviary.add(canariesOf(child, planted.get(child) as Planted));
      for (const staff of places.everyone) stand.get(staff)?.set(child, me === null || me === staff ? standing : otherwise[standing] ?? standing);
      if (emergencies[standing] !== undefined) await openInEmergency(site, places.everyone, child, emergencies[standing]);
    }
  }
  const people = visitors.map(({ role, visitor }) => personOf(role, visitor, stand.get(visitor.staffId) ?? new Map<string, Standing>()));
  const { rows: [emergency] } = await sql<{ id: string }>`SELECT id FROM emergency_access ORDER BY opened_at LIMIT 1`.execute(site.db);
  return { site, people, aviary, planted, team: places.own, emergency: emergency?.id ?? '', person: (role) => people.find((one) => one.role === role) as Person };
}


async function addTeam({ database }: TestApp, name: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`INSERT INTO team (name) VALUES (${name}) RETURNING id`.execute(database.owner);
  return rows[0]?.id ?? '';
}

async function plantChild({ db }: TestApp, planted: Map<string, Planted>, made: readonly Event[]): Promise<string> {
  const [child, mine] = [randomUUID(), plant(planted.size)];
  planted.set(child, mine);
  const course = courses[planted.size % courses.length]?.(mine) ?? [];
  return recordStory(db, [['PERSON', null, mine.facts], ...course, ...made.map(([kind, on, facts = {}]): Event => [kind, on, kind === 'ALLOCATED' ? facts : { ...facts, why: mine.reason }])], { child });
}

async function openInEmergency({ database }: TestApp, everyone: readonly string[], child: string, [from, until]: readonly [string, string]): Promise<void> {
  await sql`INSERT INTO emergency_access (id, staff_id, child_id, reason, purpose, opened_at, ends_at)
    SELECT gen_random_uuid(), staff, ${child}::uuid, 'The family is at the door of the office', 'safeguarding', ${from}, ${until} FROM unnest(${[...everyone]}::uuid[]) AS staff`.execute(database.owner);
}

function personOf(role: Role, visitor: Visitor, standsTo: ReadonlyMap<string, Standing>): Person {
  const childOf = (standing: Standing): string => {
    const [child] = [...standsTo].find(([, one]) => one === standing) ?? [];
    if (child === undefined) throw new Error(`nobody to whom ${role} stands as: ${standing}`);
    return child;
  };
  return { role, visitor, standsTo, childOf };
}
