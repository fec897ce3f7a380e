// A live case as lists of work show it, for every day from the last that is known of it on: all that depends on the day
// is worked out when something is recorded, so that lists of a whole service need only look it up.
import { addDays, type Day } from '../calendar/day.ts';
import type { Case, Dispute } from '../case-history/case.ts';
import { openAssessment, planInForce, type Stage, stageOn } from '../case-history/case-stage.ts';
import { dataGaps } from '../case-history/data-gaps.ts';
import type { DatedCase } from './deadline-table.ts';
import type { Deadline } from './deadline.ts';
import { type Dated, dated, isLegalDuty, type LegalDuties, legalDutiesOn } from './legal-duties.ts';
import { statusOn } from './standing.ts';
import { unusualSteps } from './unusual-steps.ts';

/** A case on a day. */
export interface LiveCase extends LegalDuties {
  readonly stage: Stage;
  /** A request or assessment is open, and no plan in force. */
  readonly assessing: boolean;
  /** Primary need of the plan in force, or else of the latest plan. */
  readonly need: string | null;
  /** Bodies asked for advice in the open assessment that have not sent it, in the order of asking. */
  readonly bodies: readonly string[];
  /** The family's days for views on a draft or on amendments run. */
  readonly views: boolean;
  /** Settings consulted that have not replied. */
  readonly settings: number;
  /** A mediation adviser owes the certificate, and not for so long that nobody waits for it. */
  readonly mediator: boolean;
  /** An appeal is lodged, and neither decided, agreed nor withdrawn. */
  readonly appeal: boolean;
}

/** Days through which a live case stays as it is: up to the day before `untilOn`, or for ever. */
export interface Spell {
  readonly fromOn: Day;
  readonly untilOn: Day | null;
  readonly on: LiveCase;
  readonly settled: Case;
  /** Something basic is missing from the data or contradicts itself, or a step is unusual. */
  readonly dataProblem: boolean;
}

/**
 * The spells of a case, from the day of the last event known on: whoever asks for a list of today asks later than that.
 * A case is live whilst a request or assessment is open, a plan in force, or a legal duty to be done.
 */
export function spellsOf({ case: settled, deadlines }: DatedCase): Spell[] {
  if (!settled.stands) return [];
  const first = lastKnownOn(settled);
  const dates = deadlines.filter((date) => mayRunFrom(date, first)).map(dated);
  const days = turningDays(settled, dates).filter((on) => on > first);
  const dataProblem = dataGaps(settled).length > 0 || unusualSteps(settled).length > 0;
  const starts = [first, ...[...new Set(days)].sort()];
  return starts.flatMap((fromOn, i) => {
    const on = caseOn(settled, dates, fromOn);
    return on === null ? [] : [{ fromOn, untilOn: starts[i + 1] ?? null, on, settled, dataProblem }];
  });
}

const awaitsFamily: ReadonlySet<string> = new Set(['NA.REPS_END', 'AR.REPS_END']);
const awaitsSetting = 'CO.RESPONSE';
const awaitsMediator = 'MED.CERT';
/** Days after its last lawful day for which a certificate is waited for: after them it is for the authority to ask. */
const CERTIFICATE_AWAITED = 28;

// An event told of before it happens was known on the day it was recorded (by Greenwich time, which is never ahead of ours).
function lastKnownOn({ episodes }: Case): Day {
  let last = '0001-01-01';
  for (const { events } of episodes) {
    for (const { on, recordedAt } of events) {
      if (on === null) continue;
      const recordedOn = recordedAt.slice(0, 10);
      const knownOn = on > recordedOn ? recordedOn : on;
      if (knownOn > last) last = knownOn;
    }
  }
  return last as Day;
}

function mayRunFrom(date: Deadline, first: Day): boolean {
  const { code, dueOn, notApplicable, doneOn, closedOn } = date;
  const told = isLegalDuty({ nature: date.rule.nature, force: date.force }) || awaitsFamily.has(code) || code === awaitsSetting || code === awaitsMediator;
  return told && dueOn !== null && !notApplicable && (doneOn === null || doneOn > first) && (closedOn === null || closedOn > first);
}

/** Every day on which anything that a list shows may change. */
function turningDays({ plans }: Case, dates: readonly Dated[]): Day[] {
  const tooLate = dates.flatMap((date) => (date.code === awaitsMediator ? givenUpOn(date) ?? [] : []));
  const ofDates = dates.flatMap(({ knownOn, doneOn, closedOn, exemptFrom, dueOn }) => [knownOn, doneOn, closedOn, exemptFrom, dueOn === null ? null : addDays(dueOn, 1)]);
  return [...plans.map(({ ceaseOn }) => ceaseOn), ...ofDates, ...tooLate].filter((on) => on !== null);
}

const givenUpOn = ({ dueOn }: Pick<Dated, 'dueOn'>): Day | null => (dueOn === null ? null : addDays(dueOn, CERTIFICATE_AWAITED + 1));

// The case on a day, of which `dates` are those that may run then; null where it is not live.
function caseOn(settled: Case, dates: readonly Dated[], today: Day): LiveCase | null {
  const running = dates.filter((date) => statusOn(date, today).startsWith('OPEN'));
  const duties = legalDutiesOn(running.filter(({ legal }) => legal), today);
  const [plan, open] = [planInForce(settled, today), openAssessment(settled)];
  if (plan === undefined && open === undefined && duties.nextNo === null) return null;
  return {
    stage: stageOn(settled, today), assessing: plan === undefined && open !== undefined,
    need: (plan ?? settled.plans.at(-1))?.needs.find(({ rank }) => rank === '1')?.type ?? null,
    bodies: (open?.advice ?? []).filter(({ receivedOn }) => receivedOn === null).map(({ body }) => body ?? 'OTHER'),
    views: running.some(({ code }) => awaitsFamily.has(code)), settings: running.filter(({ code }) => code === awaitsSetting).length,
    mediator: running.some((date) => isCertificateAwaited(date, today)), appeal: openAppeals(settled).length > 0, ...duties,
  };
}

/** Whether a date that runs is the certificate of a mediation adviser, and still waited for on a day. */
export function isCertificateAwaited(date: Pick<Dated, 'code' | 'dueOn'>, today: Day): boolean {
  return date.code === awaitsMediator && today < (givenUpOn(date) ?? today);
}

/** The disputes of which an appeal is lodged, and neither decided, agreed nor withdrawn. */
export function openAppeals({ disputes, episodes }: Case): Dispute[] {
  const withdrawn = (no: number): boolean => episodes.some((one) => one.kind === 'DISPUTE' && one.no === no && one.events.some(({ kind }) => kind === 'APPEAL_WITHDRAWN'));
  return disputes.filter(({ no, appealOn, orderOn }) => appealOn !== null && orderOn === null && !withdrawn(no));
}
