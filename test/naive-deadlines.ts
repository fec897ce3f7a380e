// A second reading of the law for the commonest stories, written from its words: dates by turning over the leaves of a
// calendar (naive-counting.ts), statuses by asking what has happened by the day. Run on its own, it compares ten
// thousand random stories with the program.
import { fc } from './chances.ts';
import type { Day } from '../src/calendar/day.ts';
import type { Facts } from '../src/case-history/entry.ts';
import { settle } from '../src/case-history/settle.ts';
import { lawWith } from '../src/deadlines/law.ts';
import { standing } from '../src/deadlines/standing.ts';
import { workOut } from '../src/deadlines/work-out.ts';
import { story } from './entries.ts';
import { naive, turn } from './naive-counting.ts';

type Told = [kind: string, on: string, facts?: Facts];
interface Expected { due: string; done: string | undefined; closed: string | undefined }
type Dates = Record<string, Expected>;

const weeks = (from: string, count: number): string => naive(from, { counting: 'W-AFTER', count });
const first = (...days: (string | undefined)[]): string | undefined => days.filter((on) => on !== undefined).sort()[0];

/** An assessment: what happened, on which days. Days that are undefined did not happen. */
interface Assessment { asked: string; decided?: string; refused: boolean; draft?: string; noPlan?: string; sent?: string }

function assessment(a: Assessment): Dates {
  const refused = a.refused ? a.decided : undefined;
  const final = weeks(a.asked, 20);
  const draftBy = naive(final, { counting: 'AT-LEAST-BEFORE', count: 15, unit: 'days' });
  return {
    'NA.DECIDE_ASSESS': { due: weeks(a.asked, 6), done: a.decided, closed: a.decided === undefined ? first(a.noPlan, a.sent) : undefined },
    'NA.NOTIFY_NO_PLAN': { due: weeks(a.asked, 16), done: a.noPlan, closed: a.noPlan === undefined ? first(refused, a.draft, a.sent) : undefined },
    'NA.FINAL_PLAN': { due: final, done: a.sent, closed: a.sent === undefined ? first(refused, a.noPlan) : undefined },
    'NA.DRAFT_LATEST': { due: draftBy, done: a.draft, closed: a.draft === undefined ? first(refused, a.noPlan, a.sent) : undefined },
  };
}

function toldOfAssessment(a: Assessment): Told[] {
  const told: (Told | undefined)[] = [
    ['REQUEST_RECEIVED', a.asked], a.decided === undefined ? undefined : [a.refused ? 'DECISION_NOT_TO_ASSESS_NOTIFIED' : 'DECISION_TO_ASSESS_NOTIFIED', a.decided],
    a.draft === undefined ? undefined : ['DRAFT_PLAN_SERVED', a.draft], a.noPlan === undefined ? undefined : ['DECISION_NO_PLAN_NOTIFIED', a.noPlan],
    a.sent === undefined ? undefined : ['FINAL_PLAN_SENT', a.sent],
  ];
  return told.filter((one) => one !== undefined);
}

interface Review { met: string; letter?: string; outcome: string; notice?: string; sent?: string }

function review(r: Review): Dates {
  const kept = r.outcome === 'AMEND' ? undefined : r.letter;
  const open = (done: string | undefined): Pick<Expected, 'done' | 'closed'> => ({ done, closed: done === undefined ? kept : undefined });
  const overall = weeks(r.met, 12);
  const fromNotice = r.notice === undefined ? undefined : weeks(r.notice, 8);
  return {
    'AR.DECISION': { due: weeks(r.met, 4), done: r.letter, closed: undefined },
    'AR.AMEND_NOTICE': { due: weeks(r.met, 4), ...open(r.notice) },
    'AR.FINAL_DEVON': { due: overall, ...open(r.sent) },
    'AR.FINAL': { due: first(overall, fromNotice) as string, ...open(r.sent) },
    ...(fromNotice === undefined ? {} : { 'AR.FINAL_REG22': { due: fromNotice, done: r.sent, closed: undefined } }),
    ...(r.letter === undefined ? {} : { 'AR.COMPLETE_BY': { due: naive(r.letter, { counting: 'M-FROM', count: 12 }), done: undefined, closed: undefined } }),
  };
}

function toldOfReview(r: Review): Told[] {
  const told: (Told | undefined)[] = [
    ['REVIEW_MEETING_HELD', r.met], r.letter === undefined ? undefined : ['REVIEW_DECISION_NOTIFIED', r.letter, { outcome: r.outcome }],
    r.notice === undefined ? undefined : ['AMENDMENT_NOTICE_SENT', r.notice], r.sent === undefined ? undefined : ['FINAL_AMENDED_PLAN_SENT', r.sent],
  ];
  return told.filter((one) => one !== undefined);
}

