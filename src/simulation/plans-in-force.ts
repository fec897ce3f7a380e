// Plans in force: what begins with one, those that were there before, and those that move in.
import type { ChildFile, CouncilLife } from './council-life.ts';
import { ageAt, dayNumbered } from './day-numbers.ts';
import { type Place, type PlacementGroup, placeIn } from './establishments.ts';
import { startPlacement } from './phase-transfers.ts';
import { placementsAt } from './published.ts';
import { planReview } from './reviews.ts';

/** A second need goes often with some first ones. An assumption; nothing is published. */
const secondNeeds = { SLCN: 4, SEMH: 4, ASD: 2, MLD: 3, PD: 1, SPLD: 1, HI: 1 };

function recordNeeds(life: CouncilLife, file: ChildFile): void {
  if (file.need !== 'not_recorded') life.tell(file, 'NEED_RECORDED', { need: file.need, rank: '1' });
  const second = file.chance.weighted(secondNeeds);
  if (second !== file.need && file.chance.yes(0.45)) life.tell(file, 'NEED_RECORDED', { need: second, rank: '2' });
}

/** A plan was sent: needs, placement and the first review follow. */
export function beginPlan(life: CouncilLife, file: ChildFile, place: Place): void {
  file.plan = { since: life.today, place, meeting: -1, papers: 'done' };
  recordNeeds(life, file);
  startPlacement(life, file, life.today);
  planReview(life, file, life.today);
  if (file.chance.yes(0.03)) life.after(file.chance.whole(20, 400), () => payDirectly(life, file));
}

function payDirectly(life: CouncilLife, file: ChildFile): void {
  if (file.plan === null) return;
  life.tell(file, 'DIRECT_PAYMENT_STARTED');
  life.after(file.chance.whole(80, 140), () => life.tell(file, 'DIRECT_PAYMENT_REVIEWED'));
}

/** A plan of before the first day: made some years ago, reviewed within the last year and a half. */
export function hadPlan(life: CouncilLife, file: ChildFile): void {
  const { chance } = file;
  const age = ageAt(file.who.born, life.today);
  const since = life.today - chance.whole(30, Math.max(60, Math.min(age - 2, 7) * 365));
  life.tell(file, 'PLAN_FIRST_MADE', {}, since);
  file.plan = { since, place: placeIn(chance, life.places, chance.weighted(placementsAt(age)) as PlacementGroup, age), meeting: -1, papers: 'done' };
  recordNeeds(life, file);
  startPlacement(life, file, since + chance.whole(0, 30));
  planReview(life, file, Math.max(since, life.today - chance.whole(0, 450)));
}

/** A plan comes from another authority with a child who moves in. */
export function movesIn(life: CouncilLife, file: ChildFile): void {
  const { chance } = file;
  const age = ageAt(file.who.born, life.today);
  const made = life.today - chance.whole(20, 500);
  life.tell(file, 'PLAN_TRANSFERRED_IN', { lastMadeOrReviewed: dayNumbered(made), from: chance.pick(['801', '838', '916', '330', '370', '873']) });
  file.plan = { since: made, place: placeIn(chance, life.places, chance.weighted(placementsAt(age)) as PlacementGroup, age), meeting: -1, papers: 'done' };
  recordNeeds(life, file);
  startPlacement(life, file, life.today);
  if (chance.yes(0.95)) life.after(chance.spread([5, 20, 30, 40, 80]), () => life.tell(file, 'TRANSFER_FAMILY_TOLD'));
  planReview(life, file, Math.max(made, life.today - 290));
}
