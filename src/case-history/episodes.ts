// Events put together into episodes of the kinds that have no settled form of their own.
import type { CaseEvent, Episode, EpisodeKind } from './case.ts';
import { inOrder } from './case-event.ts';
import { kindNamed } from './kinds.ts';

/** Clocks of other law share an episode only within one matter: complaint, access request, direct payment. */
function matterOf(event: CaseEvent): string {
  return event.kind.split('_')[0]?.replace(/\d/g, '') ?? '';
}

const amended = new Set(['FINAL_AMENDED_PLAN_SENT', 'NO_AMENDMENT_NOTIFIED']);

/** Whether an opening event belongs to the episode already open: a first step of another kind in the same story. */
function joins(open: CaseEvent[] | undefined, event: CaseEvent, kind: EpisodeKind): boolean {
  if (open === undefined) return false;
  if (kind === 'AMENDMENT' && event.kind === 'AMENDMENT_NOTICE_SENT') return !open.some((earlier) => amended.has(earlier.kind));
  if (kindNamed(event.kind)?.opens !== true) return true;
  return kind !== 'OTHER' && !open.some((earlier) => earlier.kind === event.kind);
}

/** Groups events of one kind of episode: an opening event begins a new one, the others join the latest. */
export function group(kind: EpisodeKind, events: readonly CaseEvent[]): CaseEvent[][] {
  const groups: CaseEvent[][] = [];
  for (const event of inOrder(events)) {
    const open = groups.findLast((one) => kind !== 'OTHER' || (one[0] !== undefined && matterOf(one[0]) === matterOf(event)));
    if (open !== undefined && joins(open, event, kind)) open.push(event);
    else groups.push([event]);
  }
  return groups;
}

/** Numbered episodes of one kind from groups of events. */
export function numbered(kind: EpisodeKind, groups: readonly (readonly CaseEvent[])[]): Episode[] {
  return groups.map((events, i) => ({ kind, no: i + 1, events }));
}