/** The status and days late by asking what has happened by the day. */
function status({ due, done, closed }: Expected, today: string): string {
  let late = 0;
  const by = done !== undefined && done <= today ? done : today;
  for (let at = due; at < by; at = turn(at, 1)) late += 1;
  if (done !== undefined && done <= today) return late === 0 ? 'MET 0' : `DONE_LATE ${late}`;
  if (closed !== undefined && closed <= today) return 'NOT_APPLICABLE null';
  return today === due ? 'OPEN_DUE_TODAY 0' : late > 0 ? `OPEN_OVERDUE ${late}` : 'OPEN_IN_TIME 0';
}

const law = lawWith();

function compare(told: readonly Told[], expected: Dates, today: string): void {
  const found = workOut(settle(story(...told)), law);
  for (const [code, one] of Object.entries(expected)) {
    const deadline = found.findLast((date) => date.code === code);
    const stands = deadline === undefined ? undefined : standing(deadline, today as Day);
    const [program, words] = [`${deadline?.dueOn} ${stands?.status} ${stands?.daysLate}`, `${one.due} ${status(one, today)}`];
    if (program !== words) throw new Error(`${code} on ${today} of ${JSON.stringify(told)}: the program says ${program}, the law's words ${words}`);
  }
}

/** Days after the start, turned leaf by leaf. */
function after(from: string, count: number): string {
  let at = from;
  for (let n = 0; n < count; n += 1) at = turn(at, 1);
  return at;
}

const begins = fc.integer({ min: 0, max: 1300 }).map((n) => after('2022-04-01', n));
const gap = fc.integer({ min: 0, max: 70 });
const maybe = fc.boolean();

const assessments = fc.record({ asked: begins, gaps: fc.tuple(gap, gap, gap), refused: maybe, decides: maybe, ends: fc.constantFrom('sent', 'noPlan', 'open'), drafts: maybe })
  .map(({ asked, gaps: [a, b, c], refused, decides, ends, drafts }): Assessment => {
    const decided = after(asked, a);
    const goes = !(refused && decides);
    return {
      asked, refused: refused && decides, ...(decides ? { decided } : {}), ...(goes && drafts && ends !== 'noPlan' ? { draft: after(decided, b) } : {}),
      ...(goes && ends === 'noPlan' ? { noPlan: after(decided, b) } : {}), ...(goes && ends === 'sent' ? { sent: after(decided, b + c) } : {}),
    };
  });

const reviews = fc.record({ met: begins, gaps: fc.tuple(gap, gap, gap), outcome: fc.constantFrom('MAINTAIN', 'AMEND', 'CEASE'), steps: fc.integer({ min: 0, max: 3 }) })
  .map(({ met, gaps: [a, b, c], outcome, steps }): Review => {
    const letter = after(met, a);
    const notice = after(letter, b);
    const amends = outcome === 'AMEND';
    return { met, outcome, ...(steps > 0 ? { letter } : {}), ...(amends && steps > 1 ? { notice } : {}), ...(amends && steps > 2 ? { sent: after(notice, c) } : {}) };
  });

if (import.meta.main) {
  let agreed = 0;
  const stories = fc.oneof(
    assessments.map((a) => ({ told: toldOfAssessment(a), expected: assessment(a), from: a.asked })),
    reviews.map((r) => ({ told: toldOfReview(r), expected: review(r), from: r.met })),
  );
  fc.assert(fc.property(stories, fc.integer({ min: 0, max: 250 }), ({ told, expected, from }, days) => {
    const today = after(from, days);
    const happened = told.filter(([, on]) => on <= today);
    const known = (date: Expected): Expected => ({ ...date, done: inTime(date.done, today), closed: inTime(date.closed, today) });
    const begun = Object.entries(expected).filter(([code]) => code !== 'AR.COMPLETE_BY' && code !== 'AR.FINAL_REG22');
    compare(told, Object.fromEntries(begun), today);
    if (happened.length === told.length) compare(happened, Object.fromEntries(Object.entries(expected).map(([code, date]) => [code, known(date)])), today);
    agreed += 1;
  }), { numRuns: 10_000 });
  process.stdout.write(`${agreed} cases agree in ${Intl.DateTimeFormat().resolvedOptions().timeZone}\n`);
}

function inTime(on: string | undefined, today: string): string | undefined {
  return on !== undefined && on <= today ? on : undefined;
}
