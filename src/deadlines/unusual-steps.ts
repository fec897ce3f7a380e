// What can have happened though the law or the case does not provide for it: asked about once, confirmed with a reason and recorded
// all the same, and told and counted among what is wrong with the data. What cannot have happened is refused instead (see `casework/refuse.ts`).
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Case, CaseEvent } from '../case-history/case.ts';
import { notToAssess, released, toAssess } from '../case-history/deciding-to-assess.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { familyHeard, familyHeardOnAmendments } from './family-heard.ts';

/** What is unusual about an event among the others of its case; null where nothing is. */
type Ask = (event: { readonly kind: string; readonly on: Day }, others: readonly CaseEvent[], settled: Case) => string | null;

const keyOf = ({ kind, subjectId, seq }: CaseEvent): string => `${kind} ${subjectId} ${seq}`;

/** A step that comes after another one. */
function after(what: string, ...kinds: string[]): Ask {
  return ({ on }, others) => (others.some((other) => kinds.includes(other.kind) && (other.on === null || other.on <= on)) ? null : `No ${what} is recorded on or before ${dayInWords(on)}.`);
}

/** A refusal after the family was told that the authority will assess. */
const wentBack: Ask = ({ kind, on }, others, { assessments, episodes }) => {
  const no = assessments.findLast(({ receivedOn }) => receivedOn === null || receivedOn <= on)?.no;
  const own = new Set(episodes.find((episode) => episode.kind === 'ASSESSMENT' && episode.no === no)?.events.map(keyOf));
  const told = others.filter((other) => own.has(keyOf(other)) && other.kind === (kind === toAssess ? notToAssess : toAssess))
    .find((other) => other.on !== null && (kind === toAssess ? other.on > on : other.on < on));
  if (told?.on == null || others.some((other) => released.includes(other.kind) && (other.on ?? '') >= (told.on as Day))) return null;
  const [first, then] = kind === toAssess ? [on, told.on] : [told.on, on];
  return `The family was told on ${dayInWords(first)} that the authority will assess, and on ${dayInWords(then)} that it will not. An assessment that was agreed ends with a plan, or with notice that there will be none (regulation 10).`;
};

const planEnded: Ask = ({ on }, _others, { plans }) => {
  const ceased = plans.at(-1)?.ceaseOn;
  return ceased != null && ceased < on ? `The plan ended on ${dayInWords(ceased)}, before that day.` : null;
};

const asks: Readonly<Record<string, readonly Ask[]>> = {
  [toAssess]: [wentBack],
  [notToAssess]: [wentBack],
  ADVICE_RECEIVED: [after('request for advice', 'ADVICE_REQUESTED')],
  DECISION_NO_PLAN_NOTIFIED: [after('decision to assess', 'DECISION_TO_ASSESS_NOTIFIED', 'LA_CONCEDED_INFORMALLY', 'TRIBUNAL_ORDER_MADE', 'MEDIATION_AGREEMENT_SIGNED')],
  FINAL_PLAN_SENT: [({ on }, others, settled) => familyHeard(on, others, settled)],
  REVIEW_REPORT_SENT: [after('review meeting', 'REVIEW_MEETING_HELD')],
  REVIEW_DECISION_NOTIFIED: [after('review meeting', 'REVIEW_MEETING_HELD')],
  FINAL_AMENDED_PLAN_SENT: [planEnded, ({ on }, others) => familyHeardOnAmendments(on, others)],
  NO_AMENDMENT_NOTIFIED: [after('notice of amendments', 'AMENDMENT_NOTICE_SENT')],
  CEASE_CONSULTED: [planEnded],
  CEASE_DECISION_NOTIFIED: [planEnded],
};

/** A step with its day, where that is known. */
interface Step { readonly kind: string; readonly on: Day | null }

function doubts({ kind, on }: Step, others: readonly CaseEvent[], settled: Case): string[] {
  return on === null ? [] : (asks[kind] ?? []).flatMap((ask) => ask({ kind, on }, others, settled) ?? []);
}

/** Each event once: a notice that can be appealed stands in its dispute too. */
function eventsOf({ episodes }: Case): CaseEvent[] {
  return [...new Map(episodes.flatMap(({ events }) => events.map((event) => [keyOf(event), event]))).values()];
}

/** What is unusual about an event that somebody wants to record, each in a sentence or two; empty where nothing is. Pure. */
export function questions(event: Step, settled: Case): string[] {
  return doubts(event, eventsOf(settled), settled);
}

/**
 * Steps of a case as it is recorded that would be asked about, each with its title, its day and what is unusual. What returns and
 * trackers tell is left out: they hold only some of the steps.
 */
export function unusualSteps(settled: Case): string[] {
  const all = eventsOf(settled);
  return all.filter(({ kind, byReturn }) => byReturn !== true && kind !== toAssess).flatMap((event) =>
    doubts(event, all.filter((other) => other !== event), settled).map((text) => `“${kindNamed(event.kind)?.title ?? event.kind}” of ${dayInWords(event.on as Day)}: ${text}`));
}
