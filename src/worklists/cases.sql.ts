// The one relation behind every list of cases: a row for each live case of a scope, with all that a list shows, sorts
// and filters by. Counts and lists are views of it, so that they cannot differ.
import { type RawBuilder, sql } from 'kysely';
import { addDays, type Day, weekday } from '../calendar/day.ts';
import { schoolYearOf } from '../calendar/school-year.ts';
import { mayList } from '../casework/may-see.sql.ts';
import { exemptSql } from '../deadlines/standing.sql.ts';
import type { Viewer } from '../platform/viewer.ts';
import { hasDataProblem, inForce } from './data-problems.sql.ts';
import { type Scope, SOON_DAYS } from './views.ts';

type Fragment = RawBuilder<unknown>;

/** The legal duties: those that it would be unlawful to miss. */
export const legalDuty: RawBuilder<boolean> = sql`(nature = 'duty' AND force IN ('STATUTORY', 'CASE_LAW'))`;

/** The last day of the week, Sunday, that holds a day. */
export function sundayOf(today: Day): Day {
  return addDays(today, 7 - weekday(today));
}

/**
 * The dates that run on a day, over the columns of `deadline`: those whose `statusSql` begins with OPEN, in the plain
 * comparisons that a list of thousands of cases needs.
 */
export function isRunning(today: Day): RawBuilder<boolean> {
  const now = sql`${today}::date`;
  return sql<boolean>`(due_on IS NOT NULL AND NOT not_applicable AND (done_on IS NULL OR done_on > ${now}) AND (closed_on IS NULL OR closed_on > ${now}) AND (known_on IS NULL OR known_on <= ${now}))`;
}

/** Of dates that run, those past their last lawful day although an exception is recorded. */
export function isExcused(today: Day): RawBuilder<boolean> {
  return sql<boolean>`(${exemptSql(today)} AND due_on < ${today}::date)`;
}

// The team of a case is the one it was allocated to, else that of its caseworker.
function inScope(viewer: Viewer, scope: Scope): RawBuilder<boolean> {
  if (scope.kind === 'mine') return sql<boolean>`c.caseworker_id = ${viewer.staffId}::uuid`;
  if (scope.kind === 'service') return sql<boolean>`true`;
  return sql<boolean>`(c.team_id = ${scope.team}::uuid OR (c.team_id IS NULL AND c.caseworker_id = ANY(ARRAY(SELECT id FROM staff WHERE team_id = ${scope.team}::uuid))))`;
}

const openWindow = (today: Day): Fragment => sql`EXISTS (SELECT FROM deadline WHERE deadline.child_id = c.child_id AND code IN ('NA.REPS_END', 'AR.REPS_END') AND ${isRunning(today)})`;

const reviewStage = sql`(SELECT CASE
    WHEN meeting_on IS NOT NULL AND decision_on IS NULL AND outcome IS NULL THEN 'review'
    WHEN outcome = 'amend' AND final_on IS NULL AND not_amended_on IS NULL THEN 'amending' END
  FROM review WHERE review.child_id = c.child_id AND review.plan_no = p.plan_no ORDER BY review_no DESC LIMIT 1)`;

const bodies = sql`ARRAY(SELECT coalesce(body, 'OTHER') FROM advice_request a
  WHERE a.child_id = c.child_id AND a.request_no = r.request_no AND a.received_on IS NULL ORDER BY advice_no)`;

const adviceStage = sql`(SELECT CASE WHEN count(*) = 0 THEN 'advice-to-ask' WHEN bool_or(received_on IS NULL) THEN 'advice' ELSE 'advice-in' END
  FROM advice_request a WHERE a.child_id = c.child_id AND a.request_no = r.request_no)`;

const stage = sql`CASE
  WHEN p.plan_no IS NOT NULL THEN coalesce(${reviewStage}, 'plan')
  WHEN r.request_no IS NULL THEN 'ended'
  ELSE (SELECT CASE WHEN coalesce(request_outcome, 'undecided') = 'undecided' THEN 'request' WHEN draft_served_on IS NOT NULL THEN 'draft' ELSE ${adviceStage} END
    FROM request WHERE request.child_id = c.child_id AND request.request_no = r.request_no) END`;

