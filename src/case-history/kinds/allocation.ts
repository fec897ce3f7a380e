// Kinds of entry that say who works on a case and who may see it. They change no date and count in no figure.
import { type Field, kindsOf } from '../kind.ts';

const staff: Field = { name: 'staff', label: 'Member of staff', type: 'text', required: true };
const why: Field = { name: 'why', label: 'Why', type: 'long-text' };

/** Why a record is restricted. */
export const restrictionReasons = {
  STAFF: 'Member of staff or their relative', ADOPTION: 'Adoption', HIGH_PROFILE: 'High profile', PROTECTION: 'Witness protection or other high risk',
  CASE_REVIEW: 'Child safeguarding practice review', OTHER: 'Another reason',
} as const;

/** For what somebody is named to a restricted record, which says for how long. */
export const namedFor = { TASK: 'A task, for 14 days', INVOLVED: 'Involved worker, for 6 months' } as const;

export const allocationKinds = kindsOf('Allocation', null, [
  {
    name: 'ALLOCATED', title: 'Allocated', dayLabel: 'From which day',
    fields: [{ name: 'caseworker', label: 'Caseworker', type: 'text' }, { name: 'team', label: 'Team', type: 'text' }],
  },
]);

export const restrictionKinds = kindsOf('Who may see the record', null, [
  {
    name: 'RESTRICTED', title: 'Record restricted', dayLabel: 'From which day',
    fields: [
      { name: 'reason', label: 'Reason', type: 'code', codes: restrictionReasons, required: true }, why,
      { name: 'guardian', label: 'Record guardian', type: 'text', required: true, hint: 'Who decides who may see it, and is told of emergency access' },
    ],
  },
  { name: 'RESTRICTION_NAMED', title: 'Named to a restricted record', dayLabel: 'From which day', fields: [staff, { name: 'for', label: 'For what', type: 'code', codes: namedFor, required: true }, why] },
  { name: 'RESTRICTION_UNNAMED', title: 'No longer named to a restricted record', dayLabel: 'From which day', fields: [staff, why] },
  { name: 'RESTRICTION_REVIEWED', title: 'Restriction reviewed and kept', dayLabel: 'Day of the review', fields: [why] },
  { name: 'RESTRICTION_LIFT_PROPOSED', title: 'Lifting the restriction proposed', dayLabel: 'Day of the proposal', fields: [why] },
  { name: 'RESTRICTION_LIFTED', title: 'Restriction lifted', dayLabel: 'From which day', fields: [why, { name: 'agreedBy', label: 'Proposed by', type: 'text', required: true }] },
  { name: 'CONFLICT_DECLARED', title: 'Conflict of interest declared', dayLabel: 'From which day', fields: [staff, why] },
  { name: 'CONFLICT_ENDED', title: 'Conflict of interest over', dayLabel: 'From which day', fields: [staff, why] },
]);
