// One request and what follows: what every source says of it, settled field by field.
import type { Day } from '../calendar/day.ts';
import type { AssessmentClaim, AssessmentFields } from './assessment-claims.ts';
import type { Advice } from './case.ts';
import type { LiveEntry } from './live-entries.ts';
import { statedFirst } from './stated-first.ts';
import type { Inferred } from './tracker-row.ts';

/** The settled fields, and for each the entry that has the last word on it. */
export interface SettledAssessment {
  readonly fields: AssessmentFields;
  readonly from: ReadonlyMap<keyof AssessmentFields, LiveEntry>;
}

const nothing: AssessmentFields = {
  begunBy: null, receivedOn: null, requestSource: null, rya: null, requestOutcome: null, requestOutcomeOn: null,
  requestMediation: null, requestTribunal: null, exportedTo: null, assessmentOutcome: null, assessmentOutcomeOn: null,
  assessmentMediation: null, assessmentTribunal: null, otherMediation: null, otherTribunal: null, week20: null,
};

/** Whether an outcome newly stated takes the place of the one held: "historical" never takes that of a decision. */
function replaces(held: string | null, fresh: string): boolean {
  return !(fresh === 'historical' && held !== null && held !== 'undecided');
}

function foldOutcome(fields: AssessmentFields, claim: AssessmentClaim, name: Inferred): Partial<AssessmentFields> {
  const dayName = `${name}On` as const;
  const outcome = claim.fields[name];
  const on = claim.fields[dayName] ?? null;
  const held = fields[name];
  if (outcome == null) return on === null ? {} : { [dayName]: on };
  if (!replaces(held, outcome)) return fields[dayName] === null && on !== null ? { [dayName]: on } : {};
  return { [name]: outcome, [dayName]: on ?? (held === outcome || outcome === 'historical' ? fields[dayName] : null) };
}

/** Settles the fields from `claims` in the order of assertion: the latest wins, field by field. */
export function settleFields(claims: readonly AssessmentClaim[]): SettledAssessment {
  const from = new Map<keyof AssessmentFields, LiveEntry>();
  let fields = nothing;
  for (const claim of withoutInferences(claims)) {
    const { requestOutcome: _r, requestOutcomeOn: _ro, assessmentOutcome: _a, assessmentOutcomeOn: _ao, ...rest } = claim.fields;
    const change: Partial<AssessmentFields> = Object.assign({ ...rest }, foldOutcome(fields, claim, 'requestOutcome'), foldOutcome(fields, claim, 'assessmentOutcome'));
    for (const name of Object.keys(change) as (keyof AssessmentFields)[]) from.set(name, claim.entry);
    fields = { ...fields, ...change };
  }
  return { fields, from };
}

/** Among what staff recorded too. */
function withoutInferences(claims: readonly AssessmentClaim[]): AssessmentClaim[] {
  return statedFirst(claims, {
    inferred: ({ inferred = [] }) => inferred,
    decides: ({ fields }, name) => ![null, undefined, 'undecided'].includes(fields[name]),
    without: (claim, names) => ({ ...claim, fields: Object.fromEntries(Object.entries(claim.fields).filter(([field]) => !names.some((name) => field === name || field === `${name}On`))) }),
  });
}

/** Requests for advice with the replies to them; a reply belongs to the first open request to the same body. */
export function settleAdvice(events: readonly LiveEntry[]): Advice[] {
  const asked: Advice[] = [];
  for (const event of events) {
    const body = (event.facts['body'] as string | undefined) ?? null;
    if (event.kind === 'ADVICE_REQUESTED') {
      asked.push({ body, requestedOn: event.occurredOn, bodyReceivedOn: (event.facts['receivedByBody'] as Day | undefined) ?? event.occurredOn, receivedOn: null });
    }
    if (event.kind !== 'ADVICE_RECEIVED') continue;
    const open = asked.find((advice) => advice.receivedOn === null && advice.body === body);
    if (open) open.receivedOn = event.occurredOn;
    else asked.push({ body, requestedOn: null, bodyReceivedOn: null, receivedOn: event.occurredOn });
  }
  return asked;
}
