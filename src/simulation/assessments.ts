// From a request to a plan or a refusal: SEND Regulations 2014, regulations 3 to 14, as a busy service goes about it.
import type { Facts } from '../case-history/entry.ts';
import { ageAt } from './day-numbers.ts';
import type { Assessment, ChildFile, CouncilLife } from './council-life.ts';
import { disputeRefusal } from './disputes.ts';
import { perhapsExcept } from './exceptions.ts';
import { finishPlan } from './plans-made.ts';
import { published, requestsBySource } from './published.ts';

/** Days from being asked to the reply: the least, each tenth of them, and the most. */
const replies: Readonly<Record<string, readonly number[]>> = {
  HEAD_TEACHER: [3, 12, 18, 23, 28, 32, 36, 39, 42, 50, 90], EARLY_YEARS: [3, 12, 17, 21, 26, 30, 34, 38, 42, 50, 90],
  HEALTH: [8, 18, 24, 29, 33, 37, 41, 44, 50, 62, 130], SOCIAL_CARE: [2, 9, 15, 21, 27, 32, 36, 40, 42, 50, 100],
  SENSORY: [6, 16, 22, 27, 31, 34, 37, 40, 43, 50, 90], YOUTH_OFFENDING: [7, 15, 20, 26, 31, 35, 38, 41, 45, 55, 90],
};
/** From the visit to the psychologist's report. */
const reportTakes = [3, 7, 11, 15, 30] as const;

const receivedBySource = Object.fromEntries(Object.entries(requestsBySource).map(([source, { received }]) => [source, received]));
const decided = (source: string): number => {
  const { agreed, refused } = requestsBySource[source] ?? published.requests2025;
  return refused / (agreed + refused);
};

/** The first day by which something must be done for the plan to be sent within twenty weeks, counted from the request. */
const inTime = { panel: 36, visit: 72, draft: 100, final: 134 } as const;

/** A request comes in: by a source of the published table, or `source`. */
export function receiveRequest(life: CouncilLife, file: ChildFile, source = file.chance.weighted(receivedBySource)): void {
  const { chance } = file;
  const received = life.today;
  file.assessed = true;
  if (chance.yes(0.012)) life.tell(file, 'BROUGHT_TO_ATTENTION', { by: chance.pick(['Health visitor', 'Hospital', 'Social worker']), reason: 'May need more than SEN support' });
  else life.tell(file, 'REQUEST_RECEIVED', { ...(source === 'not_recorded' ? {} : { requestSource: source }), channel: chance.pick(['email', 'email', 'portal', 'post']) });
  if (chance.yes(0.011)) { life.after(chance.whole(4, 35), () => withdraw(life, file)); return; }
  if (chance.yes(0.008)) life.after(chance.whole(10, 130), () => moveAway(life, file));
  const panel = (): void => life.lines.panel.join(received + inTime.panel, () => decide(life, { file, received }, decided(source)));
  life.after(Math.round(chance.spread([12, 18, 23, 27, 37]) * Math.min(1.1, life.service.partners)), panel);
}

function withdraw(life: CouncilLife, file: ChildFile): void {
  life.tell(file, 'REQUEST_WITHDRAWN', { by: 'Parent' });
  file.assessed = false;
}

function moveAway(life: CouncilLife, file: ChildFile): void {
  if (!file.assessed) return;
  life.tell(file, 'MOVED_OUT', { to: file.chance.pick(['801', '838', '916', '330', 'XXX']) });
  file.closed = true;
}

function decide(life: CouncilLife, assessment: Assessment, refusal: number): void {
  const { file } = assessment;
  const facts: Facts = { panelDate: life.day, channel: file.chance.pick(['email', 'email', 'portal', 'post']) };
  const refuses = file.chance.yes(refusal);
  life.after(file.chance.whole(1, 5), () => {
    if (refuses) refuse(life, assessment, facts);
    else { life.tell(file, 'DECISION_TO_ASSESS_NOTIFIED', facts); beginAssessment(life, assessment); }
  });
}

function refuse(life: CouncilLife, { file, received }: Assessment, facts: Facts): void {
  const again = (): void => { if (!file.closed && !file.assessed && file.plan === null) receiveRequest(life, file, file.chance.weighted({ 1: 3, 2: 2 })); };
  life.tell(file, 'DECISION_NOT_TO_ASSESS_NOTIFIED', { ...facts, reasons: file.chance.pick(['Needs can be met at SEN support', 'Progress with the support already there', 'Not enough is known yet of what the school has tried']), noticeContentsComplete: file.chance.yes(0.94) });
  file.assessed = false;
  const comesAgain = file.chance.yes(0.25);
  if (comesAgain) life.after(file.chance.whole(120, 480), again);
  disputeRefusal(life, file, () => {
    if (file.assessed || file.plan !== null) return;
    file.assessed = true;
    life.tell(file, 'DECISION_TO_ASSESS_NOTIFIED', { channel: 'email' });
    beginAssessment(life, { file, received });
  });
}

/** Asks everybody for advice; once all of it is there a caseworker takes the case up. */
function beginAssessment(life: CouncilLife, assessment: Assessment): void {
  const { file, received } = assessment;
  const bodies = bodiesFor(life, file);
  let waitedFor = bodies.length;
  const came = (): void => { waitedFor -= 1; if (waitedFor === 0) life.lines.plans.join(received + inTime.draft, () => finishPlan(life, assessment, received + inTime.final)); };
  if (file.chance.yes(0.004)) { life.after(file.chance.whole(15, 60), () => withdraw(life, file)); return; }
  perhapsExcept(life, file);
  for (const body of bodies) {
    life.after(file.chance.whole(1, 6), () => ask(life, assessment, body, came));
  }
}

function bodiesFor(life: CouncilLife, file: ChildFile): string[] {
  const age = ageAt(file.who.born, life.today);
  const school = age < 5 ? 'EARLY_YEARS' : 'HEAD_TEACHER';
  const others = [...(['HI', 'VI', 'MSI'].includes(file.need) ? ['SENSORY'] : []), ...(age > 13 && file.chance.yes(0.02) ? ['YOUTH_OFFENDING'] : [])];
  return [school, 'EDUCATIONAL_PSYCHOLOGIST', 'HEALTH', 'SOCIAL_CARE', ...others];
}

function ask(life: CouncilLife, { file, received }: Assessment, body: string, came: () => void): void {
  life.tell(file, 'ADVICE_REQUESTED', { body, receivedByBody: life.day });
  const reply = (): void => { life.tell(file, 'ADVICE_RECEIVED', { body }); came(); };
  if (body !== 'EDUCATIONAL_PSYCHOLOGIST') { life.after(Math.round(file.chance.spread(replies[body] as readonly number[]) * life.service.partners), reply); return; }
  const visit = (): void => life.lines.psychologists.join(received + inTime.visit, () => seen(life, file, reply, visit));
  visit();
}

/** The psychologist's visit: the report follows, or, where nobody came, another visit. */
function seen(life: CouncilLife, file: ChildFile, reply: () => void, visit: () => void): void {
  if (file.closed || !file.assessed) return;
  if (!file.chance.yes(0.03)) { life.after(file.chance.spread(reportTakes), reply); return; }
  life.tell(file, 'APPOINTMENT_MISSED', { body: 'EDUCATIONAL_PSYCHOLOGIST' });
  life.after(file.chance.whole(3, 20), visit);
}
