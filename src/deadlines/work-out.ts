// Every date of a case: each rule of each part, started by its events, chosen by the day the duty falls due.
import { lastDay, type Span } from '../calendar/counting.ts';
import { addDays, type Day } from '../calendar/day.ts';
import type { Case, CaseEvent, Episode } from '../case-history/case.ts';
import { inForce, latestRule } from '../statute/rules.ts';
import type { Force, Rule, Start } from '../statute/rule.ts';
import { type Deadline, runOut, type Worked } from './deadline.ts';
import { exemptionOf } from './exceptions.ts';
import type { Law, Versions } from './law.ts';
import { dayIn, factOf, isStart, startDay } from './matching.ts';
import { outcomeOf } from './outcome.ts';
import { planDates } from './plan-dates.ts';
import { type Scene, sceneOf } from './scene.ts';
import { type Begun, type Found, specialDates } from './special-dates.ts';
import { warningsOf } from './warnings.ts';

interface Place { readonly episode: Episode; readonly scene: Scene }
interface Candidate { readonly rule: Rule; readonly start: Start | null; readonly begun: Begun }
interface Due extends Candidate { readonly found: Found; readonly reading: string | null; readonly replacedBy: string | null }

/** All dates of a case under the law. Pure and total; nothing in them depends on today. */
export function workOut(settled: Case, law: Law): Deadline[] {
  const scene = sceneOf(settled, law);
  return numbered([...scene.episodes.flatMap((episode) => datesOf({ episode, scene })), ...planDates(scene)]);
}

function numbered(worked: readonly Worked[]): Deadline[] {
  const turns = new Map<string, number>();
  const sorted = [...worked].sort((a, b) => ((a.triggerOn ?? '') < (b.triggerOn ?? '') ? -1 : (a.triggerOn ?? '') > (b.triggerOn ?? '') ? 1 : 0));
  return sorted.map((one, i) => {
    const turn = (turns.get(one.code) ?? 0) + 1;
    turns.set(one.code, turn);
    return { ...one, no: i + 1, turn };
  });
}

function datesOf(place: Place): Worked[] {
  const found: Worked[] = [];
  for (const versions of place.scene.law.byPart.get(place.episode.kind) ?? []) {
    const candidates = versions.derived ? basedOn(versions, found) : startedBy(versions, place);
    for (const begun of chosen(candidates)) {
      const own = candidates.filter((one) => one.begun.event === begun.event && one.begun.kind === begun.kind);
      const due = governing(own.map((one) => (one.rule.take === 'first named' ? { ...one, begun } : one)), place);
      if (due !== undefined) found.push(runOut(dateOf(due, place)));
    }
  }
  return found;
}

/** The events of the episode that start any version of the rule. */
function startedBy(versions: Versions, { episode, scene }: Place): Candidate[] {
  return episode.events.filter((event) => versions.startedBy.has(event.kind))
    .flatMap((event) => versions.rules.flatMap((rule) => rule.starts.flatMap((start) => {
      if (!isStart(start, event)) return [];
      const on = startDay(start, event, scene.law);
      const special = 'special' in rule.period;
      return on === null && !special ? [] : [{ rule, start, begun: { event, kind: start.name ?? event.kind, on, knownOn: knownOf(event, on) } }];
    })));
}

/** A duty is known from the earlier of the day of its event and the day that starts it: a move is known before it happens. */
function knownOf({ on: happenedOn }: CaseEvent, startsOn: Day | null): Day | null {
  return happenedOn !== null && startsOn !== null && startsOn < happenedOn ? startsOn : happenedOn;
}

/** The dates already found that the rule is worked out from: the earliest of them. */
function basedOn(versions: Versions, found: readonly Worked[]): Candidate[] {
  if (found.length === 0) return [];
  return versions.rules.flatMap((rule) => {
    const bases = found.filter((one) => rule.basedOn?.codes.includes(one.code) === true && one.dueOn !== null);
    const base = bases.reduce<Worked | undefined>((held, one) => (held === undefined || (one.dueOn as Day) < (held.dueOn as Day) ? one : held), undefined);
    return base === undefined ? [] : [{ rule, start: null, begun: { event: base.trigger, kind: base.code, on: base.dueOn, knownOn: earliest(bases.map((one) => one.knownOn)) } }];
  });
}

/** Of the events that could start it, those that do. */
function chosen(candidates: readonly Candidate[]): Begun[] {
  if (candidates.length === 0) return [];
  const begun = [...new Map(candidates.map((one) => [one.begun.event ?? one.begun.kind, one.begun])).values()]
    .sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : (a.on ?? '') > (b.on ?? '') ? 1 : 0));
  const rule = candidates[0]?.rule;
  if (rule === undefined || rule.take === 'each') return begun;
  if (rule.take === 'last') return begun.slice(-1);
  if (rule.take !== 'first named') return begun.slice(0, 1);
  const kind = rule.starts.map((start) => start.event).find((event) => begun.some((one) => one.kind === event));
  const named = begun.filter((one) => one.kind === kind).slice(-1);
  return named.map((one) => ({ ...one, knownOn: earliest(begun.map((other) => other.knownOn)) }));
}

function earliest(days: readonly (Day | null)[]): Day | null {
  return days.reduce((held, on) => (held === null || (on !== null && on < held) ? on : held), null);
}

/** The version in force on the day on which the duty falls due. */
function governing(candidates: readonly Candidate[], place: Place): Due | undefined {
  const dues = candidates.map((one) => dueOf(one, place)).filter((due) => due.found.on !== undefined);
  const { ruleSetAt } = place.scene.law;
  const governed = dues.filter((due) => {
    const at = ruleSetAt ?? due.found.on ?? due.begun.on;
    return at !== null && at !== undefined && inForce(due.rule, at);
  });
  const rule = latestRule(governed.map((due) => due.rule));
  return governed.find((due) => due.rule === rule);
}

