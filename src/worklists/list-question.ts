// What a list of cases is asked: the view, filters, order and page, all of which stand in its address; and what is searched for, which
// stands there sealed alone (SEC-73).
import { z } from 'zod';
import { stages } from '../case-history/case-stage.ts';
import { needTypes } from '../case-history/kinds/plan-and-review.ts';
import { balls } from './ball.ts';
import { phases } from './phases.ts';
import { type SystemViewId, systemViews } from './views.ts';

const dues = { overdue: 'Overdue', week: 'This week (today and the 7 days after)', month: 'In the next four weeks', later: 'Later', none: 'No date' } as const;

/** What lists filter by: the words, and the values with theirs. */
export const filters = {
  stage: { title: 'Stage', choices: stages },
  due: { title: 'Next statutory date', choices: dues },
  ball: { title: 'Who has the ball', choices: balls },
  need: { title: 'Primary need', choices: { ...needTypes, none: 'Not recorded' } },
  phase: { title: 'Phase', choices: Object.fromEntries(Object.entries(phases).map(([phase, { title }]) => [phase, title])) },
} as const satisfies Record<string, { title: string; choices: Readonly<Record<string, string>> }>;

export type FilterName = keyof typeof filters;

export const filterNames = Object.keys(filters) as FilterName[];

/** What lists sort by, each with the order in which it is first shown. */
export const sorts = { attention: 'asc', name: 'asc', stage: 'asc', due: 'asc', ball: 'asc', worked: 'asc', caseworker: 'asc' } as const;

export type SortName = keyof typeof sorts;

/** Stands for the caseworker of cases that have none. */
export const NOBODY = 'none';

/** Rows on a page that people can choose. */
export const pageSizes = [10, 25, 50, 100] as const;

/** The question, apart from whose list it is. */
export interface ListQuestion {
  readonly view: SystemViewId;
  readonly filters: Readonly<Partial<Record<FilterName, string>>>;
  /** A staff id, or `NOBODY`; of lists of a team. */
  readonly caseworker: string | null;
  /** Part of a name or reference, a date of birth or a number, as typed; empty where nothing is searched for. It is posted, and in no address or saved view. */
  readonly search: string;
  readonly sort: SortName;
  readonly order: 'asc' | 'desc';
  readonly size: number;
  readonly page: number;
}

const oneOf = (what: string, values: readonly string[]): z.ZodType<string | undefined> =>
  z.string().optional().transform((value) => value || undefined).refine((value) => value === undefined || values.includes(value), `There is no ${what} like the one in this address.`);

/** Views by the names that addresses and saved views had for them before. */
const formerViews: Readonly<Record<string, SystemViewId>> = { 'due-this-week': 'next-7-days' };

/** What the address of a list may hold. */
export const listQuery = z.object({
  view: oneOf('list', [...Object.keys(systemViews), ...Object.keys(formerViews)]).transform((view) => formerViews[view ?? ''] ?? view), sort: oneOf('order', Object.keys(sorts)), order: oneOf('order', ['asc', 'desc']),
  stage: oneOf('stage', Object.keys(filters.stage.choices)), due: oneOf('date', Object.keys(filters.due.choices)),
  ball: oneOf('person', Object.keys(filters.ball.choices)), need: oneOf('need', Object.keys(filters.need.choices)), phase: oneOf('phase', Object.keys(filters.phase.choices)),
  caseworker: z.union([z.literal(['', NOBODY]), z.uuid('There is no such caseworker.')]).optional(), team: z.union([z.literal(['', 'all']), z.uuid('There is no such team.')]).optional(),
  size: z.coerce.number().optional().catch(undefined), page: z.coerce.number().int().optional().catch(undefined),
});

export type ListQuery = z.infer<typeof listQuery>;

/** A question that comes back from one of our forms, as its address would hold it; null where it is none. */
export function questionFromText(text: unknown): ListQuery | null {
  try {
    const read = listQuery.safeParse(JSON.parse(String(text)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The question in an address, with what was searched for beside it. */
export function questionIn(query: ListQuery, search = ''): ListQuestion {
  const sort = (query.sort ?? 'attention') as SortName;
  return {
    view: (query.view ?? 'all') as SystemViewId, caseworker: query.caseworker || null, search,
    filters: Object.fromEntries(filterNames.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]]))),
    sort, order: (query.order as 'asc' | 'desc' | undefined) ?? sorts[sort],
    size: pageSizes.find((size) => size === query.size) ?? 25, page: query.page ?? 1,
  };
}

/** All cases of a view, in the order in which it is first shown. */
export function plainQuestion(view: SystemViewId, size = 25): ListQuestion {
  return { view, filters: {}, caseworker: null, search: '', sort: 'attention', order: 'asc', size, page: 1 };
}

/** The question as it stands in an address; what goes without saying is left out, the page and the search too. */
export function questionParts({ view, filters: chosen, caseworker, sort, order, size }: ListQuestion): Record<string, string | undefined> {
  return {
    view, ...chosen, caseworker: caseworker ?? undefined, sort: sort === 'attention' ? undefined : sort,
    order: order === sorts[sort] ? undefined : order, size: size === 25 ? undefined : String(size),
  };
}
