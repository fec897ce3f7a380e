// The caseworkers of an invented council: a team for each area, posts that people take and leave, and weeks between in
// which nobody has the cases.
import { staffName } from './names.ts';
import { seededId } from './seeded-ids.ts';
import { seeded } from './seeded.ts';
import type { Chance } from './seeded.ts';

/** Somebody who records. */
export interface Worker {
  readonly id: string;
  readonly name: string;
  /** 0, 1 or 2: the area of their team. */
  readonly team: number;
  readonly post: number;
  /** Numbered days of the first and the last at work; those still there have none. */
  readonly from: number;
  readonly left: number | null;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly area: string;
}

export interface Workforce {
  readonly teams: readonly Team[];
  /** By post, those who held it one after another. */
  readonly posts: readonly (readonly Worker[])[];
  /** Those who record for everybody. */
  readonly support: readonly Worker[];
}

/** Cases that a caseworker has. */
const caseload = 170;
const areas = ['North', 'Middle', 'South'];

/** The people of the years from `from` to `until` for so many cases at the end. */
export function inventWorkforce(seed: number, { from, until, cases }: { from: number; until: number; cases: number }): Workforce {
  const chance = seeded(seed, 3_600_000);
  const each = Math.max(1, Math.round(cases / caseload / areas.length));
  const named = (what: string, more: Omit<Worker, 'id' | 'name'>): Worker => ({ id: seededId(seed, what), name: staffName(chance), ...more });
  const posts = Array.from({ length: each * areas.length }, (_, post) =>
    terms(chance, from, until).map(([begin, left], i) => named(`caseworker ${post} ${i}`, { team: post % areas.length, post, from: begin, left })));
  const support = [0, 1].map((one) => named(`support ${one}`, { team: one, post: -1, from, left: null }));
  return { teams: areas.map((area) => ({ id: seededId(seed, `team ${area}`), name: `${area} team`, area })), posts, support };
}

/** First and last days in a post, with gaps. */
function terms(chance: Chance, from: number, until: number): [number, number | null][] {
  const made: [number, number | null][] = [];
  for (let begin = from - chance.whole(0, 500); begin <= until;) {
    const left = begin + chance.spread([250, 500, 800, 1300, 2600]);
    made.push([begin, left > until ? null : left]);
    begin = left + chance.spread([1, 20, 45, 80, 150]);
  }
  return made.filter(([, left]) => left === null || left > from);
}

/** The post that has a child's case: one of the team of the area where the child lives. */
export function postFor(workforce: Workforce, area: number, serial: number): number {
  const each = workforce.posts.length / workforce.teams.length;
  return area + workforce.teams.length * (serial % each);
}

/** Who holds a post on a day; nobody in between. */
export function holderOf(workforce: Workforce, post: number, on: number): Worker | undefined {
  return workforce.posts[post]?.find((worker) => worker.from <= on && (worker.left === null || worker.left >= on));
}
