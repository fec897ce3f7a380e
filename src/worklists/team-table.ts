// The table of a team: how many cases of each view each caseworker has, each number a link to its list.
import { type Chosen, teamCases } from './list-place.ts';
import { NOBODY } from './list-question.ts';
import { type SystemViewId, systemViews } from './views.ts';

/** How many cases of each view somebody has; `caseworkerId` null for the cases of nobody. */
export interface CaseworkerCounts {
  readonly caseworkerId: string | null;
  readonly caseworker: string | null;
  readonly counts: Readonly<Record<SystemViewId, number>>;
}

/** The views that have a column, the whole caseload first. */
const columns = ['all', 'overdue', 'next-7-days', 'inevitable', 'advice', 'quiet', 'data'] as const satisfies readonly SystemViewId[];

interface Cell {
  readonly count: number;
  readonly href: string;
}

export interface TeamLine {
  /** Null for the cases of nobody. */
  readonly id: string | null;
  readonly name: string;
  readonly total: number;
  readonly cells: readonly Cell[];
}

export interface TeamTable {
  readonly titles: readonly string[];
  readonly lines: readonly TeamLine[];
  readonly totals: readonly Cell[];
  readonly unallocated: number;
}

/** The table: everybody of the team, also without cases, those who have cases of it, nobody, and the sums. */
export function teamTable(counted: readonly CaseworkerCounts[], chosen: Chosen): TeamTable {
  const place = teamCases(chosen);
  const have = new Set(counted.map(({ caseworkerId }) => caseworkerId));
  const idle = [...chosen.caseworkers].filter(([id]) => !have.has(id)).map(([caseworkerId, caseworker]) => ({ caseworkerId, caseworker, counts: none }));
  const people = [...counted.filter(({ caseworkerId }) => caseworkerId !== null), ...idle];
  const nobody = counted.filter(({ caseworkerId }) => caseworkerId === null);
  const link = (view: SystemViewId, caseworker?: string): string => place.page({ ...place.fixed, view, caseworker });
  const line = ({ caseworkerId, caseworker, counts }: CaseworkerCounts): TeamLine => ({
    id: caseworkerId, name: caseworkerId === null ? 'Unallocated' : caseworker ?? 'Somebody no longer listed', total: counts.all,
    cells: columns.map((view) => ({ count: counts[view], href: link(view, caseworkerId ?? NOBODY) })),
  });
  const sum = (view: SystemViewId): number => counted.reduce((total, { counts }) => total + counts[view], 0);
  return {
    titles: columns.map((view) => systemViews[view].title), lines: [...people, ...nobody].map(line),
    totals: columns.map((view) => ({ count: sum(view), href: link(view) })), unallocated: sum('unallocated'),
  };
}

const none = Object.fromEntries(Object.keys(systemViews).map((view) => [view, 0])) as Record<SystemViewId, number>;
