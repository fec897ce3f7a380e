// Backups that are made by themselves: what they are called, which of them go, and when the last test of one is too old.
import { addDays, dayOfInstant } from '../calendar/day.ts';

/** How the names of backups begin. */
export const PREFIX = 'sightline-';

/** The name of the backup that is begun at an instant (ISO text, UTC): it sorts by time. */
export function backupNameAt(instant: string): string {
  return `${PREFIX}${instant.slice(0, 23).replace(/[-:.]/g, '')}Z`;
}

/** Which backups to remove so that the `kept` latest stay; the one that was last found whole stays too, however old. */
export function namesToRemove(names: readonly string[], kept: number, verified: string | null): string[] {
  return [...names].sort().reverse().slice(kept).filter((name) => name !== verified);
}

/** Whether the last time that a backup was restored and found as it was (null: never) is more than seven days before `now`. Instants are ISO text in UTC. */
export function isStale(verifiedAt: string | null, now: string): boolean {
  return verifiedAt === null || verifiedAt < `${addDays(dayOfInstant(now), -7)}${now.slice(10)}`;
}
