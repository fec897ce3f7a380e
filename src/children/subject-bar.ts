// What stands at the top of every page about one child: who it is, where the case is, what is next.
import { ageOn, type Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Case } from '../case-history/case.ts';
import { caseReference } from '../case-history/case-reference.ts';
import { caseAddress, dataAddress, timelineAddress, whoMaySeeAddress } from './addresses.ts';
import type { CaseFile } from './case-file.ts';
import { tagOf, type Tag } from './duty-tag.ts';
import { type Duty, isPast, openDuties, statusOf, titleOf } from './duty.ts';
import { fromToday } from './in-words.ts';
import { stageOf } from './stage.ts';

export type TabName = 'Overview' | 'Timeline' | 'Data and history';

/** The frame of a page about one child, as `platform/layout/subject-page.njk` prints it. */
export interface SubjectBar {
  readonly name: string;
  /** For page titles: initials and reference, never a full name (UI-06). */
  readonly shortName: string;
  readonly facts: readonly { readonly term: string; readonly value: string }[];
  readonly alerts: readonly Tag[];
  /** Until when the viewer has it open in an emergency, which every page of it says (SEC-25); else null. */
  readonly emergencyUntil: string | null;
  /** The page that says who may see the record. */
  readonly whoMaySee: string;
  readonly tabs: readonly { readonly text: TabName; readonly href: string; readonly active: boolean }[];
}

/** Forename and surname, or what is recorded of them. */
export function nameOf({ forename, surname }: { readonly forename: string | null; readonly surname: string | null }): string {
  const name = [forename, surname].filter((part) => part !== null).join(' ');
  return name === '' ? 'Name not recorded' : name;
}

/** The bar of a case on a day, with `tab` marked as the page that is open. */
export function subjectBar({ settled, duties, worker, emergencyUntil }: Pick<CaseFile, 'settled' | 'duties' | 'worker' | 'emergencyUntil'>, today: Day, tab: TabName | null): SubjectBar {
  const { childId, person } = settled;
  const name = nameOf(person);
  const reference = caseReference(childId);
  const [next] = openDuties(duties, today);
  return {
    name, shortName: `${initials(name)} ${reference}`, alerts: alertsOf(settled, duties, today), emergencyUntil, whoMaySee: whoMaySeeAddress({ childId }),
    facts: [
      ...(person.knownAs === null ? [] : [{ term: 'Known as', value: person.knownAs }]),
      { term: 'Date of birth', value: person.dob === null ? 'Not recorded' : `${dayInWords(person.dob)} (aged ${ageOn(person.dob, today)})` },
      { term: 'Reference', value: reference },
      { term: 'Stage', value: stageOf(settled, today) },
      { term: 'Caseworker', value: worker ?? 'Nobody yet' },
      { term: 'Next statutory date', value: next?.dueOn == null ? 'None' : `${dayInWords(next.dueOn)}, ${isPast(next, today) ? lower(tagOf(next, today).text) : fromToday(next.dueOn, today)}: ${lower(titleOf(next))}` },
    ],
    tabs: tabs.map(([text, to]) => ({ text, href: to({ childId }), active: text === tab })),
  };
}

const tabs: readonly (readonly [TabName, (parts: { childId: string }) => string])[] = [
  ['Overview', caseAddress], ['Timeline', timelineAddress], ['Data and history', dataAddress],
];

function initials(name: string): string {
  return name.split(/[\s-]+/).map((part) => `${part.charAt(0).toUpperCase()}.`).join(' ');
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function alertsOf(settled: Case, duties: readonly Duty[], today: Day): Tag[] {
  const open = openDuties(duties, today);
  const overdue = open.filter((duty) => statusOf(duty, today) === 'OPEN_OVERDUE').length;
  const doomed = open.some((duty) => duty.inevitableFrom !== null && duty.inevitableFrom <= today && statusOf(duty, today) === 'OPEN_IN_TIME');
  const detained = settled.episodes.some(({ kind, events }) => kind === 'DETAINED' && !events.some((event) => event.kind === 'RELEASED'));
  return [
    ...(settled.restriction === null ? [] : [{ text: 'Restricted', classes: 'govuk-tag--purple' }]),
    ...(overdue > 0 ? [{ text: `${overdue} overdue`, classes: 'govuk-tag--red' }] : []),
    ...(doomed ? [{ text: 'A limit can no longer be met', classes: 'govuk-tag--orange' }] : []),
    ...(detained ? [{ text: 'Detained', classes: 'govuk-tag--grey' }] : []),
  ];
}
