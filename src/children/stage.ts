// Where a case is and who has to act next, in words.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Assessment, Case, CaseEvent, Plan } from '../case-history/case.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { type Duty, isOpen } from './duty.ts';

/** Somebody who has the ball, and what is awaited of them. */
export interface Holder {
  readonly who: string;
  readonly what: string;
}

/** Where the case is today, in a few words. */
export function stageOf({ assessments, plans }: Case, today: Day): string {
  const plan = plans.findLast((one) => inForce(one, today));
  const open = assessments.findLast((one) => !one.ended);
  if (plan !== undefined) return planStage(plan);
  if (open !== undefined) return openStage(open);
  const ended = plans.at(-1);
  if (ended !== undefined) return ended.ceaseOn === null ? 'Plan ended' : `Plan ended on ${dayInWords(ended.ceaseOn)}`;
  const last = assessments.at(-1);
  return last === undefined ? 'No request recorded' : closedStage(last);
}

function inForce({ ceaseOn, ceaseReason }: Plan, today: Day): boolean {
  return ceaseOn === null ? ceaseReason === null : ceaseOn > today;
}

function planStage({ reviews }: Plan): string {
  const review = reviews.at(-1);
  if (review === undefined) return 'Plan in force';
  if (review.meetingOn !== null && review.decisionOn === null && review.outcome === null) return 'Plan in force: decision after the review to come';
  const amending = review.outcome === 'amend' && review.finalOn === null && review.notAmendedOn === null;
  return amending ? 'Plan in force: being amended after the review' : 'Plan in force';
}

function openStage({ requestOutcome, draftServedOn, advice }: Assessment): string {
  if (requestOutcome === null || requestOutcome === 'undecided') return 'Request: decision whether to assess to come';
  if (draftServedOn !== null) return 'Assessment: draft plan sent to the family';
  if (advice.length === 0) return 'Assessment: advice to be asked for';
  return advice.some((one) => one.receivedOn === null) ? 'Assessment: advice awaited' : 'Assessment: advice is in, plan to be decided';
}

function closedStage({ requestOutcome, assessmentOutcome, exportedTo, endedOn }: Assessment): string {
  const when = endedOn === null ? '' : ` on ${dayInWords(endedOn)}`;
  if (exportedTo !== null) return `Moved to another authority${when}`;
  if (assessmentOutcome === 'issue') return `Plan issued${when}, but no plan is in the record`;
  if (assessmentOutcome === 'no-plan') return `Assessed: no plan, told${when}`;
  if (requestOutcome === 'refuse') return `Not to be assessed, told${when}`;
  if (requestOutcome === 'withdrawn' || assessmentOutcome === 'withdrawn') return `Request withdrawn${when}`;
  return `Assessment ended${when}`;
}

/** Who has to act next, those outside first; the authority where nobody else is awaited. */
export function whoHasTheBall(settled: Case, duties: readonly Duty[], today: Day): Holder[] {
  const open = settled.assessments.findLast((one) => !one.ended);
  const others = [...family(duties, today), ...(open === undefined ? [] : [...advisers(open), ...settings(settled, open)]), ...tribunal(settled)];
  if (others.length > 0) return others;
  const running = duties.some((duty) => duty.nature === 'duty' && isOpen(duty, today));
  return [{ who: 'The authority', what: running ? 'nobody else is awaited' : 'nothing is awaited of anybody' }];
}

function family(duties: readonly Duty[], today: Day): Holder[] {
  return duties.filter(({ code }) => code === 'NA.REPS_END' || code === 'AR.REPS_END').filter((duty) => isOpen(duty, today))
    .map(({ dueOn }) => ({ who: 'The family', what: `views until ${dueOn === null ? 'a day not recorded' : dayInWords(dueOn)}` }));
}

function advisers({ advice }: Assessment): Holder[] {
  return advice.filter((one) => one.receivedOn === null).map(({ body, requestedOn }) => ({
    who: (adviceBodies as Readonly<Record<string, string>>)[body ?? ''] ?? body ?? 'An adviser',
    what: `advice, asked for ${requestedOn === null ? 'on a day not recorded' : `on ${dayInWords(requestedOn)}`}`,
  }));
}

function settings({ episodes }: Case, { no }: Assessment): Holder[] {
  const events = episodes.find((episode) => episode.kind === 'ASSESSMENT' && episode.no === no)?.events ?? [];
  const of = (kind: string): CaseEvent[] => events.filter((event) => event.kind === kind);
  const replied = new Set(of('CONSULTATION_REPLY').map((event) => String(event.facts['setting'] ?? '')));
  return of('CONSULTATION_SENT').filter((event) => !replied.has(String(event.facts['setting'] ?? ''))).map(({ facts, on }) => ({
    who: String(facts['setting'] ?? 'A setting'), what: `reply to the consultation${on === null ? '' : ` of ${dayInWords(on)}`}`,
  }));
}

function tribunal({ disputes, episodes }: Case): Holder[] {
  const withdrawn = episodes.flatMap((episode) => episode.events).some((event) => event.kind === 'APPEAL_WITHDRAWN');
  return disputes.filter((dispute) => dispute.appealOn !== null && dispute.orderOn === null && !withdrawn)
    .map(({ appealOn }) => ({ who: 'The Tribunal', what: `the appeal of ${appealOn === null ? '' : dayInWords(appealOn)}` }));
}
