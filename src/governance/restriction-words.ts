// The acts about who may see a record, as the forms ask for them.
import { namedFor, restrictionReasons } from '../case-history/kinds/allocation.ts';
import type { RestrictionActName } from './restriction-acts.ts';

/** From whom an act chooses: guardians, all who open cases, those named, or those with a conflict of interest. */
export type ChosenFrom = 'holders' | 'openers' | 'named' | 'conflicted';

/** An act as its form asks for it. */
export interface RestrictionWords {
  readonly title: string;
  /** What will happen, in a sentence or two. */
  readonly what: string;
  readonly button: string;
  /** What the green line says afterwards. */
  readonly done: string;
  readonly staff: { readonly label: string; readonly hint: string; readonly from: ChosenFrom } | null;
  readonly codes: { readonly name: 'code' | 'basis'; readonly label: string; readonly missing: string; readonly of: Readonly<Record<string, string>> } | null;
}

const guardian = { label: 'Record guardian', hint: 'Decides who may see it, is asked to review it each 90 days, and is told of emergency access', from: 'holders' } as const;
const bases = { name: 'basis', label: 'For what?', missing: 'Choose for what', of: namedFor } as const;
const reasons = { name: 'code', label: 'Reason for the restriction', missing: 'Choose a reason', of: restrictionReasons } as const;

/** What each act is called and asks. All of them ask why. */
export const restrictionWords: Readonly<Record<RestrictionActName, RestrictionWords>> = {
  'restrict': {
    title: 'Restrict this record', button: 'Restrict the record', done: 'The record is restricted.', staff: guardian, codes: reasons,
    what: 'From now on only the record guardian sees it, and those whom you name next. Its caseworker does not, and you do not, unless you are one of them.',
  },
  'guardian': {
    title: 'Choose another record guardian', button: 'Change the guardian', done: 'The record has another guardian.', staff: guardian, codes: null,
    what: 'The guardian before sees the record no longer, unless they are named to it. This counts as a review.',
  },
  'name': {
    title: 'Name somebody to this record', button: 'Name them', done: 'They are named to the record.', codes: bases,
    staff: { label: 'Who?', hint: 'Their role still says what they may do in it', from: 'openers' }, what: 'They see the record until their time runs out. To keep somebody, name them again.',
  },
  'take-off': {
    title: 'Take somebody off this record', button: 'Take them off', done: 'They see the record no longer.', staff: { label: 'Who?', hint: '', from: 'named' }, codes: null, what: 'They see the record no longer, from their next page on.',
  },
  'keep': { title: 'Review the restriction and keep it', button: 'Keep the restriction', done: 'The restriction is reviewed and kept.', staff: null, codes: null, what: 'Say what you looked at and why it is still needed. The next review is due in 90 days. A proposal to lift it is answered with no.' },
  'propose-lift': { title: 'Propose to lift the restriction', button: 'Propose to lift it', done: 'Proposed. Somebody else has to confirm it.', staff: null, codes: null, what: 'Two people have to agree. Nothing changes until somebody else who sees this record and may restrict records confirms it. They get an alert.' },
  'lift': { title: 'Lift the restriction', button: 'Lift the restriction', done: 'The restriction is lifted.', staff: null, codes: null, what: 'You confirm what a colleague proposed. Everybody whose role reaches this record sees it from now on.' },
  'declare-conflict': {
    title: 'Record a colleague’s conflict of interest', button: 'Record the conflict of interest', done: 'They cannot see the record any more.', codes: null,
    staff: { label: 'Who has a conflict of interest?', hint: 'It is about their own child, a relative, or another connection that they declared', from: 'openers' }, what: 'They cannot see the record from now on, whatever their role, also not in an emergency.',
  },
  'end-conflict': { title: 'End a conflict of interest', button: 'End it', done: 'The conflict of interest is over.', staff: { label: 'Whose?', hint: '', from: 'conflicted' }, codes: null, what: 'They see the record again as their role allows.' },
};

/** Whether there is an act of this name. */
export function isRestrictionAct(name: string): name is RestrictionActName {
  return Object.hasOwn(restrictionWords, name);
}
