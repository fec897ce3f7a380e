// Opening a restricted record in an emergency: for what, for how long, and what may be found afterwards.
import type { Day } from '../calendar/day.ts';

/** For what a restricted record may be needed at once; `STANDING` is what members of the team on duty out of hours say without being asked (SEC-26). */
export const emergencyPurposes = {
  STANDING: 'Standing access of the team on duty out of hours',
  SAFEGUARDING: 'A child may be at risk of harm', HEALTH: 'Urgent about health', TRIBUNAL: 'A Tribunal deadline today or tomorrow',
  FAMILY: 'The family is here or on the telephone', PLACEMENT: 'A placement breaks down or must be found at once', OTHER: 'Something else that cannot wait',
} as const;

/** What the guardian may find on looking into it afterwards. */
export const emergencyFindings = {
  'justified': 'It was justified', 'not-justified': 'It was not justified', 'unclear': 'It is not clear: it is followed up elsewhere',
} as const;

/** One time that somebody opened a restricted record in an emergency. */
export interface EmergencyAccess {
  readonly id: string;
  readonly staffId: string;
  readonly staff: string;
  readonly purpose: string;
  readonly reason: string;
  readonly openedAt: string;
  readonly endsAt: string;
  /** What was found; null until somebody looked into it. */
  readonly review: { readonly finding: string; readonly note: string; readonly by: string; readonly on: Day } | null;
}
