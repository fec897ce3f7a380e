// An invented council lived through, from its first day to its last.
import type { SeatedPerson } from '../staff/invented-staff.ts';
import { planArrivals, type Arrival, firstDay } from './arrivals.ts';
import { receiveRequest } from './assessments.ts';
import { type ChildFile, CouncilLife } from './council-life.ts';
import { ageAt, dayNumbered, numberOf } from './day-numbers.ts';
import { makeDuplicates } from './duplicates.ts';
import { mayEnd } from './endings.ts';
import { Families } from './families.ts';
import { tellFormer } from './former-children.ts';
import type { InventedCouncil } from './invented-council.ts';
import { kindsOfService } from './kinds-of-service.ts';
import { noteTransfers } from './phase-transfers.ts';
import { hadPlan, movesIn } from './plans-in-force.ts';
import { inYear, needsAt, published } from './published.ts';
import { broughtOverOn, entriesOf, type MadeEntry, type Office } from './recording.ts';
import { seeded } from './seeded.ts';
import { inventWorkforce, peopleOf } from './workforce.ts';

const begins: Readonly<Record<Arrival, (life: CouncilLife, file: ChildFile) => void>> = {
  'former': tellFormer, 'with-plan': hadPlan, 'moved-in': movesIn, 'request': receiveRequest,
};

/** Age of somebody at arrival, by the published table that tells of it. */
function ageOf(life: CouncilLife, how: Arrival): number {
  const table = how === 'request' ? published.requests2024.receivedByAge : published.caseloadJanuary2025.byAge;
  return Number(life.chance.weighted(table));
}

/** Needs change over the years: the new ones of 2024 stand for the later half of those told, all in force for the rest. */
function needOf(life: CouncilLife, age: number, how: Arrival): string {
  return life.chance.weighted(needsAt(age, how === 'request' && life.chance.yes(0.5)));
}

/** Of children, those of whom a second record is made. An assumption. */
const typedTwice = 0.004;

/** What the work of a year comes to at first, before a year's work is known. */
function usualWork(scale: number, year: number): Record<'panel' | 'psychologists' | 'plans' | 'reviews' | 'transfers', number> {
  const [requests, plans] = [inYear('requests', year) * scale, inYear('plans_january', year) * scale];
  return { panel: requests, psychologists: requests * 0.7, plans: requests * 1.3, reviews: plans * 1.1, transfers: plans * 0.2 };
}

/** Everything that happens to the children of a council; the same for the same arguments, on every machine. */
function liveCouncil({ seed, children, until: last, service = 'average', plansEnded = 0 }: InventedCouncil): CouncilLife {
  const until = numberOf(last);
  const from = firstDay(until);
  const copies = Math.round(children * typedTwice);
  const arrivals = planArrivals(seeded(seed, 3_100_000), { children: children - copies, former: plansEnded, from, until });
  const life = new CouncilLife(seed, { from, until, service: kindsOfService[service], yearly: usualWork(arrivals.scale, Number(dayNumbered(from).slice(0, 4))) });
  const families = new Families(seeded(seed, 3_200_000));
  const arrive = (how: Arrival): void => {
    const who = families.child(life.files.length, ageOf(life, how), life.today);
    begins[how](life, life.open(who, needOf(life, ageAt(who.born, life.today), how)));
  };
  for (let one = 0; one < arrivals.former; one += 1) arrive('former');
  for (let one = 0; one < arrivals.withPlan; one += 1) arrive('with-plan');
  life.live(() => {
    arrivals.onDay[life.today - from]?.forEach(arrive);
    if (life.day.endsWith('-09-01')) noteTransfers(life);
    if (life.day.endsWith('-01')) life.files.forEach((file) => mayEnd(life, file));
  });
  makeDuplicates(life, copies);
  return life;
}

/** A council as it is to be recorded: the people who record, and all entries, child after child. */
export interface ToldCouncil {
  readonly people: readonly SeatedPerson[];
  /** Each record that was made twice beside its copy, then the others. */
  readonly entries: Generator<MadeEntry[]>;
}

/** Lives through a council's years and tells what there is to record. */
export function tellCouncil(council: InventedCouncil): ToldCouncil {
  const life = liveCouncil(council);
  const office = officeOf(life);
  return { people: peopleOf(office.workforce), entries: entriesIn(office) };
}

function* entriesIn(office: Office): Generator<MadeEntry[]> {
  for (const file of copiesFirst(office.life.files)) yield entriesOf(office, file);
}

function officeOf(life: CouncilLife): Office {
  const from = firstDay(life.until);
  const cases = life.files.filter(({ closed }) => !closed).length;
  return { life, workforce: inventWorkforce(life.seed, { from, until: life.until, cases }), begun: broughtOverOn(from) };
}

function copiesFirst(files: readonly ChildFile[]): ChildFile[] {
  const pairs = files.flatMap((file) => (file.copyOf === null ? [] : [file.copyOf, file]));
  const paired = new Set(pairs);
  return [...pairs, ...files.filter((file) => !paired.has(file))];
}
