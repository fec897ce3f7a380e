// Who may see a record: what can be done about it, and what each act comes to in the case as it stands. A record is restricted
// by one person and opened again by two (SEC-07); its guardian sees it always, so nobody can shut everybody out.
import type { Day } from '../calendar/day.ts';
import type { Case } from '../case-history/case.ts';
import type { Restriction } from '../case-history/restriction.ts';
import type { Facts } from '../case-history/entry.ts';
import type { Decided } from '../children/proposal.ts';
import { isUnguarded, seeing } from './restriction-viewers.ts';

export type RestrictionActName = 'restrict' | 'guardian' | 'name' | 'take-off' | 'keep' | 'propose-lift' | 'lift' | 'declare-conflict' | 'end-conflict';

/** Ids of the staff from whom an act may choose. */
export interface Eligible {
  /** They can open cases. */
  readonly openers: ReadonlySet<string>;
  /** They may restrict records, and so be guardians. */
  readonly holders: ReadonlySet<string>;
}

/** What was chosen and typed; what an act does not ask is empty. */
export interface Chosen {
  readonly staff: string;
  readonly code: string;
  readonly basis: string;
  readonly why: string;
}

/** An act that somebody wants to do, and when. */
export interface Wanted {
  readonly act: RestrictionActName;
  readonly me: string;
  readonly today: Day;
  readonly chosen: Chosen;
  readonly eligible: Eligible;
}

/** The acts that make sense for somebody in a case as it stands, in the order of the page. */
export function actsIn({ restriction, conflicts }: Case, { me, today, holders }: Pick<Wanted, 'me' | 'today'> & Pick<Eligible, 'holders'>): RestrictionActName[] {
  const ofConflicts: RestrictionActName[] = ['declare-conflict', ...(conflicts.length > 0 ? ['end-conflict' as const] : [])];
  if (restriction === null) return ['restrict', ...ofConflicts];
  if (!seeing(restriction, today).includes(me)) return isUnguarded(restriction, holders) ? ['guardian'] : [];
  const { named, lift } = restriction;
  const lifting: RestrictionActName[] = lift === null ? ['propose-lift'] : lift.by === me ? [] : ['lift'];
  return ['name', ...(named.length > 0 ? ['take-off' as const] : []), 'keep', 'guardian', ...lifting, ...ofConflicts];
}

/** What an act comes to: its entry, or every reason against it. */
export function decideRestriction(settled: Case, wanted: Wanted): Decided {
  const { restriction } = settled;
  const refused = restriction === null ? reasonsWithout(settled, wanted) : reasonsWith(settled, restriction, wanted);
  return refused.length > 0 ? { refused } : { entries: [entryOf(restriction, wanted)] };
}

const NOT_RESTRICTED = 'The record is not restricted.';

function reasonsWithout(settled: Case, wanted: Wanted): string[] {
  if (wanted.act === 'restrict') return againstGuardian(settled, wanted);
  return wanted.act === 'declare-conflict' || wanted.act === 'end-conflict' ? againstConflict(settled, wanted) : [NOT_RESTRICTED];
}

function reasonsWith(settled: Case, restriction: Restriction, wanted: Wanted): string[] {
  const { act, me, today, chosen: { staff }, eligible } = wanted;
  const openToAll = (act === 'declare-conflict' && staff === me) || (act === 'guardian' && isUnguarded(restriction, eligible.holders));
  if (!openToAll && !seeing(restriction, today).includes(me)) return [IN_EMERGENCY];
  switch (act) {
    case 'restrict': return ['The record is restricted already.'];
    case 'guardian': return againstNextGuardian(settled, restriction, wanted);
    case 'name': return againstNaming(settled, restriction, wanted);
    case 'take-off': return restriction.named.some((one) => one.staff === staff) ? [] : ['They are not named to the record.'];
    case 'keep': return [];
    case 'propose-lift': return restriction.lift !== null ? ['Somebody proposes it already.'] : secondPeople(settled, restriction, wanted) ? [] : [NO_SECOND];
    case 'lift': return restriction.lift === null ? ['Nobody proposes to lift it any more.'] : restriction.lift.by === me ? [SAME_PERSON] : [];
    default: return againstConflict(settled, wanted);
  }
}

