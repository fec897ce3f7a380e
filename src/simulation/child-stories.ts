// Invented lives in the EHC process: what happened, with the day of each thing, whether or not any return has told
// of it yet. What a return of some year says of a life is worked out in `child-in-return.ts`.
import { addDays, addMonths, ageOn, day, dayFrom, partsOf } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';
import type { ReturnPerson, ReturnSetting } from '../case-history/return-record.ts';
import { inventPerson, inventedUkprn, inventedUrn } from './invented-people.ts';
import { seeded } from './seeded.ts';
import type { Chance } from './seeded.ts';

export interface PlacementStory {
  setting: ReturnSetting;
  attendancePattern: string;
  entryOn: Day;
  leavingOn: Day | null;
}

export interface ReviewStory {
  meetingOn: Day;
  letterOn: Day | null;
  outcome: string;
  draftOn: Day | null;
}

export interface PlanStory {
  startOn: Day;
  /** Set where the plan came from another authority, on this day. */
  movedInOn: Day | null;
  movedInFrom: string | null;
  res: string | null;
  wbp: string | null;
  pb: boolean;
  oa: boolean;
  dp: string | null;
  ceaseOn: Day | null;
  ceaseReason: string | null;
  named: ReturnSetting[];
  placements: PlacementStory[];
  needs: { senType: string; senTypeRank: string }[];
  reviews: ReviewStory[];
  phaseTransfers: { dueOn: Day; finalOn: Day }[];
}

export interface RequestStory {
  receivedOn: Day;
  /** The authority lost the day on which it was received. */
  receivedLost: boolean;
  source: string;
  rya: boolean;
  withdrawnOn: Day | null;
  exportedOn: Day | null;
  exportedTo: string | null;
  decision: 'assess' | 'refuse';
  decidedOn: Day;
  mediationOn: Day | null;
  tribunalOn: Day | null;
  overturnedOn: Day | null;
  assessment: AssessmentStory | null;
}

export interface AssessmentStory {
  withdrawnOn: Day | null;
  outcome: 'issue' | 'refuse';
  /** Day of the decision to issue, some weeks before the plan itself. */
  agreedOn: Day;
  outcomeOn: Day;
  week20: boolean | null;
  mediationOn: Day | null;
  tribunalOn: Day | null;
  overturnedOn: Day | null;
  otherMediationOn: Day | null;
  otherTribunalOn: Day | null;
  plan: PlanStory | null;
}

export interface ChildStory {
  person: ReturnPerson;
  requests: RequestStory[];
  /** What returns before the year `rightFrom` said wrongly, and later ones put right. */
  slip: { rightFrom: number; what: 'surname' | 'received' | 'start' | 'ethnicity' | 'need' } | null;
}

const NEEDS = ['SPLD', 'MLD', 'SLD', 'PMLD', 'SEMH', 'SEMH', 'SLCN', 'SLCN', 'HI', 'VI', 'MSI', 'PD', 'ASD', 'ASD', 'ASD', 'DS', 'OTH'];
const OTHER_AUTHORITIES = ['330', '370', '801', '873', '886', 'XXX'];

function setting(chance: Chance, rank: string, places: readonly string[]): ReturnSetting {
  const kind = chance.fraction();
  const code = kind < 0.9 ? null : chance.pick(places);
  const urn = kind < 0.8 ? inventedUrn(chance) : null;
  const unit = urn !== null && chance.yes(0.08);
  return {
    urn,
    ukprn: kind >= 0.8 && kind < 0.9 ? inventedUkprn(chance) : null,
    senSetting: code,
    senSettingOther: code === 'OTH' || code === 'NIEO' ? 'To be found, see section I' : null,
    placementRank: rank,
    senUnitIndicator: urn === null ? null : unit,
    resourcedProvisionIndicator: urn === null ? null : !unit && chance.yes(0.06),
  };
}

function placements(chance: Chance, born: Day, startOn: Day, endOn: Day | null): PlacementStory[] {
  const made: PlacementStory[] = [];
  const places = ageOn(born, startOn) >= 16 ? ['OLA', 'OTH', 'NEET', 'NIEC', 'NIEO'] : ['OLA', 'OPA', 'EHE', 'EYP', 'OTH', 'NIEO'];
  let entryOn = chance.after(startOn, -200, 40);
  for (let move = 0; move < 6; move += 1) {
    const leavingOn = addDays(entryOn, chance.whole(200, 1800));
    const last = leavingOn >= (endOn ?? day('2027-12-31'));
    const pattern = chance.yes(0.9) ? 'FT' : 'PT';
    made.push({ setting: setting(chance, '1', places), attendancePattern: pattern, entryOn, leavingOn: last ? endOn : leavingOn });
    if (last) break;
    entryOn = addDays(leavingOn, chance.whole(0, 40));
  }
  if (chance.yes(0.08)) {
    made.push({ setting: setting(chance, '2', places), attendancePattern: 'PT', entryOn: startOn, leavingOn: endOn });
  }
  return made.filter((p) => p.leavingOn === null || p.leavingOn >= p.entryOn);
}

