// The invented council at work: today, what is put down for later days, the lines of waiting cases, and the children.
import type { Facts } from '../case-history/entry.ts';
import type { Day } from '../calendar/day.ts';
import { dayNumbered, isWorked, workedFrom } from './day-numbers.ts';
import { inventPlaces, type Place } from './establishments.ts';
import type { Somebody } from './families.ts';
import type { KindOfService } from './kinds-of-service.ts';
import { type LineName, Queue } from './queue.ts';
import { type Chance, seeded } from './seeded.ts';

/** Something that happened, on a numbered day. */
export interface Happening {
  readonly kind: string;
  readonly on: number | null;
  readonly facts: Facts;
  /** The decision that a step of a dispute is about. */
  readonly about?: Happening;
}

/** A plan in force. */
export interface PlanHeld {
  readonly since: number;
  place: Place;
  /** A meeting whose papers are not done yet: a later meeting overtakes it. */
  meeting: number;
  /** What is still to be done after that meeting. */
  papers: 'decision' | 'amendment' | 'done';
}

/** A child and all that happened. */
export interface ChildFile {
  readonly who: Somebody;
  /** The record of the same child that was there before; null for all but a few. */
  readonly copyOf: ChildFile | null;
  readonly chance: Chance;
  readonly happenings: Happening[];
  need: string;
  plan: PlanHeld | null;
  /** An assessment is under way. */
  assessed: boolean;
  /** Nothing more is done: moved away, plan ended, or died. */
  closed: boolean;
}

/** An assessment under way, and the day on which its clock began. */
export interface Assessment {
  readonly file: ChildFile;
  readonly received: number;
}

export class CouncilLife {
  today: number;
  readonly until: number;
  readonly service: KindOfService;
  readonly places: readonly Place[];
  readonly lines: Readonly<Record<LineName, Queue>>;
  readonly files: ChildFile[] = [];
  readonly chance: Chance;
  readonly seed: number;
  #agenda = new Map<number, (() => void)[]>();

  constructor(seed: number, { from, until, service, yearly }: { from: number; until: number; service: KindOfService; yearly: Readonly<Record<LineName, number>> }) {
    this.seed = seed;
    this.today = from;
    this.until = until;
    this.service = service;
    this.chance = seeded(seed, 3_000_000);
    this.places = inventPlaces(seed);
    const line = (name: LineName): Queue => new Queue(service[name], this.chance, yearly[name]);
    this.lines = { panel: line('panel'), psychologists: line('psychologists'), plans: line('plans'), reviews: line('reviews'), transfers: line('transfers') };
  }

  /** Opens a file. */
  open(who: Somebody, need: string): ChildFile {
    const file: ChildFile = { who, copyOf: null, chance: seeded(this.seed, who.serial), happenings: [], need, plan: null, assessed: false, closed: false };
    this.files.push(file);
    return file;
  }

  /** Puts something down for a day; on a day not worked it waits for the next. What lies after the end never happens. */
  on(day: number, act: () => void): void {
    const at = workedFrom(Math.max(day, this.today));
    if (at > this.until) return;
    const put = this.#agenda.get(at);
    if (put === undefined) this.#agenda.set(at, [act]);
    else put.push(act);
  }

  /** Puts something down for so many days after today. */
  after(days: number, act: () => void): void {
    this.on(this.today + days, act);
  }

  /** Something happened to a child, today where no day is given. Nothing happens to a closed file. */
  tell(file: ChildFile, kind: string, facts: Facts = {}, on = this.today): void {
    if (!file.closed) file.happenings.push({ kind, on, facts });
  }

  /** The day that it is, as text. */
  get day(): Day {
    return dayNumbered(this.today);
  }

  /** Lives through the days up to the last; `each` begins every day. */
  live(each: () => void): void {
    for (; this.today <= this.until; this.today += 1) {
      each();
      this.#doToday();
      if (!isWorked(this.today)) continue;
      if (this.#newBudgetYear()) for (const line of Object.values(this.lines)) line.setPosts();
      for (const line of Object.values(this.lines)) line.work(this.today);
      this.#doToday();
    }
  }

  #newBudgetYear(): boolean {
    return this.day.slice(5, 7) === '04' && workedFrom(this.today - Number(this.day.slice(8)) + 1) === this.today;
  }

  #doToday(): void {
    for (let put = this.#agenda.get(this.today); put !== undefined; put = this.#agenda.get(this.today)) {
      this.#agenda.delete(this.today);
      put.forEach((act) => act());
    }
  }
}
