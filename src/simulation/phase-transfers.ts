// Moves between phases of education each September, with the plan to be amended by 15 February or 31 March before:
// SEND Regulations 2014, regulation 18.
import { dayFrom } from '../calendar/day.ts';
import type { ChildFile, CouncilLife } from './council-life.ts';
import { cohortAge, numberOf, yearOf } from './day-numbers.ts';
import { placeAsRecorded, type PlacementGroup, placeIn } from './establishments.ts';

/** Age at the start of the school year before the move, and which move it is. */
const moves: Readonly<Record<number, { kind: string; share: number }>> = {
  3: { kind: 'EARLY_YEARS_TO_SCHOOL', share: 0.9 }, 6: { kind: 'INFANT_TO_JUNIOR', share: 0.12 }, 10: { kind: 'PRIMARY_TO_SECONDARY', share: 0.98 },
  15: { kind: 'SECONDARY_TO_POST16', share: 0.97 }, 17: { kind: 'POST16_TO_POST16', share: 0.45 }, 18: { kind: 'POST16_TO_POST16', share: 0.3 },
};

/** Where children go, by where they were, at the move. An assumption that leads to the published placements by age. */
const goesOn: Readonly<Record<string, Readonly<Record<string, Partial<Record<PlacementGroup, number>>>>>> = {
  EARLY_YEARS_TO_SCHOOL: { special: { special: 1 }, other: { mainstream: 78, special: 19, educated_elsewhere: 3 } },
  PRIMARY_TO_SECONDARY: { special: { special: 97, mainstream: 3 }, other: { mainstream: 76, special: 18, educated_elsewhere: 4, not_recorded: 2 } },
  SECONDARY_TO_POST16: { special: { special: 52, further_education: 36, educated_elsewhere: 9, not_recorded: 3 }, other: { further_education: 60, mainstream: 19, educated_elsewhere: 13, not_recorded: 6, special: 2 } },
  POST16_TO_POST16: { special: { special: 45, further_education: 37, educated_elsewhere: 18 }, other: { further_education: 72, educated_elsewhere: 22, not_recorded: 4, mainstream: 2 } },
};

/** In September: notes who moves a year later, and when the plan has to be ready. */
export function noteTransfers(life: CouncilLife): void {
  for (const file of life.files) {
    if (file.plan === null || file.closed) continue;
    const move = moves[cohortAge(file.who.born, life.today)];
    if (move !== undefined && file.chance.yes(move.share)) life.after(file.chance.whole(3, 40), () => note(life, file, move.kind));
  }
}

function note(life: CouncilLife, file: ChildFile, kind: string): void {
  if (file.plan === null || file.closed) return;
  const year = yearOf(life.today) + 1;
  const dueDate = kind.endsWith('POST16') ? dayFrom(year, 3, 31) : dayFrom(year, 2, 15);
  const moving = dayFrom(year, 9, 1);
  life.tell(file, 'PHASE_TRANSFER_IDENTIFIED', { kind, transferDate: moving, dueDate });
  const place = placeIn(file.chance, life.places, goesTo(file, kind), cohortAge(file.who.born, life.today) + 1);
  life.after(file.chance.whole(40, 95), () => life.lines.transfers.join(numberOf(dueDate) - 3, () => {
    if (file.plan !== null) life.tell(file, 'PHASE_TRANSFER_FINAL_PLAN_SENT', place.urn === undefined ? {} : { setting: place.name });
  }));
  life.on(numberOf(moving), () => move(life, file, place, numberOf(moving)));
}

function goesTo(file: ChildFile, kind: string): PlacementGroup {
  const { group } = (file.plan as NonNullable<ChildFile['plan']>).place;
  const table = goesOn[kind];
  return table === undefined ? group : file.chance.weighted((table[group] ?? table['other']) as Record<PlacementGroup, number>);
}

function move(life: CouncilLife, file: ChildFile, place: ReturnType<typeof placeIn>, on: number): void {
  const before = file.plan?.place;
  if (file.plan === null || before === undefined || before.name === place.name) return;
  if (before.urn !== undefined) life.tell(file, 'PLACEMENT_ENDED', { urn: before.urn }, on - 1);
  else if (before.ukprn !== undefined) life.tell(file, 'PLACEMENT_ENDED', { ukprn: before.ukprn }, on - 1);
  file.plan.place = place;
  startPlacement(life, file, on);
}

/** The placement of the plan in force begins; where it is not recorded, nothing is. */
export function startPlacement(life: CouncilLife, file: ChildFile, on: number): void {
  const place = file.plan?.place;
  if (place === undefined || place.group === 'not_recorded') return;
  life.tell(file, 'PLACEMENT_STARTED', { ...placeAsRecorded(place), rank: '1' }, on);
}
