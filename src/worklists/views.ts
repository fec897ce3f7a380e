// The lists that every council has: which cases of a caseload or team each of them holds.

/** A list that nobody had to make. */
export interface SystemView {
  readonly title: string;
  /** Which cases it holds, in one sentence: a legal duty is one that missing would be unlawful. */
  readonly meaning: string;
}

/** The days without anything recorded after which a case with something to do counts as without activity. */
export const QUIET_DAYS = 14;
/** What is due soon is due today or within these days, on lists as among alerts (UI-70). */
export const NEXT_DAYS = 7;
/** A case has something to do where an assessment is open, or a legal duty is overdue or due within these days. */
export const SOON_DAYS = 42;

/** In the order in which lists offer them. */
export const systemViews = {
  'all': { title: 'All cases', meaning: 'Cases with a request or assessment open, a plan in force, or a legal duty to be done.' },
  'next-7-days': { title: 'Due this week', meaning: 'A legal duty is due today or in the 7 days after, whatever day of the week it is.' },
  'overdue': { title: 'Overdue', meaning: 'A legal duty is past its last lawful day, and no exception is recorded.' },
  'inevitable': { title: 'Breach inevitable', meaning: 'A legal duty is not overdue yet and can no longer be met: the family’s 15 days for views would end after it.' },
  'advice': { title: 'Waiting for advice', meaning: 'Advice was asked for in the open assessment and has not come.' },
  'quiet': { title: 'No activity in 14 days', meaning: 'Apart from whose case it is and who may see it, staff recorded nothing for 14 days, although an assessment is open or a legal duty is overdue or due within six weeks.' },
  'data': { title: 'Data problems', meaning: 'Something basic is missing or contradicts itself, or a step is unusual. The case says what.' },
  'unallocated': { title: 'Unallocated', meaning: 'The case has no caseworker.' },
} as const satisfies Record<string, SystemView>;

export type SystemViewId = keyof typeof systemViews;

/** Whose list: one's own caseload, a team's cases, or all. */
export type Scope = { readonly kind: 'mine' } | { readonly kind: 'team'; readonly team: string } | { readonly kind: 'service' };

/** The views of a scope: nobody's own caseload has cases without a caseworker. */
export function viewsOf(scope: Scope): SystemViewId[] {
  const all = Object.keys(systemViews) as SystemViewId[];
  return scope.kind === 'mine' ? all.filter((id) => id !== 'unallocated') : all;
}