// The primary need of the plan in force, or else of the latest plan.
const need = sql`(SELECT n.need FROM plan_need n WHERE n.child_id = c.child_id AND n.rank = '1'
  AND n.plan_no = coalesce(p.plan_no, (SELECT max(plan_no) FROM plan WHERE plan.child_id = c.child_id)) ORDER BY n.need_no LIMIT 1)`;

// The legal duties of a case that run, in one row; the next is the one due first, those excused after all others.
function dues(today: Day): Fragment {
  const excused = isExcused(today);
  return sql`SELECT (array_agg(deadline_no ORDER BY ${excused}, due_on, deadline_no))[1] AS next_no,
      coalesce(min(due_on) FILTER (WHERE NOT ${excused}), min(due_on)) AS due_on,
      bool_and(${excused}) AS excused,
      count(*) FILTER (WHERE due_on < ${today}::date AND NOT ${excused}) AS overdue,
      bool_or(due_on BETWEEN ${today}::date AND ${sundayOf(today)}::date) AS this_week,
      bool_or(due_on <= ${addDays(today, SOON_DAYS)}::date AND NOT ${excused}) AS soon,
      bool_or(inevitable_from <= ${today}::date AND NOT ${exemptSql(today)} AND due_on >= ${today}::date) AS inevitable
    FROM deadline WHERE deadline.child_id = c.child_id AND ${legalDuty} AND ${isRunning(today)}`;
}

/**
 * The live cases of a scope that `viewer` may find in a list, as a query: a request or assessment open, a plan in force,
 * or a legal duty to be done. Its columns are those of the list below. `among` narrows it down, as a condition on `child c`.
 */
export function casesOf(viewer: Viewer, scope: Scope, today: Day, among: RawBuilder<boolean> = sql`true`): Fragment {
  const schoolYear = `${schoolYearOf(today)}-08-31`;
  return sql`SELECT c.child_id, c.reference, c.surname, c.forename, c.birth_on, c.caseworker_id, worker.name AS caseworker, c.worked_on,
      d.next_no, d.due_on, coalesce(d.excused, false) AS excused, coalesce(d.overdue, 0) AS overdue, coalesce(d.this_week, false) AS this_week,
      coalesce(d.soon, false) OR (p.plan_no IS NULL AND r.request_no IS NOT NULL) AS busy, coalesce(d.inevitable, false) AS inevitable,
      ${stage} AS stage, ${need} AS need, (extract(year FROM age(${schoolYear}::date, c.birth_on)) - 4)::int AS school_year,
      ${bodies} AS bodies, ${openWindow(today)} AS views, ${settingsAwaited(today)} AS settings, ${appealOpen} AS appeal, ${hasDataProblem} AS data_problem
    FROM child c LEFT JOIN staff worker ON worker.id = c.caseworker_id
    CROSS JOIN LATERAL (${dues(today)}) d
    CROSS JOIN LATERAL (SELECT max(plan_no) AS plan_no FROM plan WHERE plan.child_id = c.child_id AND ${inForce(today)}) p
    CROSS JOIN LATERAL (SELECT max(request_no) AS request_no FROM request WHERE request.child_id = c.child_id AND NOT ended) r
    WHERE ${inScope(viewer, scope)} AND ${mayList(viewer, today)} AND ${among}
      AND (p.plan_no IS NOT NULL OR r.request_no IS NOT NULL OR d.next_no IS NOT NULL)`;
}

const settingsAwaited = (today: Day): Fragment => sql`(SELECT count(*)::int FROM deadline WHERE deadline.child_id = c.child_id AND code = 'CO.RESPONSE' AND ${isRunning(today)})`;

// An appeal that was withdrawn is told by its response being needed no more.
const appealOpen = sql`EXISTS (SELECT FROM dispute WHERE dispute.child_id = c.child_id AND appeal_on IS NOT NULL AND order_on IS NULL
  AND NOT EXISTS (SELECT FROM deadline l WHERE l.child_id = c.child_id AND l.code = 'APP.LA_RESPONSE' AND l.trigger_on >= dispute.appeal_on AND l.done_on IS NULL AND l.closed_on IS NOT NULL))`;
