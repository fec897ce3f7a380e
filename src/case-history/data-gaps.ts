// What is wrong with the data of one case: what is missing or contradicts itself, each in one sentence with a way to mend it.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Assessment, Case, Identity, Person, Plan } from './case.ts';
import type { Entry } from './entry.ts';
import { impossibleOrders } from './impossible-order.ts';
import { liveEntries } from './live-entries.ts';
import { isStatement } from './tracker-row.ts';

/** Something wrong, and the kind of entry that mends it (`null`: look at the timeline). */
export interface DataGap {
  readonly text: string;
  readonly mendedBy: string | null;
}

type Found = DataGap | false;

const gap = (wrong: boolean, text: string, mendedBy: string | null = null): Found => wrong && { text, mendedBy };

/** Everything wrong with the data of a case as settled, the most basic first. */
export function dataGaps(settled: Case): DataGap[] {
  const { person, identities, assessments, plans, episodes } = settled;
  const undated = episodes.flatMap((episode) => episode.events).some((event) => event.on === null && event.source === 'staff');
  const found: Found[] = [
    ...ofPerson(person), ...ofIdentities(identities), ...assessments.flatMap(ofAssessment), ...plans.flatMap(ofPlan),
    gap(plans.length === 0 && assessments.some((one) => one.assessmentOutcome === 'issue'), 'A plan was issued, but no plan is in the record.', 'PLAN_FIRST_MADE'),
    gap(undated, 'An event is recorded without its day.'),
    ...impossibleOrders(settled).map(({ text, certain }) => gap(certain, `${text}. On the timeline, correct the day that is wrong, or record the step that is missing.`)),
  ];
  return found.filter((one) => one !== false);
}

/** A case whose record ends with a return: nothing that came after its census day is recorded, nor what returns cannot hold. */
export function endsWithReturn(entries: readonly Entry[]): DataGap[] {
  const live = liveEntries(entries);
  const statement = live.findLast(({ kind }) => isStatement(kind));
  const last = statement?.occurredOn ?? null;
  if (last === null || live.some(({ kind, occurredOn }) => !isStatement(kind) && occurredOn !== null && occurredOn > last)) return [];
  return [{ text: `${statement?.kind === 'SEN2_RECORD' ? 'The last SEN2 return' : 'The last tracker loaded'} tells how things stood on ${dayInWords(last)}. What has happened since is not recorded, nor are steps that ${statement?.kind === 'SEN2_RECORD' ? 'returns leave' : 'it leaves'} out.`, mendedBy: null }];
}

function ofPerson({ surname, forename, dob, upn, uln, upnUnknown }: Person): Found[] {
  return [
    gap(surname === null || forename === null, 'The full name is not recorded.', 'PERSON'),
    gap(dob === null, 'The date of birth is not recorded.', 'PERSON'),
    gap(upn === null && uln === null && upnUnknown === null, 'No UPN or ULN is recorded, nor why there is none.', 'PERSON'),
  ];
}

function ofIdentities(identities: readonly Identity[]): Found[] {
  const different = (of: (identity: Identity) => string | null): boolean => new Set(identities.map(of).filter((value) => value !== null)).size > 1;
  return [
    gap(different(({ dob }) => dob), 'Sources state different dates of birth.'),
    gap(different(({ upn }) => upn), 'Sources state different UPNs.'),
  ];
}

const before = (earlier: Day | null, later: Day | null): boolean => earlier !== null && later !== null && earlier < later;

function ofAssessment(one: Assessment): Found[] {
  const decided = one.requestOutcome === 'assess' || one.requestOutcome === 'refuse';
  const finished = one.assessmentOutcome === 'issue' || one.assessmentOutcome === 'no-plan';
  return [
    gap(one.receivedOn === null, 'The day a request was received is not recorded, so its dates cannot be worked out.'),
    gap(decided && one.requestOutcomeOn === null, 'The day of the decision whether to assess is not recorded.'),
    gap(finished && one.assessmentOutcomeOn === null, 'The day on which the assessment ended is not recorded.'),
  ];
}

function ofPlan(plan: Plan): Found[] {
  const inForce = plan.ceaseOn === null && plan.ceaseReason === null;
  return [
    gap(plan.startOn === null, 'The day the plan started is not recorded.'),
    gap(before(plan.ceaseOn, plan.startOn), 'The plan is recorded as ending before it started.'),
    gap(inForce && plan.needs.every((need) => need.rank !== '1'), 'No primary need is recorded.', 'NEED_RECORDED'),
    gap(inForce && plan.placements.every((placement) => placement.leavingOn !== null), 'No present placement is recorded.', 'PLACEMENT_STARTED'),
  ];
}
