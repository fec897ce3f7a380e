// What a column of a tracker can be: who the row is about, a value of the request, or a step that was taken on a day. Each
// kind of entry that is a step of a case can be one, so a new kind is a new choice without a line here.
import type { Day } from '../calendar/day.ts';
import type { Field, Kind } from '../case-history/kind.ts';
import { lookedAfterKinds } from '../case-history/kinds/looked-after.ts';
import { kinds } from '../case-history/kinds.ts';
import type { ReturnAssessment, ReturnNamedPlan } from '../case-history/return-record.ts';
import { emptyAssessment, emptyNamedPlan, type TrackerRecord, type TrackerRequest } from '../case-history/tracker-row.ts';
import type { ItemSpec, ModuleName } from './sen2-item.ts';
import { ITEMS } from './sen2-items.ts';
import type { TrackerDraft } from './tracker-draft.ts';

/** How the text of a cell is read. `item`: as that item of the SEN2 return. */
export type TargetType =
  | { readonly is: 'day' | 'name' | 'long-text' | 'full-name' | 'nhs-number' | 'yes-no' }
  | { readonly is: 'code'; readonly codes: Readonly<Record<string, string>> }
  | { readonly is: 'item'; readonly item: ItemSpec };

/** One thing that a column can be. */
export interface Target {
  readonly name: string;
  /** What an officer reads. */
  readonly words: string;
  readonly group: string;
  readonly type: TargetType;
  readonly put: (draft: TrackerDraft, value: string | boolean) => void;
  /** The kind of entry that a step of this day is; its facts are given with the column. */
  readonly step?: Kind;
}

function itemOf(module: ModuleName, field: string): TargetType {
  return { is: 'item', item: ITEMS[module].findLast((item) => item.field === field) as ItemSpec };
}

const assessmentIn = (request: TrackerRequest): ReturnAssessment => (request.assessment ??= emptyAssessment());
const planIn = (request: TrackerRequest): ReturnNamedPlan => (assessmentIn(request).namedPlan ??= emptyNamedPlan());

type Put = Target['put'];
type PersonField = keyof TrackerRecord['person'];

const person = (name: PersonField): Put => ({ record }, value) => { Object.assign(record.person, { [name]: value }); };
const item = (name: keyof TrackerRequest): Put => ({ request }, value) => { Object.assign(request, { [name]: value }); };
const inAssessment = (name: keyof ReturnAssessment): Put => ({ request }, value) => { Object.assign(assessmentIn(request), { [name]: value }); };
const inPlan = (name: keyof ReturnNamedPlan): Put => ({ request }, value) => { Object.assign(planIn(request), { [name]: value }); };
const ofPlan = (name: keyof TrackerDraft['ofPlan']): Put => ({ ofPlan: waiting }, value) => { waiting[name] = String(value); };

/** Puts a day of decision, and with it what was decided. */
function decided(code: 'Y' | 'N' | 'W'): Put {
  return ({ request }, on) => { Object.assign(request, { requestOutcome: code, requestOutcomeDate: on }); };
}

function concluded(code: 'Y' | 'N'): Put {
  return ({ request }, on) => {
    Object.assign(assessmentIn(request), { assessmentOutcome: code, assessmentOutcomeDate: on });
    if (code === 'Y') planIn(request).startDate ??= on as Day;
  };
}

const day = { is: 'day' } as const;
const decisions = { Y: 'assess', N: 'refuse', W: 'withdrawn', A: 'undecided' } as const;
const outcomes = { Y: 'issue', N: 'no-plan', W: 'withdrawn', A: 'undecided' } as const;

type Line = readonly [name: string, words: string, type: TargetType, put: Put];

const list = (group: string, lines: readonly Line[]): Target[] => lines.map(([name, words, type, put]) => ({ name, words, group, type, put }));

const who = list('Who the row is about', [
  ['upn', 'Unique pupil number (UPN)', itemOf('Person', 'upn'), person('upn')],
  ['uln', 'Unique learner number (ULN)', itemOf('Person', 'uniqueLearnerNumber'), person('uniqueLearnerNumber')],
  ['nhsNumber', 'NHS number', { is: 'nhs-number' }, person('nhsNumber')],
  ['surname', 'Surname', { is: 'name' }, person('surname')],
  ['forename', 'Forename', { is: 'name' }, person('forename')],
  ['fullName', 'Surname and forename in one column', { is: 'full-name' }, ({ record }, value) => {
    const [surname = null, forename = null] = String(value).split(', ');
    Object.assign(record.person, { surname, forename });
  }],
  ['knownAs', 'Known as (preferred name)', { is: 'name' }, person('knownAs')],
  ['formerNames', 'Former names', { is: 'name' }, person('formerNames')],
  ['dob', 'Date of birth', day, person('personBirthDate')],
  ['sex', 'Sex', itemOf('Person', 'sex'), person('sex')],
  ['ethnicity', 'Ethnicity', itemOf('Person', 'ethnicity'), person('ethnicity')],
  ['postcode', 'Home postcode', itemOf('Person', 'postCode'), person('postCode')],
  ['lookedAfter', 'Looked after by the authority on the day of the sheet', { is: 'yes-no' }, ({ record }, value) => { record.lookedAfter = value === true; }],
]);

