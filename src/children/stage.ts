// Where a case is and who has to act next, in words.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Assessment, Case } from '../case-history/case.ts';
import { openAssessment, stageOn, stages } from '../case-history/case-stage.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { isCertificateAwaited, openAppeals } from '../deadlines/live-case.ts';
import { type Duty, isOpen } from './duty.ts';

/** Somebody who has the ball, and what is awaited of them. */
export interface Holder {
  readonly who: string;
  readonly what: string;
}

/** Where the case is today, in a few words. */
export function stageOf(settled: Case, today: Day): string {
  const stage = stageOn(settled, today);
  if (stage !== 'ended') return stages[stage];
  const ended = settled.plans.at(-1);
  if (ended !== undefined) return ended.ceaseOn === null ? 'Plan ended' : `Plan ended on ${dayInWords(ended.ceaseOn)}`;
  const last = settled.assessments.at(-1);
  return last === undefined ? 'No request recorded' : closedStage(last);
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
  const open = openAssessment(settled);
  const others = [...family(duties, today), ...(open === undefined ? [] : advisers(open)), ...settings(duties, today), ...mediators(duties, today), ...tribunal(settled)];
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

function settings(duties: readonly Duty[], today: Day): Holder[] {
  return duties.filter((duty) => duty.code === 'CO.RESPONSE' && isOpen(duty, today))
    .map(({ body, triggerOn }) => ({ who: body ?? 'A setting', what: `reply to the consultation${triggerOn === null ? '' : ` of ${dayInWords(triggerOn)}`}` }));
}

function mediators(duties: readonly Duty[], today: Day): Holder[] {
  return duties.filter((duty) => isOpen(duty, today) && isCertificateAwaited(duty, today))
    .map(({ dueOn }) => ({ who: 'The mediation adviser', what: `the certificate, due on ${dueOn === null ? 'a day not recorded' : dayInWords(dueOn)}` }));
}

function tribunal(settled: Case): Holder[] {
  return openAppeals(settled).map(({ appealOn }) => ({ who: 'The Tribunal', what: `the appeal of ${appealOn === null ? '' : dayInWords(appealOn)}` }));
}
