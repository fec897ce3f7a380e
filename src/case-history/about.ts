import { insteadOf, type LiveEntry } from './live-entries.ts';

/** What an event names as the thing it is about: an entry of its own chain, and of a return one of its requests. */
export interface About {
  /** Whose chain: entries of two records that were joined have the same numbers. */
  readonly subjectId: string;
  readonly seq: number;
  /** 1, 2 … within the child's record in that return; null for an event recorded by staff. */
  readonly part: number | null;
}

/**
 * The fact `about`: "5" the event recorded in entry 5, "5/1" what the return in entry 5 says under its request 1; before them, with
 * a colon, the id of the joined record whose entry it is, where it is not the event's own.
 */
export function aboutOf(event: Pick<LiveEntry, 'facts' | 'subjectId'>): About | null {
  const [, of = event.subjectId, seq, part] = /^(?:([0-9a-f-]{36}):)?(\d{1,9})(?:\/(\d{1,4}))?$/.exec(String(event.facts['about'] ?? '')) ?? [];
  return seq === undefined ? null : { subjectId: of, seq: Number(seq), part: part === undefined ? null : Number(part) };
}

/**
 * Whether an entry says that what it names in `about` did not happen: the fact `happened` is false. Staff say so of what a
 * return tells, which is not theirs to take back; what they recorded themselves is retracted.
 */
export function denies({ facts }: Pick<LiveEntry, 'facts'>): boolean {
  return facts['happened'] === false;
}

/** Whether it is this entry, or the one that this entry corrects, that an event is about. */
export function isAbout(about: About, entry: Pick<LiveEntry, 'subjectId' | 'rootSeq'>): boolean {
  return entry.rootSeq === about.seq && entry.subjectId === about.subjectId;
}

/** The entries but for those about a record that is not joined any more: what was put right there went with it. */
export function aboutJoined(live: readonly LiveEntry[]): LiveEntry[] {
  const here = new Set(live.map(({ subjectId }) => subjectId));
  return live.filter((entry) => here.has(aboutOf(entry)?.subjectId ?? insteadOf(entry)?.subjectId ?? entry.subjectId));
}
