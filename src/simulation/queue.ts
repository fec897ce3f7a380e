// A line of cases that wait for people to have time. It gives what real backlogs give: long waits for most, and for none
// for ever, because part of the time always goes to whoever waited longest.
import { atWork } from './day-numbers.ts';
import type { KindOfService, Staffing } from './kinds-of-service.ts';
import type { Chance } from './seeded.ts';

interface Waiting {
  /** The last day on which the work may be done for the case to stay in time. */
  readonly limit: number;
  readonly done: () => void;
}

/** The lines that a service has. */
export type LineName = { [Name in keyof KindOfService]: KindOfService[Name] extends Staffing ? Name : never }[keyof KindOfService];

/** Days worked in a year, each as much as people are at work. */
const fullDays = 215;
/** Days in which agency staff work off what is more than is borne. */
const agencyDays = 60;

export class Queue {
  readonly staffing: Staffing;
  readonly chance: Chance;
  waiting: Waiting[] = [];
  /** Pieces of work that those in post are there for in a year: set each April by what came in the year before. */
  yearly: number;
  joined = 0;
  begun = 0;

  constructor(staffing: Staffing, chance: Chance, yearly: number) {
    this.staffing = staffing;
    this.chance = chance;
    this.yearly = yearly;
  }

  /** Adds a case; `done` is called on the day the work is done. */
  join(limit: number, done: () => void): void {
    this.waiting.push({ limit, done });
    this.joined += 1;
  }

  /** Sets the posts of the next year by the work of the one that ends; they are cut by little where it was less. */
  setPosts(): void {
    this.yearly = Math.max(this.joined, 0.97 * this.yearly);
    this.joined = 0;
  }

  /** A day's work. Parts of a piece are carried on to the next day. */
  work(today: number): void {
    this.begun = Math.min(this.begun + this.#perDay() * atWork(today), Math.max(1, this.waiting.length));
    for (; this.begun >= 1 && this.waiting.length > 0; this.begun -= 1) {
      const at = this.#next(today);
      const [next] = this.waiting.splice(at, 1);
      next?.done();
    }
  }

  #perDay(): number {
    const { posts, borne } = this.staffing;
    const tooMany = this.waiting.length - (borne * this.yearly) / 52;
    return (posts * this.yearly) / fullDays + Math.max(0, tooMany) / agencyDays;
  }

  /** Which goes first: the most urgent that can still be in time, or the one that has waited longest. */
  #next(today: number): number {
    if (!this.chance.yes(this.staffing.inTimeFirst)) return 0;
    let found = -1;
    this.waiting.forEach(({ limit }, at) => {
      if (limit >= today && (found < 0 || limit < (this.waiting[found] as Waiting).limit)) found = at;
    });
    return Math.max(found, 0);
  }
}