function reviews(chance: Chance, startOn: Day, endOn: Day | null): ReviewStory[] {
  const held: ReviewStory[] = [];
  let meetingOn = chance.after(startOn, 250, 380);
  while (meetingOn < (endOn ?? day('2027-06-30'))) {
    const outcome = chance.pick(['M', 'M', 'A', 'A', 'A', chance.yes(0.1) ? 'C' : 'M']);
    const letterOn = chance.yes(0.85) ? chance.after(meetingOn, 7, chance.yes(0.5) ? 28 : 120) : null;
    const draftOn = outcome === 'A' && letterOn !== null && chance.yes(0.8) ? chance.after(letterOn, 0, 60) : null;
    held.push({ meetingOn, letterOn, outcome, draftOn });
    meetingOn = chance.after(meetingOn, 300, chance.yes(0.1) ? 700 : 420);
  }
  return held;
}

function phaseTransfers(chance: Chance, born: Day, startOn: Day, endOn: Day | null): PlanStory['phaseTransfers'] {
  const { year, month } = partsOf(born);
  const schoolYearOfBirth = month >= 9 ? year + 1 : year;
  return [5, 11, 16]
    .map((age) => (age === 16 ? dayFrom(schoolYearOfBirth + age, 3, 31) : dayFrom(schoolYearOfBirth + age, 2, 15)))
    .filter((dueOn) => dueOn > startOn && (endOn === null || dueOn < endOn))
    .map((dueOn) => ({ dueOn, finalOn: chance.after(dueOn, -60, chance.yes(0.7) ? 0 : 90) }));
}

function ending(chance: Chance, born: Day, startOn: Day): Pick<PlanStory, 'ceaseOn' | 'ceaseReason'> {
  const latest = addDays(addMonths(born, 300), 200);
  const ceaseOn = chance.yes(0.5) ? latest : chance.after(startOn, 200, 3000);
  if (ceaseOn >= latest) return { ceaseOn: latest, ceaseReason: '1' };
  const grown = ageOn(born, ceaseOn) >= 18;
  return { ceaseOn, ceaseReason: chance.pick(grown ? ['2', '3', '4', '5', '6', '9'] : ['2', '5', '5', '7', '9']) };
}

function plan(chance: Chance, born: Day, startOn: Day): PlanStory {
  const { ceaseOn, ceaseReason } = ending(chance, born, startOn);
  const first = chance.pick(NEEDS);
  const second = chance.pick(NEEDS);
  const needs = chance.yes(0.01) ? [] : [{ senType: first, senTypeRank: '1' }];
  if (second !== first && chance.yes(0.4)) needs.push({ senType: second, senTypeRank: '2' });
  if (needs.length === 0) needs.push({ senType: second, senTypeRank: '2' });
  const pb = chance.yes(0.06);
  const oa = pb && chance.yes(0.5);
  const named = [setting(chance, '1', ['OLA', 'OPA', 'EHE', 'EYP', 'OTH'])];
  if (chance.yes(0.05)) named.push(setting(chance, '2', ['OLA', 'OTH']));
  return {
    startOn, movedInOn: null, movedInFrom: null,
    res: chance.yes(0.04) ? chance.pick(['A', 'B']) : null,
    wbp: ageOn(born, startOn) >= 15 && chance.yes(0.1) ? chance.pick(['A', 'T', 'S']) : null,
    pb, oa, dp: pb && (!oa || chance.yes(0.3)) ? chance.pick(['E', 'S', 'H', 'I']) : null,
    ceaseOn, ceaseReason, named, needs,
    placements: placements(chance, born, startOn, ceaseOn),
    reviews: reviews(chance, startOn, ceaseOn),
    phaseTransfers: phaseTransfers(chance, born, startOn, ceaseOn),
  };
}

