// How plans end: SEND Regulations 2014, regulations 29 to 31, and Children and Families Act 2014, section 45.
import { ageAt, dayNumbered, monthOf } from './day-numbers.ts';
import type { ChildFile, CouncilLife } from './council-life.ts';
import { endingsAt } from './published.ts';

/** Reasons (codes of the return) for which the authority decides to end a plan, after it has asked the family. */
const decided: Readonly<Record<string, string>> = {
  1: 'Reached 25', 2: 'Outcomes reached; needs can be met without a plan', 3: 'Going on to higher education', 4: 'In paid employment', 6: 'No longer wishes to engage', 9: 'No longer responsible',
};

/** Of 16 and over most plans end in the summer: a factor for each month, of mean 1. An assumption; nothing is published. */
const byMonth = [0.6, 0.6, 0.7, 0.7, 0.8, 1.1, 2, 2.6, 1, 0.7, 0.6, 0.6];

/** Once a month: does this plan end, and why? */
export function mayEnd(life: CouncilLife, file: ChildFile): void {
  if (file.plan === null || file.closed) return;
  const age = ageAt(file.who.born, life.today);
  if (age >= 25 && monthOf(life.today) === 8) { life.after(file.chance.whole(5, 27), () => endPlan(life, file, '1')); return; }
  const season = age < 16 ? 1 : byMonth[monthOf(life.today) - 1] ?? 1;
  const drawn = file.chance.fraction();
  let upTo = 0;
  for (const [reason, share] of Object.entries(endingsAt(age))) {
    upTo += (share * season) / 12;
    if (drawn < upTo) { begin(life, file, reason); return; }
  }
}

function begin(life: CouncilLife, file: ChildFile, reason: string): void {
  const { chance } = file;
  if (reason === '5') life.after(chance.whole(1, 27), () => movesOut(life, file));
  else if (decided[reason] === undefined) life.after(chance.whole(0, 27), () => endPlan(life, file, reason));
  else if (chance.yes(0.75)) endDecided(life, file, reason);
  else life.after(chance.whole(0, 27), () => endPlan(life, file, reason));
}

/** The family is asked, told, and has two months in which to appeal before the plan ends. */
export function endDecided(life: CouncilLife, file: ChildFile, reason: string): void {
  const { chance } = file;
  if (chance.yes(0.7)) life.tell(file, 'CEASE_CONSULTED');
  life.after(chance.whole(15, 35), () => {
    const end = life.today + chance.whole(62, 95);
    life.tell(file, 'CEASE_DECISION_NOTIFIED', { ground: decided[reason] ?? '', proposedEnd: dayNumbered(end) });
    life.on(end, () => endPlan(life, file, reason));
  });
}

function movesOut(life: CouncilLife, file: ChildFile): void {
  const { chance } = file;
  if (file.plan === null) return;
  const to = chance.pick(['801', '838', '916', '330', '370', '873']);
  life.tell(file, 'MOVE', { to, oldLaAwareOn: life.day });
  life.after(chance.spread([1, 6, 12, 18, 60]), () => {
    life.tell(file, 'PLAN_TRANSFERRED_OUT');
    endPlan(life, file, '5');
  });
}

function endPlan(life: CouncilLife, file: ChildFile, reason: string): void {
  if (file.plan === null) return;
  const { place } = file.plan;
  if (place.urn !== undefined || place.ukprn !== undefined) life.tell(file, 'PLACEMENT_ENDED', place.urn === undefined ? { ukprn: place.ukprn ?? '' } : { urn: place.urn });
  life.tell(file, 'PLAN_CEASED', { reason });
  file.plan = null;
  file.closed = true;
}
