import type { LiveEntry } from './live-entries.ts';

/** What an event names as the thing it is about: an entry, and of a return one of its requests. */
export interface About {
  readonly seq: number;
  /** 1, 2 … within the child's record in that return; null for an event recorded by staff. */
  readonly part: number | null;
}

/** The fact `about`: "5" the event recorded in entry 5, "5/1" what the return in entry 5 says under its request 1. */
export function aboutOf(event: Pick<LiveEntry, 'facts'>): About | null {
  const [, seq, part] = /^(\d{1,9})(?:\/(\d{1,4}))?$/.exec(String(event.facts['about'] ?? '')) ?? [];
  return seq === undefined ? null : { seq: Number(seq), part: part === undefined ? null : Number(part) };
}
