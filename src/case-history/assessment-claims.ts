// What returns and staff each assert of one request; `settle-assessment.ts` settles it field by field.
import type { Day } from '../calendar/day.ts';
import type { AssessmentThread } from './assessment-threads.ts';
import type { Assessment, AssessmentOutcome, RequestOutcome } from './case.ts';
import type { LiveEntry } from './live-entries.ts';
import type { OutcomeCode, ReturnRequest } from './return-record.ts';
import { type Inferred, isInferred } from './tracker-row.ts';
import type { ReturnThread } from './return-threads.ts';

/** The settled fields that returns and events both speak of. */
export type AssessmentFields = Omit<Assessment, 'no' | 'advice' | 'ended' | 'endedOn' | 'draftServedOn'>;

/** What one entry asserts of a request; fields that it does not state are absent. */
export interface AssessmentClaim {
  readonly entry: LiveEntry;
  readonly fields: Partial<AssessmentFields>;
  /** Outcomes among them that merely follow from what came after. */
  readonly inferred?: readonly Inferred[];
}

const requestOutcomes: Record<OutcomeCode, RequestOutcome> = { Y: 'assess', N: 'refuse', A: 'undecided', W: 'withdrawn', H: 'historical' };
const assessmentOutcomes: Record<OutcomeCode, AssessmentOutcome> = { Y: 'issue', N: 'no-plan', A: 'undecided', W: 'withdrawn', H: 'historical' };

/** What a return says of a request. */
export function claimOfReturn(entry: LiveEntry, request: ReturnRequest): AssessmentClaim {
  const { assessment } = request;
  return {
    entry, inferred: (['requestOutcome', 'assessmentOutcome'] as const).filter((name) => isInferred(request, name)),
    fields: stated({
      begunBy: request.receivedDate === null ? null : 'REQUEST_RECEIVED',
      receivedOn: request.receivedDate, requestSource: request.requestSource, rya: request.rya,
      requestOutcome: request.requestOutcome && requestOutcomes[request.requestOutcome], requestOutcomeOn: request.requestOutcomeDate,
      requestMediation: request.requestMediation, requestTribunal: request.requestTribunal, exportedTo: request.exported,
      assessmentOutcome: assessment?.assessmentOutcome ? assessmentOutcomes[assessment.assessmentOutcome] : null,
      assessmentOutcomeOn: assessment?.assessmentOutcomeDate ?? null,
      assessmentMediation: assessment?.assessmentMediation ?? null, assessmentTribunal: assessment?.assessmentTribunal ?? null,
      otherMediation: assessment?.otherMediation ?? null, otherTribunal: assessment?.otherTribunal ?? null, week20: assessment?.week20 ?? null,
    }),
  };
}

function stated(fields: AssessmentFields): Partial<AssessmentFields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

type FieldsOfEvent = (entry: LiveEntry) => Partial<AssessmentFields>;

/** What an event recorded by staff says. A first decision stands though a later one overturns it (SEN2 guide, 2.5). */
const eventFields: Record<string, FieldsOfEvent> = {
  REQUEST_RECEIVED: (e) => ({ ...dated(e, 'receivedOn'), begunBy: 'REQUEST_RECEIVED', ...optional(e, 'requestSource'), ...optional(e, 'rya') }),
  BROUGHT_TO_ATTENTION: (e) => ({ ...dated(e, 'receivedOn'), begunBy: 'BROUGHT_TO_ATTENTION' }),
  DECISION_TO_ASSESS_NOTIFIED: (e) => ({ requestOutcome: 'assess', ...dated(e, 'requestOutcomeOn') }),
  DECISION_NOT_TO_ASSESS_NOTIFIED: (e) => ({ requestOutcome: 'refuse', ...dated(e, 'requestOutcomeOn') }),
  DECISION_NO_PLAN_NOTIFIED: (e) => ({ assessmentOutcome: 'no-plan', ...dated(e, 'assessmentOutcomeOn') }),
  FINAL_PLAN_SENT: (e) => ({ assessmentOutcome: 'issue', assessmentOutcomeOn: finalPlanOn(e) }),
  MOVED_OUT: (e) => ({ exportedTo: (e.facts['to'] as string | undefined) ?? 'XXX' }),
  EXCEPTION_RECORDED: (e) => (e.facts['limit'] === 'NA.FINAL_PLAN' ? { week20: true } : {}),
};

function dated(entry: LiveEntry, field: 'receivedOn' | 'requestOutcomeOn' | 'assessmentOutcomeOn'): Partial<AssessmentFields> {
  return { [field]: entry.occurredOn };
}

function optional(entry: LiveEntry, field: 'requestSource' | 'rya'): Partial<AssessmentFields> {
  return entry.facts[field] == null ? {} : { [field]: entry.facts[field] };
}

/** A plan is sent when it has been sent to all who must have it: the latest of the three days (regulation 13(2)). */
export function finalPlanOn(entry: Pick<LiveEntry, 'occurredOn' | 'facts'>): Day | null {
  const days = ['familySentOn', 'settingSentOn', 'commissionerSentOn'].map((name) => entry.facts[name] as Day | undefined);
  return days.reduce<Day | null>((latest, sent) => (sent && (latest === null || sent > latest) ? sent : latest), entry.occurredOn);
}

const decisions = new Set(['DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED']);
const endings = new Set(['DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT']);

/** What the events of one request say, in the order of the days on which they happened. */
export function claimsOfEvents({ events, stated: returns }: Pick<AssessmentThread, 'events' | 'stated'>): AssessmentClaim[] {
  const first = (names: ReadonlySet<string>): LiveEntry | undefined => events.find((e) => names.has(e.kind));
  const kept = events.filter((e) => (!decisions.has(e.kind) || e === first(decisions)) && (!endings.has(e.kind) || e === first(endings)));
  const begun = events.find((e) => e.kind === 'REQUEST_RECEIVED' || e.kind === 'BROUGHT_TO_ATTENTION');
  return kept.flatMap((entry) => {
    const opens = entry.kind === 'REQUEST_RECEIVED' || entry.kind === 'BROUGHT_TO_ATTENTION';
    if (opens && entry !== begun && entry.facts['about'] == null) return [];
    if (entry.kind === 'REQUEST_WITHDRAWN') return [{ entry, fields: withdrawal(entry, events, returns) }];
    const fields = eventFields[entry.kind]?.(entry);
    return fields === undefined ? [] : [{ entry, fields }];
  });
}

/** Withdrawn before or after it was decided whether to assess. Returns state the day with the outcome. */
function withdrawal({ occurredOn }: LiveEntry, events: readonly LiveEntry[], returns: ReturnThread): Partial<AssessmentFields> {
  const decided = events.some((e) => decisions.has(e.kind)) || returns.some(({ request: { requestOutcome } }) => requestOutcome !== null && 'YNH'.includes(requestOutcome));
  const on = returns.length === 0 ? null : occurredOn;
  if (decided) return { assessmentOutcome: 'withdrawn', ...(on === null ? {} : { assessmentOutcomeOn: on }) };
  return { requestOutcome: 'withdrawn', ...(on === null ? {} : { requestOutcomeOn: on }) };
}
