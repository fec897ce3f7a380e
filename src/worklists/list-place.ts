// The lists of cases that there are: one's own caseload, and a team's cases.
import type { QueryParts } from '../platform/web-address.ts';
import { myWorkAddress, myWorkFileAddress, teamCasesAddress, teamFileAddress } from './addresses.ts';
import type { ListName } from './saved-view.ts';
import type { Scope } from './views.ts';

/** A list: whose cases, what it is called, and its addresses. */
export interface ListPlace {
  readonly list: ListName;
  readonly scope: Scope;
  /** The h1. */
  readonly title: string;
  /** What its addresses hold besides the question: the team. */
  readonly fixed: QueryParts;
  readonly page: (query: QueryParts) => string;
  readonly file: (format: string, query: QueryParts) => string;
  /** Caseworkers to filter by and allocate to, by id. */
  readonly caseworkers: ReadonlyMap<string, string>;
}

/** One's own caseload. */
export const myWork: ListPlace = {
  list: 'mine', scope: { kind: 'mine' }, title: 'My work', fixed: {}, caseworkers: new Map(),
  page: (query) => myWorkAddress(query), file: (format, query) => myWorkFileAddress({ format }, query),
};

/** Which team a page is about: one, or, for null, the whole service. */
export interface Chosen {
  readonly team: { readonly id: string; readonly name: string } | null;
  readonly caseworkers: ReadonlyMap<string, string>;
}

/** How the team stands in an address. */
export function teamPart(team: Chosen['team']): string {
  return team === null ? 'all' : team.id;
}

/** The cases of a team, or of the whole service. */
export function teamCases({ team, caseworkers }: Chosen): ListPlace {
  return {
    list: 'team', scope: team === null ? { kind: 'service' } : { kind: 'team', team: team.id }, title: team === null ? 'Cases of all teams' : `Cases of ${team.name}`,
    fixed: { team: teamPart(team) }, caseworkers, page: (query) => teamCasesAddress(query), file: (format, query) => teamFileAddress({ format }, query),
  };
}
