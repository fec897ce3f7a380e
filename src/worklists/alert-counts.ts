// How many alerts somebody has: by group, and for a manager by caseworker, each number a link to its list.
import { alertsAddress } from './addresses.ts';
import { type AlertGroup, alertGroups } from './alerts.ts';
import { NOBODY } from './list-question.ts';

/** So many alerts of one group; `caseworkerId` null for those of cases that nobody has. */
export interface AlertCount {
  readonly caseworkerId: string | null;
  readonly caseworker: string | null;
  readonly group: AlertGroup;
  readonly count: number;
}

export type GroupCounts = Readonly<Record<AlertGroup, number>>;

const groups = Object.keys(alertGroups) as AlertGroup[];

/** How many there are in each group. */
export function countByGroup(counted: readonly Pick<AlertCount, 'group' | 'count'>[]): GroupCounts {
  const sum = (wanted: AlertGroup): number => counted.reduce((total, { group, count }) => total + (group === wanted ? count : 0), 0);
  return Object.fromEntries(groups.map((group) => [group, sum(group)])) as Record<AlertGroup, number>;
}

interface Cell {
  readonly count: number;
  readonly href: string;
}

interface AlertTable {
  readonly titles: readonly string[];
  readonly lines: readonly { readonly name: string; readonly href: string | null; readonly cells: readonly Cell[] }[];
  readonly totals: readonly number[];
}

/**
 * The table of a manager, whose id is `me`: their own alerts and those of cases that nobody has, then each caseworker, who has most first.
 * Groups in which nobody has any have no column. Null where there are none but their own.
 */
export function alertTable(counted: readonly AlertCount[], me: string): AlertTable | null {
  if (counted.every(({ caseworkerId }) => caseworkerId === me)) return null;
  const all = countByGroup(counted);
  const columns = groups.filter((group) => all[group] > 0);
  const line = (whose: string, name: string, own: readonly AlertCount[]): AlertTable['lines'][number] => {
    const counts = countByGroup(own);
    return { name, href: own.length === 0 ? null : alertsAddress({ whose }), cells: columns.map((group) => ({ count: counts[group], href: alertsAddress({ whose, group }) })) };
  };
  const of = (id: string | null): AlertCount[] => counted.filter(({ caseworkerId }) => caseworkerId === id);
  const total = (own: readonly AlertCount[]): number => own.reduce((sum, { count }) => sum + count, 0);
  const others = [...Map.groupBy(counted, ({ caseworkerId }) => caseworkerId)].flatMap(([id, own]) => (id === null || id === me ? [] : [{ id, own, name: own[0]?.caseworker ?? 'Somebody no longer listed' }]))
    .sort((a, b) => total(b.own) - total(a.own) || a.name.localeCompare(b.name, 'en-GB'));
  return {
    titles: columns.map((group) => alertGroups[group]), totals: columns.map((group) => all[group]),
    lines: [line(me, 'Your own cases', of(me)), line(NOBODY, 'Unallocated cases', of(null)), ...others.map(({ id, own, name }) => line(id, name, own))],
  };
}
