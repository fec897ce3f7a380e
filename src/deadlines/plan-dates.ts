// Dates of a plan as a whole: the cycle of yearly reviews, prompts for young children, and the age to which it may run.
import { lastDay } from '../calendar/counting.ts';
import { addDays, ageOn, type Day, dayFrom, partsOf } from '../calendar/day.ts';
import { birthday } from '../calendar/school-year.ts';
import type { CaseEvent, Plan } from '../case-history/case.ts';
import { inForce, latestRule } from '../statute/rules.ts';
import type { Rule } from '../statute/rule.ts';
import type { Scene } from './scene.ts';
import { runOut, type Worked } from './deadline.ts';

interface Year {
  readonly from: Day;
  readonly kind: string;
  readonly event: CaseEvent | null;
  /** The day the review that ends it was complete. */
  readonly completeOn: Day | null;
  /** The first meeting since it began. */
  readonly metOn: Day | null;
}

/** The dates of all plans of a case. */
export function planDates(scene: Scene): Worked[] {
  return [...scene.case.plans.flatMap((plan) => yearsOf(plan, scene).flatMap((year) => datesOfYear(year, plan, scene))), ...maximumAge(scene)];
}

/** The years of a plan: from the day it was first made, then from each completed review (section 44(1)). */
function yearsOf(plan: Plan, scene: Scene): Year[] {
  const atMeeting = scene.law.settings.reviewCompletes === 'MEETING';
  const completed = plan.reviews.map((review) => (atMeeting ? review.meetingOn : review.decisionOn))
    .filter((on): on is Day => on !== null && (plan.startOn === null || on >= plan.startOn)).sort();
  const made = eventsOf(plan, scene).find((event) => event.kind === 'PLAN_FIRST_MADE');
  const starts = [
    ...(plan.startOn === null || transferredIn(scene, plan) ? [] : [{ from: plan.startOn, kind: 'PLAN_FIRST_MADE', event: made ?? null }]),
    ...completed.map((from) => ({ from, kind: atMeeting ? 'REVIEW_MEETING_HELD' : 'REVIEW_DECISION_NOTIFIED', event: null })),
  ];
  const years = starts.map((start, i): Year => ({ ...start, completeOn: starts[i + 1]?.from ?? null, metOn: firstMeeting(plan, start.from) }));
  // A return names only the last review: years before it may have held reviews that nobody recorded here.
  return made?.byReturn === true ? years.slice(-1) : years;
}

function eventsOf(plan: Plan, scene: Scene): readonly CaseEvent[] {
  return scene.episodes.find((episode) => episode.kind === 'PLAN' && episode.no === plan.no)?.events ?? [];
}

/** A plan passed on by another authority has its first review day from regulation 15(5). */
function transferredIn(scene: Scene, plan: Plan): boolean {
  return plan.transferredFrom !== null && scene.all.some((event) => event.kind === 'PLAN_TRANSFERRED_IN');
}

function firstMeeting(plan: Plan, from: Day): Day | null {
  const meetings = plan.reviews.map((review) => review.meetingOn).filter((on): on is Day => on !== null && on > from).sort();
  return meetings[0] ?? null;
}

function datesOfYear(year: Year, plan: Plan, scene: Scene): Worked[] {
  const { law } = scene;
  const complete = datum('AR.COMPLETE_BY', year.from, { year, plan, scene });
  if (complete?.dueOn == null || (law.horizon !== null && complete.dueOn > law.horizon)) return [];
  const target = datum('AR.MEETING_TARGET', complete.dueOn, { year, plan, scene });
  const born = scene.case.person.dob;
  const young = born !== null && ageOn(born, year.from) < 5;
  const prompts = young ? ['AR.UNDER5_FROM', 'AR.UNDER5_TO'].map((code) => datum(code, year.from, { year, plan, scene })) : [];
  return [complete, target && { ...target, triggerKind: 'AR.COMPLETE_BY' }, ...prompts].filter((one) => one !== undefined).map(runOut);
}

