// From all advice to the final plan, or to the notice that there will be none.
import { ageAt } from './day-numbers.ts';
import type { Assessment, ChildFile, CouncilLife } from './council-life.ts';
import { disputeNoPlan, disputePlan } from './disputes.ts';
import { type Place, type PlacementGroup, placeIn } from './establishments.ts';
import { beginPlan } from './plans-in-force.ts';
import { firstPlacementsAt, published } from './published.ts';

const { plan_issued: issued, plan_not_issued: notIssued } = published.assessments2025;

/** A caseworker takes up a case whose advice is all there. `limit` is the last day for the final plan. */
export function finishPlan(life: CouncilLife, assessment: Assessment, limit: number): void {
  const { file } = assessment;
  if (file.closed || !file.assessed) return;
  if (!file.chance.yes(notIssued / (issued + notIssued))) { draftPlan(life, file, limit); return; }
  life.after(file.chance.whole(1, 7), () => {
    life.tell(file, 'DECISION_NO_PLAN_NOTIFIED', { reasons: 'Needs can be met from what the school has', channel: 'email', noticeContentsComplete: file.chance.yes(0.95) });
    file.assessed = false;
    disputeNoPlan(life, file, () => {
      if (file.assessed || file.plan !== null) return;
      file.assessed = true;
      draftPlan(life, file, life.today + 70);
    });
  });
}

function draftPlan(life: CouncilLife, file: ChildFile, limit: number): void {
  const { chance } = file;
  if (chance.yes(0.6)) life.tell(file, 'DECISION_TO_ISSUE', { panelDate: life.day });
  life.after(chance.whole(2, 8), () => {
    life.tell(file, 'DRAFT_PLAN_SERVED', { version: '1' });
    const age = ageAt(file.who.born, life.today);
    const place = placeIn(chance, life.places, chance.weighted(firstPlacementsAt(age)) as PlacementGroup, age);
    hearFamily(life, file, place);
    const rounds = chance.yes(life.service.hardToPlace) ? chance.whole(2, 7) : 1;
    consult(life, file, place, { rounds, then: () => life.lines.plans.join(limit, () => sendFinal(life, file, place)) });
  });
}

function hearFamily(life: CouncilLife, file: ChildFile, place: Place): void {
  const { chance } = file;
  if (chance.yes(0.1)) life.after(chance.whole(8, 14), () => life.tell(file, 'REPS_EXTENSION_AGREED', { to: life.day }));
  else if (chance.yes(0.7)) life.after(chance.whole(6, 15), () => life.tell(file, 'REPRESENTATIONS_RECEIVED', place.urn === undefined ? {} : { requestedSetting: place.name }));
}

/** Asks settings whether they can meet the needs, one round after another until one can. */
function consult(life: CouncilLife, file: ChildFile, place: Place, { rounds, then }: { rounds: number; then: () => void }): void {
  const { chance } = file;
  const last = rounds === 1;
  const asked = last ? place : placeIn(chance, life.places, 'special', ageAt(file.who.born, life.today));
  life.tell(file, 'CONSULTATION_SENT', { setting: asked.name });
  life.after(chance.spread([5, 9, 12, 14, 15, 16, 17, 19, 21, 26, 45]), () => {
    if (chance.yes(0.85)) life.tell(file, 'CONSULTATION_REPLY', { setting: asked.name, reply: last ? 'YES' : chance.pick(['UNSUITABLE', 'RESOURCES', 'OTHERS']) });
    if (last) life.after(chance.whole(1, 4), then);
    else life.after(chance.whole(3, 25), () => consult(life, file, place, { rounds: rounds - 1, then }));
  });
}

function sendFinal(life: CouncilLife, file: ChildFile, place: Place): void {
  if (file.closed || !file.assessed) return;
  const later = file.chance.yes(0.1) ? { familySentOn: life.day, settingSentOn: life.day } : {};
  life.tell(file, 'FINAL_PLAN_SENT', later);
  file.assessed = false;
  disputePlan(life, file);
  beginPlan(life, file, place);
}