const request = list('The request', [
  ['REQUEST_RECEIVED', 'Day the request was received', day, item('receivedDate')],
  ['requestSource', 'Who asked', itemOf('Requests', 'requestSource'), item('requestSource')],
  ['decision', 'Decision whether to assess', { is: 'code', codes: decisions }, item('requestOutcome')],
  ['decisionOn', 'Day of the decision whether to assess', day, item('requestOutcomeDate')],
  ['DECISION_TO_ASSESS_NOTIFIED', 'Day the family was told that it will assess', day, decided('Y')],
  ['DECISION_NOT_TO_ASSESS_NOTIFIED', 'Day the family was told that it will not assess', day, decided('N')],
  ['REQUEST_WITHDRAWN', 'Day the request was withdrawn', day, decided('W')],
  ['exportedTo', 'Authority moved to before the end (three digits, or XXX)', itemOf('Requests', 'exported'), item('exported')],
]);

const assessment = list('The outcome', [
  ['outcome', 'Outcome of the assessment', { is: 'code', codes: outcomes }, inAssessment('assessmentOutcome')],
  ['outcomeOn', 'Day of the outcome of the assessment', day, inAssessment('assessmentOutcomeDate')],
  ['FINAL_PLAN_SENT', 'Day the final plan was sent', day, concluded('Y')],
  ['DECISION_NO_PLAN_NOTIFIED', 'Day the family was told that there will be no plan', day, concluded('N')],
  ['week20', 'An exception to the 20 weeks applies', { is: 'yes-no' }, inAssessment('week20')],
]);

const plan = list('The plan', [
  ['PLAN_FIRST_MADE', 'Day the plan was first made', day, inPlan('startDate')],
  ['PLAN_CEASED', 'Day the plan ended', day, inPlan('ceaseDate')],
  ['ceaseReason', 'Why the plan ended', itemOf('NamedPlan', 'ceaseReason'), inPlan('ceaseReason')],
  ['need', 'Primary need in the plan', itemOf('SENneed', 'senType'), ofPlan('need')],
  ['secondNeed', 'Second need in the plan', itemOf('SENneed', 'senType'), ofPlan('secondNeed')],
  ['urn', 'School or college attended (URN)', itemOf('PlacementDetail', 'urn'), ofPlan('urn')],
  ['schoolName', 'Name of that school or college', { is: 'name' }, ofPlan('schoolName')],
  ['transferredFrom', 'Authority that the plan came from', itemOf('ActivePlans', 'transferLa'), ofPlan('transferredFrom')],
]);

// What the request and the plan hold above, and what no sheet tells by a day alone.
const elsewhere = new Set([...request, ...assessment, ...plan].map(({ name }) => name));
const notSteps = new Set(['MOVED_OUT', 'PLACEMENT_STARTED', 'PLACEMENT_ENDED', 'NEED_RECORDED', 'PLAN_TRANSFERRED_IN', 'BROUGHT_TO_ATTENTION']);

const isStep = ({ name, subject, episode }: Kind): boolean => subject === 'child' && episode !== null && !elsewhere.has(name) && !notSteps.has(name);

const steps: Target[] = [...lookedAfterKinds, ...kinds.filter(isStep)]
  .map((kind) => ({ name: kind.name, words: `${kind.title}: ${kind.dayLabel.charAt(0).toLowerCase()}${kind.dayLabel.slice(1)}`, group: kind.group, type: day, put: () => {}, step: kind }));

/** Everything that a column can be, in the order of lists. */
export const TARGETS: readonly Target[] = [...who, ...request, ...assessment, ...plan, ...steps];

const byName = new Map(TARGETS.map((target) => [target.name, target]));

/** The target of this name, or undefined where there is none. */
export function targetNamed(name: string): Target | undefined {
  return byName.get(name);
}

/** How a fact of a step is read. */
export function typeOfFact({ type, codes }: Field): TargetType {
  if (type === 'day' || type === 'yes-no') return { is: type };
  return type === 'code' ? { is: 'code', codes: codes ?? {} } : { is: type === 'long-text' ? type : 'name' };
}