/** One date counted from `from`; undefined where no rule is in force. */
function datum(code: string, from: Day, { year, plan, scene }: { year: Year; plan: Plan; scene: Scene }): Worked | undefined {
  const { law } = scene;
  const versions = law.byPart.get('PLAN')?.find((one) => one.code === code)?.rules ?? [];
  const governed = versions.flatMap((rule) => {
    const other = rule.readings?.find((one) => law.settings[one.setting] === one.value);
    const period = other?.period ?? rule.period;
    const dueOn = 'special' in period ? null : lastDay(from, period, law.calendar);
    const reading = other === undefined ? null : `${other.setting}=${other.value}`;
    return dueOn !== null && inForce(rule, law.ruleSetAt ?? dueOn) ? [{ rule, dueOn, reading }] : [];
  });
  const rule = latestRule(governed.map((one) => one.rule));
  const due = governed.find((one) => one.rule === rule);
  if (due === undefined) return undefined;
  const doneOn = code === 'AR.COMPLETE_BY' ? year.completeOn : year.metOn;
  return { ...bare(due.rule, due.dueOn, plan, scene), reading: due.reading, triggerKind: year.kind, triggerOn: from, trigger: year.event, knownOn: year.from, ...ended(plan, doneOn, scene) };
}

/** Done, unless the plan had ended or was passed to another authority before. */
function ended(plan: Plan, doneOn: Day | null, scene: Scene): Pick<Worked, 'doneOn' | 'closedOn' | 'notApplicable'> {
  if (doneOn !== null && (plan.ceaseOn === null || doneOn <= plan.ceaseOn)) return { doneOn, closedOn: null, notApplicable: false };
  const passedOn = scene.all.find((event) => event.kind === 'PLAN_TRANSFERRED_OUT' && (plan.startOn === null || event.on === null || event.on >= plan.startOn));
  const closedOn = plan.ceaseOn ?? passedOn?.on ?? null;
  return { doneOn: null, closedOn, notApplicable: closedOn === null && (plan.ceaseReason !== null || passedOn !== undefined) };
}

function bare(rule: Rule, dueOn: Day, plan: Plan, scene: Scene): Worked {
  return {
    code: rule.code, body: null, rule, part: 'PLAN', partNo: plan.no, force: rule.force, dueOn, quotedOn: null, practicalOn: scene.law.calendar.practicalDay(dueOn),
    reading: null, triggerKind: '', triggerOn: null, trigger: null, knownOn: null, also: null, replacedBy: null, doneOn: null, deliveredOn: null,
    closedOn: null, notApplicable: false, unrecorded: false, exempt: null, exemptFrom: null, inevitableFrom: null, atRiskFrom: null, adviceLateFrom: null,
  };
}

/** The last day to which a plan may run (section 46); for a person of whom only the setting is known, as if there were one. */
function maximumAge(scene: Scene): Worked[] {
  const { person, plans } = scene.case;
  const plan = plans.at(-1);
  const born = person.dob;
  const rule = scene.law.byPart.get('PLAN')?.find((one) => one.code === 'PL.MAX_END')?.rules[0];
  if (born === null || rule === undefined || (plan === undefined && person.setting === null)) return [];
  const dueOn = /APPRENTIC/i.test(person.setting ?? '') ? addDays(birthday(born, 26), -1) : endOfYearAt25(born);
  const held = plan ?? { no: 1, ceaseOn: null, ceaseReason: null, startOn: null };
  return [{ ...bare(rule, dueOn, held as Plan, scene), triggerKind: 'PERSON', triggerOn: birthday(born, 25), ...ended(held as Plan, null, scene) }].map(runOut);
}

function endOfYearAt25(born: Day): Day {
  const at25 = birthday(born, 25);
  const { year } = partsOf(at25);
  const july = dayFrom(year, 7, 31);
  return july >= at25 ? july : dayFrom(year + 1, 7, 31);
}
