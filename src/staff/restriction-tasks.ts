// What guardians and managers have to do about restricted records, in the words of a line of a list.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import { emergencyPurposes } from '../casework/emergency.ts';
import { caseAddress, whoMaySeeAddress } from '../children/addresses.ts';
import { dueLabel } from '../children/due-label.ts';
import { nameOf } from '../children/subject-bar.ts';
import { appointGuardianAddress, emergencyReviewAddress } from './addresses.ts';

export type RestrictionTaskKind = 'emergency' | 'lift' | 'guardian' | 'review' | 'naming' | 'appointed';

/** One thing to do about a restricted record. */
export interface RestrictionTask {
  readonly kind: RestrictionTaskKind;
  readonly childId: string;
  readonly reference: string;
  readonly surname: string | null;
  readonly forename: string | null;
  /** Whether whoever has the task may see the record: otherwise they have its reference only. */
  readonly sees: boolean;
  readonly guardian: string | null;
  readonly dueOn: Day;
  /** Whether whoever has the task may choose another guardian without seeing the record. */
  readonly appoints: boolean;
  /** Who opened it, proposes, is named, or chose the guardian. */
  readonly person: string | null;
  readonly emergency: { readonly id: string; readonly purpose: string } | null;
}

/** A task as a list prints it. */
export interface RestrictionLine {
  readonly what: string;
  readonly name: string | null;
  readonly reference: string;
  readonly href: string | null;
  readonly due: string;
  /** "Overdue 3 days"; null where it is not. */
  readonly late: string | null;
  readonly guardian: string;
  readonly action: { readonly text: string; readonly href: string } | null;
}

const words: Readonly<Record<RestrictionTaskKind, (task: RestrictionTask) => string>> = {
  emergency: ({ person, emergency }) => `Look into emergency access by ${person ?? 'somebody'}: ${lower((emergencyPurposes as Readonly<Record<string, string>>)[emergency?.purpose ?? ''] ?? 'no purpose given')}`,
  lift: ({ person }) => `Answer a proposal to lift the restriction, by ${person ?? 'somebody'}`,
  guardian: () => 'Choose another record guardian: this one cannot look after it any more',
  review: () => 'Review the restriction',
  naming: ({ person }) => `${person ?? 'Somebody'} sees this record no longer than this day: name them again if they need it`,
  appointed: ({ person, guardian }) => `${person ?? 'Somebody'} made ${guardian ?? 'somebody who has gone since'} the record guardian in the place of another`,
};
const dues: Readonly<Record<RestrictionTaskKind, string>> = { emergency: 'By', lift: 'Since', guardian: 'Since', review: 'By', naming: 'Until', appointed: 'Since' };

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A task in words. Who may not see the record reads no name, and is told whom to ask. */
export function restrictionLine(task: RestrictionTask, today: Day): RestrictionLine {
  const { kind, childId, sees, appoints, dueOn, emergency } = task;
  const late = isLate(task, today) ? dueLabel(dueOn, today) : null;
  return {
    what: words[kind](task), name: sees ? nameOf(task) : null, reference: task.reference, href: sees ? caseAddress({ childId }) : null, due: `${dues[kind]} ${dayInWords(dueOn)}`, late, guardian: task.guardian ?? 'Nobody who can sign in',
    action: emergency !== null ? { text: 'Say what you found', href: emergencyReviewAddress({ id: emergency.id }) } : sees ? { text: 'Open who may see it', href: whoMaySeeAddress({ childId }) } : appoints ? { text: 'Choose another record guardian', href: appointGuardianAddress({ childId }) } : null,
  };
}

/** Whether there is anything to do about it: of another guardian people are told. */
export function isToDo({ kind }: Pick<RestrictionTask, 'kind'>): boolean {
  return kind !== 'appointed';
}

/** Whether the day for it is over. */
export function isLate({ kind, dueOn }: RestrictionTask, today: Day): boolean {
  return (kind === 'emergency' || kind === 'review') && dueOn < today;
}
