// The caseworkers of an invented council: a team for each area, posts that people take and leave, and weeks between in
// which nobody has the cases. Those at work today are the invented staff whom somebody who looks round can be.
import type { SeatedPerson } from '../staff/invented-staff.ts';
import { INVENTED_STAFF, INVENTED_TEAMS, type InventedPerson } from '../staff/invented-staff.ts';
import { staffName } from './names.ts';
import { seededId } from './seeded-ids.ts';
import type { Chance } from './seeded.ts';
import { seeded } from './seeded.ts';

/** Somebody in a post: numbered days of the first and the last at work there; those still there have none. */
interface Term {
  readonly person: SeatedPerson;
  readonly from: number;
  readonly left: number | null;
}

/** A team with its posts, each held by one after another. */
export interface Team {
  readonly id: string;
  readonly manager: InventedPerson;
  readonly posts: readonly (readonly Term[])[];
}

/** Teams in the order of the areas in which families live. */
export type Workforce = readonly Team[];

/** Cases that a caseworker has. */
const caseload = 170;

/** The people of the years from `from` to `until` for so many cases at the end. */
export function inventWorkforce(seed: number, { from, until, cases }: { from: number; until: number; cases: number }): Workforce {
  const chance = seeded(seed, 3_600_000);
  let others = 0;
  const somebody = (team: string, left: boolean): SeatedPerson => {
    const name = staffName(chance);
    others += 1;
    return { id: seededId(seed, `caseworker ${others}`), name, email: `caseworker-${others}@council.invalid`, role: 'caseworker', teamId: team, service: null, left };
  };
  return INVENTED_TEAMS.map(({ id }) => {
    const own = INVENTED_STAFF.filter(({ teamId, role }) => teamId === id && role !== 'team-manager').sort((a, b) => (a.role === b.role ? 0 : a.role === 'caseworker' ? -1 : 1));
    const posts = Math.max(own.length, Math.round(cases / caseload / INVENTED_TEAMS.length));
    const manager = INVENTED_STAFF.find(({ teamId, role }) => teamId === id && role === 'team-manager') as InventedPerson;
    return { id, manager, posts: Array.from({ length: posts }, (_, post) => held(terms(chance, { from, until, kept: post < own.length }), (left) => (left ? somebody(id, true) : own[post] ?? somebody(id, false)))) };
  });
}

const held = (spans: readonly [number, number | null][], who: (left: boolean) => SeatedPerson): Term[] =>
  spans.map(([from, left]) => ({ person: who(left !== null), from, left }));

/** First and last days in a post, with gaps. The last holder of a post that is `kept` is still there. */
function terms(chance: Chance, { from, until, kept }: { from: number; until: number; kept: boolean }): [number, number | null][] {
  const made: [number, number | null][] = [];
  for (let begin = from - chance.whole(0, 500); begin <= until;) {
    const left = begin + chance.spread([250, 500, 800, 1300, 2600]);
    const next = left + chance.spread([1, 20, 45, 80, 150]);
    made.push([begin, left > until || (kept && next > until) ? null : left]);
    begin = next;
  }
  return made.filter(([, left]) => left === null || left > from);
}

/** The post that has a child's case, in the team of the area where the child lives. */
export function postFor(workforce: Workforce, area: number, serial: number): readonly Term[] {
  const posts = workforce[area]?.posts ?? [];
  return posts[serial % posts.length] ?? [];
}

/** Who holds a post on a day; nobody in between. */
export function holderOf(post: readonly Term[], on: number): SeatedPerson | undefined {
  return post.find(({ from, left }) => from <= on && (left === null || left >= on))?.person;
}

/** Everybody who ever had a post. */
export function peopleOf(workforce: Workforce): SeatedPerson[] {
  return workforce.flatMap(({ posts }) => posts.flatMap((post) => post.map(({ person }) => person)));
}
