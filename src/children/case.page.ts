// The pages of one child: overview with the statutory clock, timeline, data and history.
import { z } from 'zod';
import { type Day, dayOfInstant } from '../calendar/day.ts';
import { caseReference } from '../case-history/case-reference.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { inTurn, possible } from '../casework/in-turn.ts';
import { unusualSteps } from '../deadlines/unusual-steps.ts';
import { type Answer, page, type PageRequest, refusedTo, type Route } from '../platform/web-route.ts';
import type { Viewer } from '../platform/viewer.ts';
import { caseAddress, dataAddress, recordAddress, timelineAddress } from './addresses.ts';
import { type CaseFile, childrenOf } from './case-file.ts';
import { caseFile, recordersOf, staffAndTeams } from './children.sql.ts';
import { clockOf } from './clock.ts';
import { dataGaps, endsWithReturn } from '../case-history/data-gaps.ts';
import { establishmentsCalled } from './establishments-called.sql.ts';
import { fieldGroups, withNames } from './field-rows.ts';
import { nextStep, stepsBefore } from './next-step.ts';
import { plansEndedEarly } from './plan-ended-early.ts';
import { returnsSaid } from './returns-said.ts';
import { stageOf, whoHasTheBall } from './stage.ts';
import { subjectBar, type TabName } from './subject-bar.ts';
import { establishmentNumbers, type FactInWords, withEstablishments } from './in-words.ts';
import { type Mending, timelineOf } from './timeline.ts';
import { linesOfType, timelineTypes, typesOf } from './timeline-types.ts';

const MOST_LOOKS = 50;

type Database = PageRequest<string, 'anyone', object, never>['db'];

/** One look at a child, newest first in lists. */
export interface Look {
  readonly seenAt: string;
  readonly viewer: string;
  readonly what: string;
}

/** Says who looked at a child: the access log, which the pages of staff keep. */
export type LooksAt = (db: Database, viewer: Viewer, child: string, most: number) => Promise<readonly Look[]>;

/** Says where other systems of the council have this child: a link to each; `start` where it leads to the start of the system. */
export type LinksToSystems = (db: Database, viewer: Viewer, numbers: { upn: string | null; uln: string | null; reference: string }) => Promise<readonly { text: string; href: string; start: boolean }[]>;

const who = { right: 'see-children' } as const;
const typeQuery = z.object({ type: z.enum(timelineTypes, 'There is no such type of entry.').optional() });

/** The pages of a case. */
export function caseRoutes(looksAt: LooksAt, linksTo: LinksToSystems): Route[] {
  return [
    page({ address: caseAddress, who, answer: (request) => showCase(request, overview(linksTo)) }),
    page({ address: timelineAddress, who, query: typeQuery, answer: (request) => showCase(request, timeline(request.query.type)) }),
    page({ address: dataAddress, who, answer: (request) => showCase(request, data(looksAt)) }),
  ];
}

type CaseRequest = PageRequest<'/children/:childId', typeof who, object, never>;
type Part = (request: CaseRequest, file: CaseFile, today: Day) => Promise<{ tab: TabName; template: string; model: object }>;

async function showCase(request: CaseRequest, part: Part): Promise<Answer> {
  const file = await caseFile(request.db, request.viewer, request.parts.childId, request.now);
  if ('closed' in file) return refusedTo(file.closed);
  if (file.mergedInto !== null) return { goTo: caseAddress({ childId: file.mergedInto }), notice: 'Two records of this child were joined. This is the one that goes on.' };
  const today = dayOfInstant(request.now);
  const { tab, template, model } = await part(request, file, today);
  const subject = subjectBar(file, today, tab);
  return { page: template, model: { subject, today, readOnly: readOnlyWords(file, request.viewer), ...model }, shows: { what: `case: ${tab.toLowerCase()}`, children: childrenOf(file) } };
}

function recordLink({ childId, mayRecord }: CaseFile, viewer: Viewer): ((kind?: Partial<Mending> & { review?: number }) => string) | null {
  return mayRecord && viewer.rights.has('record-events') ? (mending = {}) => recordAddress({ childId }, { ...mending }) : null;
}

