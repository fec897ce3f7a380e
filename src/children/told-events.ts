// Events that no officer recorded and a return tells of: where each was stated, what other returns said of it, and how
// an officer's correction of it is tied to it.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import { type AssessmentThread, threadAssessments } from '../case-history/assessment-threads.ts';
import type { Case, CaseEvent, Episode } from '../case-history/case.ts';
import type { Entry } from '../case-history/entry.ts';
import { type LiveEntry, liveEntries } from '../case-history/live-entries.ts';
import type { ReturnRecord, ReturnRequest } from '../case-history/return-record.ts';
import { statementOf } from '../case-history/return-statements.ts';
import { isStatement, isTrackerRecord } from '../case-history/tracker-row.ts';
import { withTrackerSteps } from '../case-history/tracker-steps.ts';

/** An event as a return tells of it. */
export interface ToldEvent {
  readonly event: CaseEvent;
  /** The entry that holds the return's record of the child. */
  readonly entry: Entry;
  /** What a correction names in `about`; null where a correction by staff cannot be tied to it. */
  readonly about: string | null;
  /** The kind of entry by which staff correct it. */
  readonly correctedBy: string;
  /** What other returns said of the same event, where that differs. */
  readonly said: readonly string[];
}

const keyOf = ({ subjectId, seq }: Pick<Entry, 'subjectId' | 'seq'>): string => `${subjectId}/${seq}`;

/** "SEN2 return 2026", or the tracker as the council calls it: "Panel list as at 31 March 2026". */
export function returnName(entry: Entry): string {
  const said = entry.facts as unknown as ReturnRecord | null;
  if (said !== null && isTrackerRecord(said)) return `${said.tracker} as at ${dayInWords(said.referenceDate)}`;
  return `SEN2 return ${said?.year ?? ''}`.trim();
}

/** Every event that stands on the word of a return, each once. */
export function toldEvents(entries: readonly Entry[], settled: Case): ToldEvent[] {
  const live = liveEntries(entries);
  const returns = new Map(live.filter((entry) => isStatement(entry.kind)).map((entry) => [keyOf(entry), entry]));
  const threads = threadAssessments(withTrackerSteps(live));
  const seen = new Set<CaseEvent>();
  return settled.episodes.flatMap((episode) => episode.events.flatMap((event): ToldEvent[] => {
    const entry = returns.get(keyOf(event));
    if (entry === undefined || seen.has(event) || saysTwice(event, settled)) return [];
    seen.add(event);
    const thread = episode.kind === 'ASSESSMENT' ? threads[episode.no - 1] : undefined;
    return [{ event, entry, correctedBy: correctedBy(event), about: aboutOf({ event, entry, thread }, live, settled.childId), said: thread === undefined ? [] : saidOf(event, thread) }];
  }));
}

/** A plan issued on a day that the return leaves out is decided, as far as is known: what is missing is the day on which it was sent. */
const correctedBy = ({ kind, on }: CaseEvent): string => (kind === 'DECISION_TO_ISSUE' && on === null ? 'FINAL_PLAN_SENT' : kind);

/** The day a plan was first made is that of the final plan: one line is enough. */
function saysTwice(event: CaseEvent, { episodes }: { readonly episodes: readonly Episode[] }): boolean {
  return event.kind === 'PLAN_FIRST_MADE' && episodes.some(({ events }) => events.some((other) => other.kind === 'FINAL_PLAN_SENT' && other.on === event.on));
}

/** By the entry of the event; for what only the plan tells, such as its end, by the last return that states it on that day. */
function aboutOf({ event, entry, thread }: { event: CaseEvent; entry: LiveEntry; thread: AssessmentThread | undefined }, live: readonly LiveEntry[], childId: string): string | null {
  const statement = statementOf(correctedBy(event));
  if (statement === undefined) return null;
  const record = entry.subjectId === childId ? '' : `${entry.subjectId}:`;
  const stated = thread?.stated.find((one) => one.entry.seq === entry.seq && one.entry.subjectId === entry.subjectId);
  if (stated !== undefined) return `${record}${stated.entry.rootSeq}/${stated.part}`;
  const own = [entry, ...live.filter((one) => one.subjectId === entry.subjectId && isStatement(one.kind)).reverse()];
  for (const one of own) {
    const part = 1 + requestsOf(one).findIndex((request) => statement.states(request) && statement.day(request) === event.on);
    if (part > 0) return `${record}${one.rootSeq}/${part}`;
  }
  return null;
}

const requestsOf = ({ facts }: LiveEntry): readonly ReturnRequest[] => (facts as unknown as ReturnRecord).requests;

function saidOf(event: CaseEvent, { stated }: AssessmentThread): string[] {
  return stated.flatMap(({ entry, request }) => {
    const on = statementOf(event.kind)?.day(request) ?? null;
    return on === null || on === event.on ? [] : [`${returnName(entry)} said ${dayInWords(on)}`];
  });
}

/** The request of a return that a correction speaks about. */
export interface StatedInReturn {
  /** How a correction names it. */
  readonly about: string;
  readonly entry: LiveEntry;
  readonly part: number;
  readonly request: ReturnRequest;
}

/** The request that `about` ("7/1") names among the entries of one record, or of one joined with it; null where it names none. */
export function requestAbout(entries: readonly Entry[], subjectId: string, about: string): StatedInReturn | null {
  const [, of = subjectId, seq, no] = /^(?:([0-9a-f-]{36}):)?(\d{1,9})\/(\d{1,4})$/.exec(about) ?? [];
  const entry = liveEntries(entries).find((one) => isStatement(one.kind) && one.subjectId === of && one.rootSeq === Number(seq));
  const part = Number(no);
  const request = (entry?.facts as unknown as ReturnRecord | undefined)?.requests[part - 1];
  return entry === undefined || request === undefined ? null : { about, entry, part, request };
}

/** The day that a return states for a kind of event; null where it states none. */
export function dayStated(kind: string, { request }: StatedInReturn): Day | null {
  return statementOf(kind)?.day(request) ?? null;
}

/** Whether a correction by staff of this kind can be tied to what a return said. */
export function canCorrect(kind: string): boolean {
  return statementOf(kind) !== undefined;
}

/** The entries as if the return had not stated this kind of event of that request: what a correction is judged by. */
export function withoutStatement(entries: readonly Entry[], kind: string, { entry, part }: StatedInReturn): Entry[] {
  return entries.map((one) => {
    if (keyOf(one) !== keyOf(entry) || one.facts === null) return one;
    const facts = one.facts as unknown as ReturnRecord;
    const requests = facts.requests.flatMap((request, i) => (i + 1 === part ? withoutIn(kind, request) : [request]));
    return { ...one, facts: { ...facts, requests } as unknown as NonNullable<Entry['facts']> };
  });
}

/** A request that is received anew is judged without all that followed from it. */
function withoutIn(kind: string, request: ReturnRequest): ReturnRequest[] {
  return kind === 'REQUEST_RECEIVED' ? [] : [statementOf(kind)?.without(request) ?? request];
}
