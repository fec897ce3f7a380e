// Who may see a record: the page that says it.
import { dayOfInstant, type Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import { restrictionReasons } from '../case-history/kinds/allocation.ts';
import type { Case } from '../case-history/case.ts';
import type { Restriction } from '../case-history/restriction.ts';
import { emergencyFindings, emergencyPurposes } from '../casework/emergency.ts';
import { emergenciesOf } from '../casework/emergency.sql.ts';
import { caseAddress, whoMaySeeAddress } from '../children/addresses.ts';
import { childrenOf } from '../children/case-file.ts';
import { caseFile, staffAndTeams } from '../children/children.sql.ts';
import { dueLabel } from '../children/due-label.ts';
import { subjectBar } from '../children/subject-bar.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type Answer, page, type PageRequest, refusedTo, type Route } from '../platform/web-route.ts';
import { restrictedRecordsAddress } from '../staff/addresses.ts';
import { holdersOf } from '../staff/guardians.sql.ts';
import { may } from '../staff/rights.ts';
import { conflictAddress, restrictionActAddress } from './restriction-addresses.ts';
import { actsIn } from './restriction-acts.ts';
import { seeing } from './restriction-viewers.ts';
import { restrictionWords } from './restriction-words.ts';

const who = may('see-children');

/** The page that says who may see a record, for all who do. */
export const restrictionRoutes: readonly Route[] = [page({ address: whoMaySeeAddress, who, answer: show })];

async function show({ db, viewer, parts: { childId }, now }: PageRequest<'/children/:childId/who-may-see', typeof who, object, never>): Promise<Answer> {
  const file = await caseFile(db, viewer, childId, now);
  if ('closed' in file) return refusedTo(file.closed);
  if (file.mergedInto !== null) return { goTo: whoMaySeeAddress({ childId: file.mergedInto }) };
  const today = dayOfInstant(now);
  const { settled } = file;
  const manages = viewer.rights.has('restrict-records');
  const names = await staffAndTeams(db, staffIn(settled));
  const model = {
    subject: subjectBar(file, today, null), manages, conflictHref: conflictAddress({ childId }), tasksHref: manages ? restrictedRecordsAddress() : null, back: { href: caseAddress({ childId }), text: 'Back to the case' },
    restriction: settled.restriction === null ? null : restrictionModel(settled.restriction, { viewer, names, today, manages }),
    shutOut: manages && isShutOut(settled, today) ? { name: file.worker, href: restrictionActAddress({ childId, act: 'name' }) } : null,
    acts: manages ? actsIn(settled, { me: viewer.staffId, today, holders: new Set((await holdersOf(db, 'restrict-records')).map(({ id }) => id)) }).map((act) => ({ text: restrictionWords[act].title, href: restrictionActAddress({ childId, act }) })) : [],
    conflicts: manages ? settled.conflicts.map((staff) => nameIn(names, staff)) : [],
    emergencies: manages ? (await emergenciesOf(db, viewer, childId)).map(emergencyModel) : [],
  };
  return { page: 'governance/restriction.njk', model, shows: { what: 'case: who may see it', children: childrenOf(file) } };
}

const NOT_LISTED = 'somebody no longer listed';
const nameIn = (names: ReadonlyMap<string, string>, id: string | null): string => (id === null ? NOT_LISTED : names.get(id) ?? NOT_LISTED);

function staffIn({ restriction, conflicts }: Case): string[] {
  const { guardian = null, appointed = null, named = [], lift = null } = restriction ?? {};
  return [...conflicts, ...named.map(({ staff }) => staff), ...(guardian === null ? [] : [guardian]), ...(lift === null ? [] : [lift.by]), ...(appointed === null ? [] : [appointed.by])];
}

/** The caseworker has lost sight of a case that is still theirs, having no conflict of interest in it. */
function isShutOut({ restriction, allocation, conflicts }: Case, today: Day): boolean {
  const caseworker = allocation?.caseworker ?? null;
  return restriction !== null && caseworker !== null && !conflicts.includes(caseworker) && !seeing(restriction, today).includes(caseworker);
}

interface Reading { readonly viewer: Viewer; readonly names: ReadonlyMap<string, string>; readonly today: Day; readonly manages: boolean }

function restrictionModel({ reason, guardian, appointed, on, named, reviewDueOn, lift }: Restriction, { viewer, names, today, manages }: Reading): object {
  const why = (restrictionReasons as Readonly<Record<string, string>>)[reason ?? ''] ?? 'Not recorded';
  return {
    facts: [
      { term: 'Restricted since', value: dayInWords(on) }, ...(manages ? [{ term: 'Reason', value: why }] : []), { term: 'Record guardian', value: `${nameIn(names, guardian)}${appointed === null ? '' : `, since ${dayInWords(appointed.on)}, chosen by ${nameIn(names, appointed.by)}`}` },
      ...(manages ? [{ term: 'Next review', value: `${dayInWords(reviewDueOn)}${reviewDueOn < today ? `: ${dueLabel(reviewDueOn, today).toLowerCase()}` : ''}` }] : []),
    ],
    named: named.map(({ staff, until }) => ({ name: nameIn(names, staff), until, over: until < today })),
    lift: lift === null || !manages ? null : { by: lift.by === viewer.staffId ? 'You' : nameIn(names, lift.by), mine: lift.by === viewer.staffId, on: lift.on, why: lift.why },
  };
}

function emergencyModel(one: Awaited<ReturnType<typeof emergenciesOf>>[number]): object {
  const { review } = one;
  return {
    ...one, purpose: (emergencyPurposes as Readonly<Record<string, string>>)[one.purpose] ?? one.purpose,
    review: review === null ? null : { ...review, finding: (emergencyFindings as Readonly<Record<string, string>>)[review.finding] ?? review.finding },
  };
}
