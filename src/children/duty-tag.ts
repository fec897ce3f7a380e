// How a date stands, in a word or two with a colour.
import type { Day } from '../calendar/day.ts';
import { isLegalDuty } from '../deadlines/legal-duties.ts';
import { isNotRecorded, type Status } from '../deadlines/standing.ts';
import { isDuty } from '../statute/rule.ts';
import { daysLate, dueLabel, guidanceLabel } from './due-label.ts';
import { type Duty, isPast, statusOf } from './duty.ts';

export interface Tag {
  readonly text: string;
  readonly classes: string;
}

// Red is for what is overdue and nothing else (UI-08), and only a legal duty is overdue.
const tags: Readonly<Record<Status, Tag>> = {
  NOT_STARTED: { text: 'Not started', classes: 'govuk-tag--grey' },
  OPEN_IN_TIME: { text: 'In time', classes: 'govuk-tag--blue' },
  OPEN_DUE_TODAY: { text: 'Due today', classes: 'govuk-tag--yellow' },
  OPEN_OVERDUE: { text: 'Overdue', classes: 'govuk-tag--red' },
  OPEN_EXEMPT: { text: 'Exception applies', classes: 'govuk-tag--purple' },
  MET: { text: 'Done in time', classes: 'govuk-tag--green' },
  DONE_LATE: { text: 'Done late', classes: 'govuk-tag--orange' },
  DONE_LATE_EXEMPT: { text: 'Done late, exception applied', classes: 'govuk-tag--purple' },
  NOT_APPLICABLE: { text: 'No longer needed', classes: 'govuk-tag--grey' },
};

/** How a date stands today, in a few words; how late it is among them. A day to know is not something to be done. */
export function tagOf(duty: Duty, today: Day): Tag {
  if (isNotRecorded(duty, today)) return { text: 'Not recorded', classes: 'govuk-tag--grey' };
  const status = statusOf(duty, today);
  if (duty.dueOn !== null && isPast(duty, today) && !isLegalDuty(duty)) return { text: guidanceLabel(duty.dueOn, today), classes: 'govuk-tag--grey' };
  if (isDuty(duty)) return { ...tags[status], text: lateness(duty, status, today) ?? tags[status].text };
  if (!status.startsWith('OPEN')) return status === 'NOT_APPLICABLE' ? { text: 'Over', classes: 'govuk-tag--grey' } : tags[status];
  return duty.nature === 'window' ? { text: 'Running', classes: 'govuk-tag--blue' } : { text: 'To know', classes: 'govuk-tag--grey' };
}

function lateness({ dueOn, doneOn }: Duty, status: Status, today: Day): string | null {
  if (dueOn === null) return null;
  if (status === 'OPEN_OVERDUE' || status === 'OPEN_EXEMPT') return dueLabel(dueOn, today, status === 'OPEN_EXEMPT');
  if (doneOn === null || !status.startsWith('DONE_LATE')) return null;
  return `Done ${daysLate(dueOn, doneOn)}${status === 'DONE_LATE_EXEMPT' ? ', exception applied' : ''}`;
}
