import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';

/** A thing that should be on record of everybody it is asked of, and of how many it is not. */
export interface Gap {
  readonly what: string;
  readonly of: string;
  readonly missing: number;
  readonly all: number;
}

type Condition = RawBuilder<boolean>;
const lacks = (table: RawBuilder<unknown>, of: RawBuilder<unknown>): Condition => sql`NOT EXISTS (SELECT FROM ${table} WHERE x.child_id = p.child_id AND x.plan_no = p.plan_no AND ${of})`;

// What is asked of each plan in force `p` and its child `c`.
const ofPlans: readonly (readonly [string, Condition])[] = [
  ['Name', sql`c.surname IS NULL OR c.forename IS NULL`],
  ['Date of birth', sql`c.birth_on IS NULL`],
  ['UPN or ULN, or why there is none', sql`c.upn IS NULL AND c.uln IS NULL AND c.upn_unknown IS NULL`],
  ['Sex', sql`c.sex IS NULL`],
  ['Ethnicity', sql`c.ethnicity IS NULL`],
  ['Day the plan started', sql`p.start_on IS NULL`],
  ['Primary need', lacks(sql`plan_need x`, sql`rank = '1'`)],
  ['Setting that the plan names', lacks(sql`named_setting x`, sql`true`)],
  ['Placement now', lacks(sql`placement x`, sql`leaving_on IS NULL`)],
];

// What is asked of each request `r`.
const ofRequests: readonly (readonly [string, Condition])[] = [
  ['Day the request was received', sql`r.received_on IS NULL`],
  ['Day the family was told of the decision to assess', sql`r.request_outcome IN ('assess', 'refuse') AND r.request_outcome_on IS NULL`],
  ['Day the plan was issued or refused', sql`r.assessment_outcome IN ('issue', 'no-plan') AND r.assessment_outcome_on IS NULL`],
];

/** What is not recorded of the plans in force on a day, and of all requests. */
export async function gapsInData(db: Database, today: Day): Promise<Gap[]> {
  const plans = await counted(db, ofPlans, sql`plan p JOIN child c USING (child_id) WHERE CASE WHEN p.cease_on IS NULL THEN p.cease_reason IS NULL ELSE p.cease_on > ${today}::date END`);
  const requests = await counted(db, ofRequests, sql`request r`);
  return [
    ...ofPlans.map(([what], i) => ({ what, of: 'plans in force', missing: plans[i] ?? 0, all: plans.at(-1) ?? 0 })),
    ...ofRequests.map(([what], i) => ({ what, of: 'requests', missing: requests[i] ?? 0, all: requests.at(-1) ?? 0 })),
  ];
}

// How many rows meet each condition, and last how many there are.
async function counted(db: Database, asked: readonly (readonly [string, Condition])[], from: RawBuilder<unknown>): Promise<number[]> {
  const counts = asked.map(([, condition]) => sql`(count(*) FILTER (WHERE ${condition}))::int`);
  const { rows } = await sql<{ counts: number[] }>`SELECT ARRAY[${sql.join([...counts, sql`count(*)::int`])}] AS counts FROM ${from}`.execute(db);
  return rows[0]?.counts ?? [];
}

/** The day on which staff last recorded what happened to a child; null where they never did. */
export async function lastWorkedOn(db: Database): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`SELECT max(worked_on) AS day FROM child`.execute(db);
  return rows[0]?.day ?? null;
}
