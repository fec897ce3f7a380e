// One invented child's story as entries that staff would have recorded: the process of the statutory timetable with
// the delays of a service that is behind. Nothing is calibrated here; the stories only have to be possible.
import { addDays, addMonths, type Day, dayFrom, partsOf } from '../calendar/day.ts';
import type { Facts, NewEntry } from '../case-history/entry.ts';
import { inventPerson } from './invented-people.ts';
import type { Chance } from './seeded.ts';

/** An entry of a child who has no id yet. */
export type InventedEntry = Pick<NewEntry, 'kind' | 'occurredOn' | 'facts'>;

const bodies = ['HEAD_TEACHER', 'EDUCATIONAL_PSYCHOLOGIST', 'HEALTH', 'SOCIAL_CARE'] as const;
const needs = ['ASD', 'ASD', 'SEMH', 'SEMH', 'SLCN', 'SLCN', 'MLD', 'SPLD', 'SLD', 'PD', 'HI', 'VI', 'DS', 'OTH'] as const;

/** The longest that each step takes, in days: beyond the legal limits for some. */
interface Pace { decide: [number, number]; advice: [number, number]; draft: [number, number]; plan: [number, number] }
const swift: Pace = { decide: [20, 42], advice: [20, 42], draft: [10, 30], plan: [16, 26] };
const slow: Pace = { decide: [30, 75], advice: [35, 150], draft: [10, 90], plan: [16, 60] };

/** A story that is being written: events are added in order, and those after `until` have not happened yet. */
class Story {
  readonly entries: InventedEntry[] = [];
  readonly chance: Chance;
  readonly until: Day;

  constructor(chance: Chance, until: Day) {
    this.chance = chance;
    this.until = until;
  }

  /** Adds an event; tells whether it has happened by now. */
  add(kind: string, on: Day, facts: Facts = {}): boolean {
    if (on <= this.until) this.entries.push({ kind, occurredOn: on, facts });
    return on <= this.until;
  }
}

/** The entries of invented child number `serial`, in the order of their days, none after `until`. */
export function inventCase(chance: Chance, serial: number, until: Day): InventedEntry[] {
  const story = new Story(chance, until);
  const received = chance.day(addMonths(until, -48), until);
  const age = chance.whole(3, 17);
  const { setting: _setting, ...person } = identity(chance, serial, partsOf(received).year - age);
  story.entries.push({ kind: 'PERSON', occurredOn: null, facts: person });
  if (chance.yes(0.04)) movesIn(story, received);
  else requests(story, received);
  return story.entries.sort((a, b) => ((a.occurredOn ?? '') < (b.occurredOn ?? '') ? -1 : 1));
}

function identity(chance: Chance, serial: number, bornIn: number): Facts & { setting?: string } {
  const person = inventPerson(chance, serial, bornIn);
  const { surname, forename, sex, ethnicity, upn, personBirthDate: dob, postCode: postcode, uniqueLearnerNumber: uln, upnUnknown } = person;
  const facts: Facts = { surname, forename, dob, sex, ethnicity, postcode, upn, uln, upnUnknown };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}

function movesIn(story: Story, on: Day): void {
  const made = addDays(on, -story.chance.whole(30, 900));
  if (!story.add('PLAN_TRANSFERRED_IN', on, { lastMadeOrReviewed: made, from: story.chance.pick(['801', '838', '916']) })) return;
  story.add('TRANSFER_FAMILY_TOLD', story.chance.after(on, 10, 60));
  planInForce(story, on);
}

function requests(story: Story, received: Day): void {
  const { chance } = story;
  const pace = chance.yes(0.45) ? swift : slow;
  const opened = chance.yes(0.05) ? 'BROUGHT_TO_ATTENTION' : 'REQUEST_RECEIVED';
  if (!story.add(opened, received, opened === 'REQUEST_RECEIVED' ? { requestSource: chance.pick(['1', '2', '2', '3']) } : { by: 'Health visitor' })) return;
  if (chance.yes(0.02)) { story.add('REQUEST_WITHDRAWN', chance.after(received, 5, 60)); return; }
  const decided = chance.after(received, ...pace.decide);
  if (chance.yes(0.25)) { refuses(story, decided, pace); return; }
  if (story.add('DECISION_TO_ASSESS_NOTIFIED', decided)) assesses(story, decided, pace);
}

