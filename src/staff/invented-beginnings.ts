// How an invented council stood before anything of it was changed. Its teams and people come with it and are in no history.
import type { Entry, Facts } from '../case-history/entry.ts';
import { INVENTED_COUNCIL, INVENTED_STAFF, INVENTED_TEAMS } from './invented-staff.ts';

/** What held before the first entry about the council, a team or a person of an invented council; null of all others, whose first entry says how they began. */
export function inventedBeginning({ kind, subjectId, facts, reason }: Entry): Facts | null {
  // Setting up a real council is asked for no reason; each change is.
  if (kind === 'COUNCIL') return reason === null ? null : { name: INVENTED_COUNCIL, idleMinutes: 30, longestHours: 12, otherSystems: [], alertDays: [10, 5, 1], escalateAfter: 5, outOfHoursTeam: null };
  if (kind === 'TEAM') return teamAtFirst(String(facts?.['team'] ?? ''));
  return kind === 'STAFF' ? personAtFirst(subjectId) : null;
}

function teamAtFirst(id: string): Facts | null {
  const team = INVENTED_TEAMS.find((one) => one.id === id);
  const manager = INVENTED_STAFF.find(({ role, teamId }) => role === 'team-manager' && teamId === id);
  return team === undefined ? null : { team: id, name: team.name, area: team.area, manager: manager?.id ?? null, ended: false };
}

function personAtFirst(id: string): Facts | null {
  const person = INVENTED_STAFF.find((one) => one.id === id);
  if (person === undefined) return null;
  const { name, email, role, teamId: team, service } = person;
  return { name, email, role, team, service, extraRights: [], disabled: false, secondFactor: false };
}
