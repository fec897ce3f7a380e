// What the table of rights comes to, for somebody who stands to a record in each of these ways: the expectations of every
// test in this folder, in a form that an officer can read.
import type { Relation, Role } from '../../src/staff/rights.ts';
import { ROLES } from '../../src/staff/rights.ts';

interface Way {
  /** Whose case it is, as the table of rights has it. */
  readonly case: Relation;
  /** Whether advice is asked of the adviser's service, which makes it of an adviser's own caseload. */
  readonly advice?: true;
  /** What the state of the record says before the table is asked. */
  readonly state: 'open' | 'closed';
  /** Open in an emergency alone: it opens, but is in no list of work. */
  readonly emergency?: true;
}

/** Each way to stand to a record. */
export const STANDINGS = {
  'own caseload': { case: 'own-caseload', advice: true, state: 'open' },
  'own team': { case: 'own-team', state: 'open' },
  'a colleague’s in the team': { case: 'own-team', advice: true, state: 'open' },
  'another team': { case: 'other-team', state: 'open' },
  'nobody yet': { case: 'own-team', state: 'open' },
  'restricted, and named': { case: 'own-team', advice: true, state: 'open' },
  'restricted, and not named': { case: 'own-team', advice: true, state: 'closed' },
  'restricted, and their time as named is over': { case: 'own-team', advice: true, state: 'closed' },
  'restricted, and its guardian': { case: 'own-team', advice: true, state: 'open' },
  'conflict of interest': { case: 'own-caseload', advice: true, state: 'closed' },
  'conflict of interest, though named': { case: 'own-team', advice: true, state: 'closed' },
  'conflict of interest, though opened in an emergency': { case: 'other-team', advice: true, state: 'closed' },
  'opened in an emergency': { case: 'other-team', advice: true, state: 'open', emergency: true },
  'opened in an emergency that is over': { case: 'other-team', advice: true, state: 'closed' },
} as const satisfies Record<string, Way>;

export type Standing = keyof typeof STANDINGS;

export const standings = Object.keys(STANDINGS) as Standing[];
export const roles = Object.keys(ROLES) as Role[];

/** The relations of a role to a record: an adviser's own caseload is the advice asked of their service. */
function relationsOf(role: Role, standing: Standing): readonly Relation[] {
  const way: Way = STANDINGS[standing];
  return role === 'adviser' && way.advice === true ? [way.case, 'own-caseload'] : [way.case];
}

/** Whether the record is open to the role. */
export function sees(role: Role, standing: Standing): boolean {
  return STANDINGS[standing].state === 'open' && relationsOf(role, standing).some((relation) => ROLES[role].sees.includes(relation));
}

/** Whether the role may record in it. */
export function records(role: Role, standing: Standing): boolean {
  return sees(role, standing) && relationsOf(role, standing).some((relation) => ROLES[role].records.includes(relation));
}