function dueOf(candidate: Candidate, place: Place): Due {
  const { rule, begun } = candidate;
  const { law } = place.scene;
  for (const fact of begun.event === null ? [] : rule.replacedBy ?? []) {
    const on = dayIn(begun.event as CaseEvent, fact);
    if (on !== null) return { ...candidate, found: { on: atMost(on, candidate, law) }, reading: null, replacedBy: fact };
  }
  const other = rule.readings?.find((reading) => law.settings[reading.setting] === reading.value);
  const period = other?.period ?? rule.period;
  const reading = other === undefined ? readingOfStart(candidate, period, law) : `${other.setting}=${other.value}`;
  if ('special' in period) return { ...candidate, found: specialDates[period.special]({ begun, episode: place.episode, law, count: period.count ?? 0 }), reading, replacedBy: null };
  return { ...candidate, found: { on: begun.on === null ? undefined : counted(begun.on, period, reading, law) }, reading, replacedBy: null };
}

/** A day stated in place of the one worked out, or the furthest to which it may be put off. */
function atMost(stated: Day, { rule: { furthest }, begun }: Candidate, law: Law): Day {
  const last = furthest === undefined || begun.on === null ? stated : lastDay(begun.on, furthest, law.calendar);
  return last < stated ? last : stated;
}

function counted(from: Day, span: Span, reading: string | null, law: Law): Day {
  const on = lastDay(from, span, law.calendar);
  return reading === 'dayOne=TRIGGER_DAY' ? addDays(on, -1) : on;
}

/** A reading that bears on how the clock starts. */
function readingOfStart({ start, begun }: Candidate, period: Rule['period'], { settings }: Law): string | null {
  const sentOn = begun.event === null ? null : dayIn(begun.event, 'sentOn');
  if (start?.counts === 'order' && settings.orderStart === 'SENT' && sentOn !== null) return 'orderStart=SENT';
  if (start?.counts !== 'receipt') return null;
  if (settings.dayOne === 'TRIGGER_DAY' && 'counting' in period && period.counting === 'W-AFTER') return 'dayOne=TRIGGER_DAY';
  return settings.receiptRule === 'BUSINESS_DAY_5PM' ? 'receiptRule=BUSINESS_DAY_5PM' : null;
}

function dateOf(due: Due, place: Place): Worked {
  const { rule, begun, found } = due;
  const dueOn = found.on ?? null;
  const body = begun.event === null || rule.take !== 'each' ? null : factOf(begun.event, 'body') ?? factOf(begun.event, 'setting');
  return {
    code: rule.code, body, rule, part: place.episode.kind, partNo: place.episode.no, force: forceOf(due, place.scene.law),
    dueOn, quotedOn: quotedDay(due, place), practicalOn: dueOn === null ? null : place.scene.law.calendar.practicalDay(dueOn),
    reading: due.reading, triggerKind: begun.kind, triggerOn: begun.on, trigger: begun.event, knownOn: begun.knownOn,
    also: found.also ?? null, replacedBy: due.replacedBy,
    ...outcomeIn(due, dueOn, place), ...exemption(due, dueOn, { body, place }), ...warningsOf(rule, begun.on, dueOn, place),
  };
}

/** What a return cannot say, or says without a day, is not recorded: such a duty is neither open nor done. */
function outcomeIn({ rule, begun }: Due, dueOn: Day | null, place: Place): ReturnType<typeof outcomeOf> {
  const outcome = outcomeOf(rule, begun, dueOn, place);
  if (outcome.doneOn !== null || outcome.closedOn !== null) return outcome;
  const unsaid = rule.notInReturns === true && place.episode.events.every((event) => event.byReturn === true);
  return { ...outcome, notApplicable: outcome.notApplicable || unsaid || finishedBefore(place), unrecorded: unsaid };
}

/** An assessment that a return says was finished before its period, or that led to a plan on a day it does not say. */
function finishedBefore({ episode, scene }: Place): boolean {
  if (episode.kind !== 'ASSESSMENT') return false;
  const { assessments, plans } = scene.case;
  return assessments.some((one) => one.no === episode.no && (one.assessmentOutcome === 'historical' || (one.requestOutcome === 'historical' && one.ended)))
    || plans.some((plan) => plan.assessmentNo === episode.no && plan.startOn !== null);
}

function exemption({ rule, begun }: Due, dueOn: Day | null, { body, place }: { body: string | null; place: Place }): Pick<Deadline, 'exempt' | 'exemptFrom'> {
  if (rule.exceptions.length === 0 || begun.on === null || dueOn === null) return { exempt: null, exemptFrom: null };
  const events = place.episode.kind === 'ASSESSMENT' ? place.episode.events : place.scene.all;
  return exemptionOf({ code: rule.code, body, rule, from: begun.on, dueOn }, events);
}

/** Whether to treat staying on in the same school's sixth form as a transfer is for an officer: the date is internal. */
function forceOf({ rule, begun }: Due, law: Law): Force {
  const stays = begun.event !== null && begun.event.facts['sameInstitution'] === true && factOf(begun.event, 'kind') === 'SECONDARY_TO_POST16';
  return rule.code === 'PT.FINAL' && stays && law.settings.sameSchoolSixthForm === 'ASK' ? 'INTERNAL' : rule.force;
}

function quotedDay({ rule, begun }: Due, { episode, scene }: Place): Day | null {
  if (rule.code !== 'PT.FINAL') return null;
  return specialDates['phase transfer quoted']({ begun, episode, law: scene.law, count: 0 }).on ?? null;
}