function refuses(story: Story, on: Day, pace: Pace): void {
  const { chance } = story;
  if (!story.add('DECISION_NOT_TO_ASSESS_NOTIFIED', on, { reasons: 'Needs can be met at SEN support' }) || !chance.yes(0.3)) return;
  const mediated = chance.after(on, 25, 60);
  if (!story.add('MEDIATION_REQUESTED', chance.after(on, 5, 20)) || !story.add('MEDIATION_HELD', mediated)) return;
  if (chance.yes(0.5)) {
    if (!story.add('MEDIATION_AGREEMENT_SIGNED', mediated, { effect: 'ASSESS', appealable: true })) return;
    const told = chance.after(mediated, 5, 25);
    if (story.add('DECISION_TO_ASSESS_NOTIFIED', told)) assesses(story, told, pace);
    return;
  }
  if (!story.add('MEDIATION_CERTIFICATE_ISSUED', addDays(mediated, 3)) || !story.add('APPEAL_LODGED', chance.after(mediated, 8, 28))) return;
  const ordered = chance.after(mediated, 120, 260);
  if (!story.add('TRIBUNAL_ORDER_MADE', ordered, { order: 'ASSESS' })) return;
  const told = chance.after(ordered, 5, 21);
  if (story.add('DECISION_TO_ASSESS_NOTIFIED', told)) assesses(story, told, pace);
}

function assesses(story: Story, from: Day, pace: Pace): void {
  const { chance } = story;
  const replies = bodies.map((body) => {
    const asked = chance.after(from, 1, 7);
    const came = chance.after(asked, ...pace.advice);
    if (story.add('ADVICE_REQUESTED', asked, { body, receivedByBody: asked })) story.add('ADVICE_RECEIVED', came, { body });
    return came;
  });
  const all = replies.reduce((latest, came) => (came > latest ? came : latest));
  if (chance.yes(0.06)) { story.add('DECISION_NO_PLAN_NOTIFIED', chance.after(all, 7, 30)); return; }
  if (chance.yes(0.08)) {
    story.add('EXCEPTION_RECORDED', chance.after(from, 20, 70), { limit: 'NA.FINAL_PLAN', category: 'EXCEPTIONAL_PERSONAL', why: 'Stay in hospital during the assessment' });
  }
  const draft = chance.after(all, ...pace.draft);
  if (!story.add('DRAFT_PLAN_SERVED', draft)) return;
  story.add('CONSULTATION_SENT', draft, { setting: 'Invented school' });
  const sent = chance.after(draft, ...pace.plan);
  if (!story.add('FINAL_PLAN_SENT', sent)) return;
  planInForce(story, sent);
}

function planInForce(story: Story, from: Day): void {
  const { chance } = story;
  story.add('NEED_RECORDED', from, { need: chance.pick(needs), rank: '1' });
  if (chance.yes(0.4)) story.add('NEED_RECORDED', from, { need: chance.pick(needs), rank: '2' });
  story.add('PLACEMENT_STARTED', from, { urn: String(900_001 + chance.whole(0, 59)), rank: '1' });
  if (chance.yes(0.12)) transfersPhase(story, from);
  for (let last = from; ;) {
    const met = chance.after(last, 280, 420);
    if (!reviews(story, met)) return;
    last = met;
  }
}

function reviews(story: Story, met: Day): boolean {
  const { chance } = story;
  if (!story.add('REVIEW_MEETING_HELD', met)) return false;
  story.add('REVIEW_REPORT_SENT', chance.after(met, 7, 25));
  const decided = chance.after(met, 14, 70);
  const outcome = chance.yes(0.04) ? 'CEASE' : chance.yes(0.45) ? 'AMEND' : 'MAINTAIN';
  if (chance.yes(0.15) || !story.add('REVIEW_DECISION_NOTIFIED', decided, { outcome })) return true;
  if (outcome === 'CEASE') {
    story.add('PLAN_CEASED', chance.after(decided, 62, 90), { reason: chance.pick(['2', '4', '6']) });
    return false;
  }
  if (outcome === 'AMEND') {
    const noticed = chance.after(decided, 0, 20);
    if (story.add('AMENDMENT_NOTICE_SENT', noticed)) story.add('FINAL_AMENDED_PLAN_SENT', chance.after(noticed, 16, 70));
  }
  return true;
}

function transfersPhase(story: Story, from: Day): void {
  const year = partsOf(from).year + story.chance.whole(1, 2);
  const kind = story.chance.pick(['PRIMARY_TO_SECONDARY', 'EARLY_YEARS_TO_SCHOOL', 'SECONDARY_TO_POST16']);
  const due = kind === 'SECONDARY_TO_POST16' ? dayFrom(year, 3, 31) : dayFrom(year, 2, 15);
  if (!story.add('PHASE_TRANSFER_IDENTIFIED', dayFrom(year - 1, 9, 10), { kind, transferDate: dayFrom(year, 9, 1), dueDate: due })) return;
  story.add('PHASE_TRANSFER_FINAL_PLAN_SENT', story.chance.after(due, -40, 30));
}
