// Reads the cases of a worked case that are to be counted: each is told by facts, by events, or by both. A fact named as a
// kind of event, such as `planFirstMade` or `adviceRequested`, holds its day, the event itself, or a list of either.
import type { Entry, Facts, Json } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { entryOf, isObject, type Read, shown } from './worked-events.file.ts';
import type { CountedCase } from './worked-case.ts';

/** The cases in `list`, and what of their events could not be read; `place` names the worked case. */
export function countedCases(list: readonly Json[], place: string): Read<CountedCase[]> {
  const read = list.filter(isObject).map((facts, i) => ({ facts, events: eventsIn(facts, `${place}, case ${shown(facts['id'] ?? i + 1)}`) }));
  return {
    value: read.map(({ facts, events }) => ({ facts, entries: events.flatMap(({ value }) => value) })),
    findings: read.flatMap(({ events }) => events.flatMap(({ findings }) => findings)),
  };
}

function eventsIn(facts: Facts, place: string): Read<Entry[]>[] {
  const told = Array.isArray(facts['events']) ? facts['events'] : [];
  const named = Object.entries(facts).flatMap(([name, value]) => {
    const type = typeOf(name);
    const all = Array.isArray(value) ? value : [value];
    return type === null ? [] : all.filter((one) => typeof one === 'string' || isObject(one)).map((one): Json => ({ type, ...outcomeOf(type, facts), ...(isObject(one) ? one : { date: one }) }));
  });
  return [...told, ...named].map((event, i) => entryOf(event, i + 1, place));
}

const shorter: Readonly<Record<string, string>> = { received: 'REQUEST_RECEIVED', issued: 'FINAL_PLAN_SENT', noPlanNotified: 'DECISION_NO_PLAN_NOTIFIED', meetingHeld: 'REVIEW_MEETING_HELD' };

function typeOf(name: string): string | null {
  const type = shorter[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return name !== type && kindNamed(type)?.episode != null ? type : null;
}

/** The decision after a review may stand beside its day. */
function outcomeOf(type: string, { reviewOutcome, outcome }: Facts): Facts {
  const said = type === 'REVIEW_DECISION_NOTIFIED' ? reviewOutcome ?? outcome ?? null : null;
  const word = String(said).toUpperCase();
  return ['MAINTAIN', 'AMEND', 'CEASE'].includes(word) ? { outcome: word } : {};
}
