// A case as the clocks see it: the episodes, with the few events that act on another episode put there too.
import type { Case, CaseEvent, Episode } from '../case-history/case.ts';
import type { Law } from './law.ts';

export interface Scene {
  readonly case: Case;
  readonly law: Law;
  readonly episodes: readonly Episode[];
  /** All events of the case, by day; those without a day last. */
  readonly all: readonly CaseEvent[];
}

const openings = new Set(['REQUEST_RECEIVED', 'BROUGHT_TO_ATTENTION']);
const ends = new Set(['DECISION_NOT_TO_ASSESS_NOTIFIED', 'REQUEST_WITHDRAWN', 'MOVED_OUT', 'DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT']);
const concessions = new Set(['TRIBUNAL_ORDER_MADE', 'MEDIATION_AGREEMENT_SIGNED', 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED']);

function byDay(a: CaseEvent, b: CaseEvent): number {
  const [left, right] = [a.on ?? '9999', b.on ?? '9999'];
  return left < right ? -1 : left > right ? 1 : a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.seq - b.seq;
}

/** The case with its law, ready for the clocks. */
export function sceneOf(settled: Case, law: Law): Scene {
  const all = [...new Set(settled.episodes.flatMap((episode) => episode.events))].sort(byDay);
  return { case: settled, law, all, episodes: joined(settled.episodes, all) };
}

function joined(episodes: readonly Episode[], all: readonly CaseEvent[]): readonly Episode[] {
  const ended = withPlanEnd(episodes, all);
  const acting = all.some((event) => event.kind === 'MOVED_IN' || event.kind.startsWith('DET') || concessions.has(event.kind));
  if (!acting) return ended;
  const withStarts = [withMoveIn, withRelease].reduce((held, step) => step(held, all), ended);
  return withStarts.map((episode) => {
    if (episode.kind === 'ASSESSMENT') return joinedWith(episode, [...disputeSteps(episode, episodes), ...detentionIn(episode, episodes)]);
    return episode.kind === 'DETAINED' ? joinedWith(episode, overtaken(episode, episodes)) : episode;
  });
}

function joinedWith(episode: Episode, events: readonly CaseEvent[]): Episode {
  if (events.length === 0) return episode;
  return { ...episode, events: [...new Set([...episode.events, ...events])].sort(byDay) };
}

/** The end of the plan ends what was under way about it. */
const aboutPlans = new Set<Episode['kind']>(['REVIEW', 'AMENDMENT', 'REASSESSMENT', 'TRANSFER_IN', 'CEASE', 'DETAINED', 'DISPUTE']);

function withPlanEnd(episodes: readonly Episode[], all: readonly CaseEvent[]): readonly Episode[] {
  const planEnds = all.filter((event) => event.kind === 'PLAN_CEASED' && event.on !== null);
  if (planEnds.length === 0) return episodes;
  return episodes.map((episode) => {
    const began = episode.events[0]?.on ?? null;
    const end = planEnds.find((event) => began !== null && event.on !== null && event.on >= began);
    return end === undefined || !aboutPlans.has(episode.kind) ? episode : joinedWith(episode, [end]);
  });
}

function openingOf(episode: Episode): CaseEvent | undefined {
  return episode.events.find((event) => openings.has(event.kind));
}

/** Begun on or before the event, and not ended before it. */
function openAt(episode: Episode, at: CaseEvent): boolean {
  const opening = openingOf(episode);
  const end = episode.events.find((event) => ends.has(event.kind));
  return at.on !== null && opening?.on != null && opening.on <= at.on && (end === undefined || end.on === null || end.on >= at.on);
}

/** Orders, agreements and notices to the Tribunal about a decision of this assessment. */
function disputeSteps(episode: Episode, episodes: readonly Episode[]): CaseEvent[] {
  const own = new Set(episode.events);
  const disputes = episodes.filter((other) => other.kind === 'DISPUTE' && other.events.some((event) => own.has(event)));
  return disputes.flatMap((dispute) => dispute.events.filter((event) => concessions.has(event.kind)));
}

/**
 * A child who moves in during an assessment: the limits run from the day this authority became responsible, whatever
 * the old one decided (SEND Regulations 2014, regulations 5, 10 and 13; SEN2 guide). With a plan, regulation 15 applies.
 */
function withMoveIn(episodes: readonly Episode[], all: readonly CaseEvent[]): readonly Episode[] {
  const move = all.findLast((event) => event.kind === 'MOVED_IN');
  const planned = all.some((event) => event.kind === 'PLAN_TRANSFERRED_IN' || (event.kind === 'PLAN_FIRST_MADE' && event.on !== null && event.on <= (move?.on ?? '')));
  if (move === undefined || planned) return episodes;
  const assessments = episodes.filter((episode) => episode.kind === 'ASSESSMENT');
  const open = assessments.find((episode) => openAt(episode, move)) ?? assessments.find((episode) => openingOf(episode) === undefined);
  if (open !== undefined) {
    return episodes.map((episode) => (episode === open ? joinedWith({ ...episode, events: episode.events.filter((event) => !openings.has(event.kind)) }, [move]) : episode));
  }
  return assessments.length > 0 ? episodes : [{ kind: 'ASSESSMENT', no: 1, events: [move] }, ...episodes];
}

/** Released before the assessment is finished: the same limits run on from the same day (SI 2015/62). */
function withRelease(episodes: readonly Episode[]): readonly Episode[] {
  const detained = episodes.find((episode) => episode.kind === 'DETAINED' && releaseOf(episode) !== undefined);
  const request = detained?.events.find((event) => event.kind === 'DETAINED_REQUEST_RECEIVED');
  if (request === undefined) return episodes;
  const assessments = episodes.filter((episode) => episode.kind === 'ASSESSMENT');
  const own = assessments.find((episode) => openingOf(episode) === undefined);
  if (own !== undefined) return episodes.map((episode) => (episode === own ? joinedWith(episode, [request]) : episode));
  return assessments.length > 0 ? episodes : [{ kind: 'ASSESSMENT', no: 1, events: [request] }, ...episodes];
}

/** Release in the area of the same authority. */
function releaseOf(detained: Episode): CaseEvent | undefined {
  return detained.events.find((event) => event.kind === 'RELEASED' && event.facts['sameAuthority'] !== false);
}

/** Begun before or during the detention, and not ended before it. */
function overtakes(detained: Episode, episode: Episode): boolean {
  const [started, opening] = [detained.events.find((event) => event.kind === 'DETENTION_STARTED'), openingOf(episode)];
  if (started?.on == null || opening?.on == null) return false;
  const released = detained.events.find((event) => event.kind === 'RELEASED')?.on ?? null;
  return openAt(episode, started) || (opening.on >= started.on && (released === null || opening.on <= released));
}

/** Detention stops the clocks of an assessment, those for detained persons run from the same day; release undoes that. */
function detentionIn(episode: Episode, episodes: readonly Episode[]): CaseEvent[] {
  return episodes.filter((detained) => detained.kind === 'DETAINED' && overtakes(detained, episode)).flatMap((detained) => {
    const released = releaseOf(detained);
    const ended = episode.events.some((event) => ends.has(event.kind) && (released?.on == null || event.on === null || event.on < released.on));
    const started = detained.events.filter((event) => event.kind === 'DETENTION_STARTED');
    return released === undefined || ended ? started : [...started, released];
  });
}

/** The request or other start that the detention overtook. */
function overtaken(detained: Episode, episodes: readonly Episode[]): CaseEvent[] {
  if (detained.events.some((event) => event.kind === 'DETAINED_REQUEST_RECEIVED')) return [];
  const open = episodes.find((episode) => episode.kind === 'ASSESSMENT' && overtakes(detained, episode));
  const opening = open && openingOf(open);
  return opening === undefined ? [] : [opening];
}