const IN_EMERGENCY = 'You see this record in an emergency only. Its guardian and those named to it decide who may see it.';
const SAME_PERSON = 'You proposed it yourself. Somebody else who may restrict records has to confirm it.';
const NO_SECOND = 'Two people have to agree, and nobody else who sees this record may restrict records. Name one to the record first.';

/** Whether somebody besides whoever proposes could confirm that the restriction is lifted. */
function secondPeople({ conflicts }: Case, restriction: Restriction, { me, today, eligible }: Wanted): boolean {
  return seeing(restriction, today).some((staff) => staff !== me && eligible.holders.has(staff) && !conflicts.includes(staff));
}

function againstGuardian({ conflicts }: Case, { chosen: { staff }, eligible }: Wanted): string[] {
  if (!eligible.holders.has(staff)) return ['Choose a record guardian who may restrict records and can sign in.'];
  return conflicts.includes(staff) ? ['They have a conflict of interest, and cannot be the record guardian.'] : [];
}

/** Who sees a record in an emergency only, or not at all, would come in by making themselves its guardian. */
function againstNextGuardian(settled: Case, restriction: Restriction, wanted: Wanted): string[] {
  const { me, today, chosen: { staff } } = wanted;
  if (staff === restriction.guardian) return ['They are the record guardian already.'];
  if (staff === me && !seeing(restriction, today).includes(me)) return ['You do not see this record, and cannot make yourself its guardian. Choose somebody else.'];
  return againstGuardian(settled, wanted);
}

function againstNaming({ conflicts }: Case, { guardian }: Restriction, { chosen: { staff }, eligible }: Wanted): string[] {
  if (!eligible.openers.has(staff)) return ['Choose somebody who can open cases and can sign in.'];
  if (conflicts.includes(staff)) return ['They have a conflict of interest: nothing opens this record to them.'];
  return staff === guardian ? ['They are the record guardian and see it always.'] : [];
}

function againstConflict({ restriction, conflicts }: Case, { act, me, chosen: { staff }, eligible }: Wanted): string[] {
  if (act === 'end-conflict') return !conflicts.includes(staff) ? ['They have no conflict of interest on record.'] : staff === me ? ['Somebody else has to say that your conflict of interest is over.'] : [];
  if (!eligible.openers.has(staff)) return ['Choose somebody who can open cases and can sign in.'];
  if (conflicts.includes(staff)) return ['Their conflict of interest is on record already.'];
  if (restriction?.guardian === staff) return ['They are the record guardian. Choose another guardian first.'];
  const left = [...eligible.holders].filter((holder) => holder !== staff && !conflicts.includes(holder));
  return left.length === 0 ? ['Nobody would be left who may look after this record. Ask for another person to be given that right first.'] : [];
}

function entryOf(restriction: Restriction | null, { act, today, chosen }: Wanted): Extract<Decided, { entries: object }>['entries'][number] {
  const { staff, code, basis, why } = chosen;
  const ways: Readonly<Record<RestrictionActName, readonly [kind: string, facts: Facts]>> = {
    'restrict': ['RESTRICTED', { reason: code, guardian: staff }],
    'guardian': ['RESTRICTED', { reason: restriction?.reason ?? null, guardian: staff }],
    'name': ['RESTRICTION_NAMED', { staff, for: basis }],
    'take-off': ['RESTRICTION_UNNAMED', { staff }],
    'keep': ['RESTRICTION_REVIEWED', {}],
    'propose-lift': ['RESTRICTION_LIFT_PROPOSED', {}],
    'lift': ['RESTRICTION_LIFTED', { agreedBy: restriction?.lift?.by ?? null }],
    'declare-conflict': ['CONFLICT_DECLARED', { staff }],
    'end-conflict': ['CONFLICT_ENDED', { staff }],
  };
  const [kind, facts] = ways[act];
  return { kind, occurredOn: today, facts: { ...facts, why } };
}
