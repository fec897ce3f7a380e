import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { casesOf } from './cases.sql.ts';
import { asked, inView, orderOf } from './list-conditions.sql.ts';
import type { ListQuestion } from './list-question.ts';
import type { ListedCase } from './listed-case.ts';
import { type Scope, type SystemViewId, viewsOf } from './views.ts';

/** Whose list, on what day. */
export interface Listing {
  readonly scope: Scope;
  readonly today: Day;
}

/** A page of a list, or all of it. */
export interface Part {
  readonly limit: number;
  readonly offset: number;
}

/** The cases that a question asks for, in its order; all of them where `part` is null. */
export async function caseList(db: Database, viewer: Viewer, { scope, today, question }: Listing & { question: ListQuestion }, part: Part | null): Promise<ListedCase[]> {
  const cut = part === null ? sql`` : sql`LIMIT ${part.limit} OFFSET ${part.offset}`;
  const order = orderOf(question, today);
  const { rows } = await sql<ListedCase>`
    SELECT child_id AS "childId", reference, surname, forename, stage, caseworker_id AS "caseworkerId", caseworker, worked_on AS "workedOn",
      due_on AS "dueOn", ahead_on AS "aheadOn", d.code, d.body, d.rule_set AS "ruleSet", d.trigger_kind AS "triggerKind", excused, overdue, inevitable, data_problem AS "dataProblem", bodies, views, settings, mediator, appeal
    FROM (SELECT * FROM (${casesOf(viewer, scope, today)}) AS cases WHERE ${asked(question, today)} ORDER BY ${order} ${cut}) AS page
    LEFT JOIN LATERAL (SELECT code, body, rule_set, trigger_kind FROM deadline WHERE deadline.child_id = page.child_id AND deadline_no = page.next_no) AS d ON true
    ORDER BY ${order}`.execute(db);
  return rows;
}

/** How many cases each view of the scope holds, and how many each of `questions` asks for. */
export async function countCases(
  db: Database, viewer: Viewer, { scope, today }: Listing, questions: Readonly<Record<string, ListQuestion>>,
): Promise<{ views: Record<SystemViewId, number>; asked: Record<string, number> }> {
  const views = viewsOf(scope);
  const counts = [...views.map((view) => inView(view, today)), ...Object.values(questions).map((question) => asked(question, today))];
  const columns = counts.map((condition, i) => sql`count(*) FILTER (WHERE ${condition})::int AS ${sql.id(`n${i}`)}`);
  const { rows } = await sql<Record<string, number>>`SELECT ${sql.join(columns)} FROM (${casesOf(viewer, scope, today)}) AS cases`.execute(db);
  const count = (i: number): number => rows[0]?.[`n${i}`] ?? 0;
  return {
    views: Object.fromEntries(views.map((view, i) => [view, count(i)])) as Record<SystemViewId, number>,
    asked: Object.fromEntries(Object.keys(questions).map((name, i) => [name, count(views.length + i)])),
  };
}
