// Kinds of entry about those who work with the record and about the council itself. Each states all that holds from then
// on. Passwords, secrets and codes are never among the facts.
import { kindsOf } from '../kind.ts';

export const councilKinds = kindsOf('Council', null, [
  {
    name: 'STAFF', title: 'Member of staff', subject: 'staff', dayLabel: 'Day from which it holds',
    fields: [
      { name: 'name', label: 'Name', type: 'text', required: true }, { name: 'email', label: 'E-mail address', type: 'text', required: true },
      { name: 'role', label: 'Role', type: 'text', required: true }, { name: 'team', label: 'Team', type: 'text' },
      { name: 'service', label: 'Service that gives advice', type: 'text' }, { name: 'extraRights', label: 'Rights besides those of the role', type: 'text' },
      { name: 'disabled', label: 'May not sign in', type: 'yes-no' }, { name: 'secondFactor', label: 'Second step of signing in is set up', type: 'yes-no' },
      { name: 'councilAccount', label: 'Council account is connected', type: 'yes-no' },
    ],
  },
  {
    name: 'TEAM', title: 'Team', subject: 'council', dayLabel: 'Day from which it holds',
    fields: [
      { name: 'team', label: 'Identifier', type: 'text', required: true }, { name: 'name', label: 'Name', type: 'text', required: true },
      { name: 'area', label: 'Area', type: 'text' }, { name: 'manager', label: 'Manager', type: 'text' }, { name: 'ended', label: 'Ended', type: 'yes-no' },
    ],
  },
  { name: 'SETTINGS', title: 'How dates are worked out', subject: 'council', dayLabel: 'Day from which it holds' },
  {
    name: 'COUNCIL', title: 'The council and how it uses Sightline', subject: 'council', dayLabel: 'Day from which it holds',
    fields: [
      { name: 'name', label: 'Name of the council', type: 'text', required: true },
      { name: 'idleMinutes', label: 'Minutes without use after which a sign-in ends', type: 'number' },
      { name: 'longestHours', label: 'Hours after which every sign-in ends', type: 'number' },
      { name: 'alertDays', label: 'Working days before a last lawful day on which alerts come', type: 'text' },
      { name: 'escalateAfter', label: 'Working days after it from which managers have them too', type: 'number' },
      { name: 'outOfHoursTeam', label: 'Team on duty out of hours, which opens restricted records without saying why', type: 'text' },
      { name: 'otherSystems', label: 'Addresses of other systems', type: 'long-text' },
    ],
  },
]);
