import type { Kind } from './kind.ts';
import { allocationKinds, restrictionKinds } from './kinds/allocation.ts';
import { assessmentKinds } from './kinds/assessment.ts';
import { councilKinds } from './kinds/council.ts';
import { detainedKinds, disputeKinds, moveKinds, otherKinds, reassessmentKinds } from './kinds/disputes-and-moves.ts';
import { identityKinds } from './kinds/identity.ts';
import { lookedAfterKinds } from './kinds/looked-after.ts';
import { ceaseKinds, phaseKinds, planKinds, reviewKinds } from './kinds/plan-and-review.ts';
import { reportKinds } from './kinds/reports.ts';

/** Every kind of entry, in the order in which lists show them; `subject` says what each is about. */
export const kinds: readonly Kind[] = [
  ...identityKinds, ...assessmentKinds, ...planKinds, ...reviewKinds, ...phaseKinds, ...ceaseKinds, ...disputeKinds,
  ...moveKinds, ...reassessmentKinds, ...detainedKinds, ...otherKinds, ...lookedAfterKinds, ...allocationKinds, ...restrictionKinds,
  ...councilKinds, ...reportKinds,
];

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

/** The kind with this name, or undefined where there is none. */
export function kindNamed(name: string): Kind | undefined {
  return byName.get(name);
}
