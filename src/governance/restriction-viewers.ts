// Who sees a restricted record otherwise than in an emergency: they alone decide who may see it.
import type { Day } from '../calendar/day.ts';
import type { Restriction } from '../case-history/restriction.ts';

/** The staff who see a restricted record on a day as its guardian, or because they are named to it. */
export function seeing({ guardian, named }: Restriction, today: Day): string[] {
  return [...(guardian === null ? [] : [guardian]), ...named.filter(({ until }) => until >= today).map(({ staff }) => staff)];
}

/** Whether its guardian is none of those who may look after restricted records and can sign in. */
export function isUnguarded({ guardian }: Restriction, holders: ReadonlySet<string>): boolean {
  return guardian === null || !holders.has(guardian);
}
