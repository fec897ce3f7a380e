// The events of an assessment: those recorded by staff, and those that returns tell of.
import type { CaseEvent } from './case.ts';
import type { AssessmentThread } from './assessment-threads.ts';
import { eventOf, inOrder, told } from './case-event.ts';
import { type AssessmentFields, finalPlanOn } from './assessment-claims.ts';
import type { Facts } from './entry.ts';
import type { SettledAssessment } from './settle-assessment.ts';

const requestKinds: Record<string, string> = {
  assess: 'DECISION_TO_ASSESS_NOTIFIED', refuse: 'DECISION_NOT_TO_ASSESS_NOTIFIED', withdrawn: 'REQUEST_WITHDRAWN', historical: 'DECISION_TO_ASSESS_NOTIFIED',
};
const assessmentKinds: Record<string, string> = { issue: 'FINAL_PLAN_SENT', 'no-plan': 'DECISION_NO_PLAN_NOTIFIED', withdrawn: 'REQUEST_WITHDRAWN' };

/** What the settled fields tell: the kind of event and the fields that hold its outcome and its day. */
function toldBy({ fields, from }: SettledAssessment): CaseEvent[] {
  const tell = (kind: string | undefined | null, by: keyof AssessmentFields, on: CaseEvent['on'], facts: Facts = {}): CaseEvent[] => {
    const entry = from.get(by);
    return kind == null || entry === undefined ? [] : [told(entry, kind, on, facts)];
  };
  const issuedWithoutDay = fields.assessmentOutcome === 'issue' && fields.assessmentOutcomeOn === null;
  const exception = from.get('week20');
  return [
    ...tell(fields.begunBy, 'receivedOn', fields.receivedOn, fields.begunBy === 'REQUEST_RECEIVED' ? { requestSource: fields.requestSource, rya: fields.rya } : {}),
    ...tell(requestKinds[fields.requestOutcome ?? ''], 'requestOutcome', fields.requestOutcomeOn),
    ...(issuedWithoutDay ? tell('DECISION_TO_ISSUE', 'assessmentOutcome', null)
      : tell(assessmentKinds[fields.assessmentOutcome ?? ''], 'assessmentOutcome', fields.assessmentOutcomeOn)),
    ...(fields.exportedTo === null ? [] : tell('MOVED_OUT', 'exportedTo', null, { to: fields.exportedTo })),
    ...(fields.week20 === true && exception !== undefined ? [told(exception, 'EXCEPTION_RECORDED', null, { limit: 'NA.FINAL_PLAN' })] : []),
  ];
}

/** All events of an assessment in order; where a return and staff tell of the same one, the settled day stands. */
export function assessmentEvents(thread: AssessmentThread, settled: SettledAssessment): CaseEvent[] {
  const recorded = thread.events.map((entry) => ({ ...eventOf(entry), on: entry.kind === 'FINAL_PLAN_SENT' ? finalPlanOn(entry) : entry.occurredOn }));
  if (thread.stated.length === 0) return inOrder(recorded);
  const stated = toldBy(settled).filter((event) => !recorded.some((own) => own.kind === event.kind && own.seq === event.seq && own.subjectId === event.subjectId));
  const overridden = new Set(stated.map((event) => event.kind));
  const kept = recorded.filter((own) => !overridden.has(own.kind) || own.kind === 'EXCEPTION_RECORDED');
  return inOrder([...kept, ...stated]);
}

const closing = new Set(['DECISION_NOT_TO_ASSESS_NOTIFIED', 'REQUEST_WITHDRAWN', 'MOVED_OUT', 'DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT']);
const going = new Set(['DECISION_TO_ASSESS_NOTIFIED', 'ADVICE_REQUESTED', 'DECISION_TO_ISSUE', 'DRAFT_PLAN_SERVED', 'LA_CONCEDED_INFORMALLY']);

/** Whether the assessment has ended, and on which day where that is recorded. An event after the end re-opens it. */
export function endOf(events: readonly CaseEvent[], fields: AssessmentFields): { ended: boolean; endedOn: CaseEvent['on'] } {
  if (fields.assessmentOutcome === 'historical') return { ended: true, endedOn: fields.assessmentOutcomeOn };
  const ends = events.filter((event) => closing.has(event.kind) && !continued(event, events, fields));
  const end = ends.at(-1);
  return end === undefined ? { ended: false, endedOn: null } : { ended: true, endedOn: end.on };
}

function continued(end: CaseEvent, events: readonly CaseEvent[], fields: AssessmentFields): boolean {
  if (end.kind === 'DECISION_NOT_TO_ASSESS_NOTIFIED' && fields.assessmentOutcome !== null) return true;
  return end.on !== null && events.some((event) => going.has(event.kind) && event.on !== null && event.on > (end.on as string));
}