function assessment(chance: Chance, born: Day, receivedOn: Day, begunOn: Day): AssessmentStory {
  const usual = addDays(receivedOn, chance.yes(0.5) ? chance.whole(100, 140) : chance.whole(141, chance.yes(0.1) ? 600 : 330));
  const outcomeOn = usual > begunOn ? usual : chance.after(begunOn, 30, 120);
  const refused = chance.yes(0.07);
  const overturnedOn = refused && chance.yes(0.4) ? chance.after(outcomeOn, 40, 250) : null;
  const withPlan = !refused || overturnedOn !== null;
  return {
    withdrawnOn: chance.yes(0.015) ? chance.after(begunOn, 1, 60) : null,
    outcome: refused ? 'refuse' : 'issue',
    agreedOn: refused ? outcomeOn : chance.after(outcomeOn, -28, 0),
    outcomeOn,
    week20: chance.yes(0.01) ? null : chance.yes(0.07),
    mediationOn: refused && chance.yes(0.5) ? chance.after(outcomeOn, 10, 60) : null,
    tribunalOn: refused && chance.yes(0.3) ? chance.after(outcomeOn, 20, 90) : null,
    overturnedOn,
    otherMediationOn: withPlan && chance.yes(0.04) ? chance.after(outcomeOn, 20, 900) : null,
    otherTribunalOn: withPlan && chance.yes(0.03) ? chance.after(outcomeOn, 20, 900) : null,
    plan: withPlan ? plan(chance, born, overturnedOn ?? chance.after(outcomeOn, 0, chance.yes(0.9) ? 0 : 7)) : null,
  };
}

function request(chance: Chance, born: Day, receivedOn: Day): RequestStory {
  const decidedOn = chance.after(receivedOn, 14, chance.yes(0.85) ? 42 : 90);
  const refused = chance.yes(0.25);
  const overturnedOn = refused && chance.yes(0.25) ? chance.after(decidedOn, 30, 250) : null;
  const exported = chance.yes(0.01);
  return {
    receivedOn,
    receivedLost: chance.yes(0.01),
    source: chance.pick(['1', '2', '2', '2', '3', '4', '5']),
    rya: chance.yes(0.004),
    withdrawnOn: chance.yes(0.02) ? chance.after(receivedOn, 1, 13) : null,
    exportedOn: exported ? chance.after(receivedOn, 5, 90) : null,
    exportedTo: exported ? chance.pick(OTHER_AUTHORITIES) : null,
    decision: refused ? 'refuse' : 'assess',
    decidedOn,
    mediationOn: refused && chance.yes(0.4) ? chance.after(decidedOn, 10, 60) : null,
    tribunalOn: refused && chance.yes(0.2) ? chance.after(decidedOn, 20, 90) : null,
    overturnedOn,
    assessment: !refused || overturnedOn !== null ? assessment(chance, born, receivedOn, overturnedOn ?? decidedOn) : null,
  };
}

function movedIn(story: RequestStory, chance: Chance): void {
  const moved = story.assessment?.plan;
  if (moved === undefined || moved === null) return;
  const on = chance.after(moved.startOn, 60, 700);
  if (moved.ceaseOn !== null && moved.ceaseOn <= on) return;
  moved.movedInOn = on;
  moved.movedInFrom = chance.pick(OTHER_AUTHORITIES);
}

function requests(chance: Chance, born: Day, earliest: Day, latest: Day): RequestStory[] {
  const first = request(chance, born, chance.day(earliest, latest));
  if (chance.yes(0.03)) movedIn(first, chance);
  const chain = [first];
  const closedOn = first.withdrawnOn ?? (first.assessment === null ? first.decidedOn : first.assessment.plan?.ceaseOn ?? null);
  const again = first.exportedOn === null && closedOn !== null && first.assessment?.plan === undefined;
  if (again && chance.yes(0.4)) chain.push(request(chance, born, chance.after(closedOn, 120, 420)));
  return chain;
}

/**
 * Child number `place` of a council. Births and requests are spread so that most children are of interest to returns
 * of the years `first` to `last`.
 */
export function inventChild(seed: number, place: number, first: number, last: number): ChildStory {
  const chance = seeded(seed, place);
  const recent = chance.yes(0.45);
  const earliest = recent ? dayFrom(first - 1, 1, 1) : dayFrom(2015, 1, 1);
  const latest = recent ? dayFrom(last - 1, 12, 31) : dayFrom(first - 1, 12, 31);
  const asked = partsOf(chance.day(earliest, latest)).year;
  const person = inventPerson(chance, place + 1, asked - chance.whole(1, 17));
  const born = person.personBirthDate as Day;
  const from = dayFrom(asked, 1, 1);
  const story = requests(chance, born, from > born ? from : addDays(born, 60), dayFrom(asked, 12, 31));
  const what = chance.pick(['surname', 'received', 'start', 'ethnicity', 'need'] as const);
  return { person, requests: story, slip: chance.yes(0.06) ? { rightFrom: chance.whole(first + 1, last + 1), what } : null };
}