/** Why nothing can be recorded here, in one line; null where it can. */
function readOnlyWords({ mayRecord }: CaseFile, viewer: Viewer): string | null {
  if (!viewer.rights.has('record-events')) return 'You can read this case. Recording in it is for those who work on it.';
  return mayRecord ? null : 'You can read this case, but not record in it: it is with another team.';
}

const overview = (linksTo: LinksToSystems): Part => async (request, file, today) => {
  const { childId, entries, settled, duties } = file;
  const systems = await linksTo(request.db, request.viewer, { upn: settled.person.upn, uln: settled.person.uln, reference: caseReference(childId) });
  const link = recordLink(file, request.viewer);
  const next = nextStep(duties, today);
  const open = possible(next?.done.map(({ kind }) => kind) ?? [], settled, today);
  const offered = (kinds: readonly string[]): object[] => kinds.map((kind) => ({ title: kindNamed(kind)?.title ?? kind, href: link?.({ kind, ...next?.of }) ?? null }));
  const first = inTurn(stepsBefore(next), settled, today);
  const linked = next === null ? null : { ...next, first: offered(first), done: offered(open) };
  const unusual = unusualSteps(settled).map((text) => ({ text, mendedBy: null }));
  const gaps = [...endsWithReturn(entries), ...plansEndedEarly(settled, duties), ...unusual, ...dataGaps(settled)].map(({ text, mendedBy }) => ({ text, href: mendedBy === null || link === null ? null : link({ kind: mendedBy }) }));
  return {
    tab: 'Overview', template: 'children/case-overview.njk',
    model: { stage: stageOf(settled, today), next: linked, ball: whoHasTheBall(settled, duties, today), gaps, clock: clockOf(duties, settled, today), recordHref: link?.() ?? null, systems },
  };
};

const timeline = (type: string | undefined): Part => async ({ db, viewer }, file) => {
  const link = recordLink(file, viewer);
  const names = await recordersOf(db, file.entries);
  const all = timelineOf(file.entries, file.settled);
  const told = linesOfType(all, type);
  const said = told.flatMap((line) => [line, ...line.earlier]).flatMap(({ facts }) => facts);
  const named = await staffAndTeams(db, said.map(({ value }) => value));
  const called = await establishmentsCalled(db, file.childId, establishmentNumbers(said));
  const factsOf = (facts: readonly FactInWords[]): FactInWords[] => withEstablishments(facts, called).map(({ label, value }) => ({ label, value: named.get(value) ?? value }));
  const lines = told.map((line) => ({
    ...line, facts: factsOf(line.facts), recorder: names.get(line.recordedBy), taker: names.get(line.takenBack?.recordedBy ?? ''),
    earlier: line.earlier.map((version) => ({ ...version, facts: factsOf(version.facts), recorder: names.get(version.recordedBy) })),
    href: line.mending === null || link === null ? null : link(line.mending),
  }));
  const types = typesOf(all).map(({ code, ...one }) => ({ ...one, current: code === (type ?? null), href: timelineAddress({ childId: file.childId }, { type: code ?? undefined }) }));
  return { tab: 'Timeline', template: 'children/case-timeline.njk', model: { lines, types, recordHref: link?.() ?? null } };
};

const data = (looksAt: LooksAt): Part => async ({ db, viewer }, file) => {
  const recorders = Object.fromEntries(await recordersOf(db, file.entries));
  const looks = viewer.rights.has('see-access-log') ? await looksAt(db, viewer, file.childId, MOST_LOOKS) : null;
  const identity = recordLink(file, viewer)?.({ kind: 'PERSON' }) ?? null;
  const groups = fieldGroups(file.entries);
  const named = await staffAndTeams(db, groups.flatMap(({ fields }) => fields.flatMap(({ now, earlier }) => (now === null ? [] : [now, ...earlier]).map(({ value }) => value))));
  return {
    tab: 'Data and history', template: 'children/case-data.njk',
    model: { groups: withNames(groups, named), returns: returnsSaid(file.entries), recorders, looks, identityHref: identity },
  };
};
