// What a posted form of an entry says, apart from its answers: which step it is at, and what it is about.
import { z } from 'zod';
import type { Entry } from '../case-history/entry.ts';
import type { Kind } from '../case-history/kind.ts';
import { shownText } from '../platform/shown-text.ts';
import { type Answers, boxesOf } from './entry-form.ts';
import { namedIn, recordedByHand } from './target.ts';

/** Asked for: the page to check the answers, the form again, or that it be recorded. */
export type Step = 'check' | 'change' | 'record';

export interface Posting {
  readonly step: Step;
  /** Made when the form was first shown: what is sent twice is recorded once. */
  readonly operation: string;
  /** The last entry that whoever fills it in has seen. */
  readonly seq: number;
  readonly kind: string;
  readonly correct: number | null;
  readonly about: string | null;
  /** Of a new child: the id it gets. */
  readonly child: string;
  readonly takenBack: boolean;
  /** What is unusual about it was asked, and is confirmed. */
  readonly sure: boolean;
  /** Why it is corrected or taken back, or why something unusual happened. */
  readonly why: string;
  readonly typed: Answers;
}

const CONTROLS = ['step', 'operation', 'seq', 'kind', 'correct', 'about', 'child', 'taken-back', 'sure', 'why'] as const;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const boxes = [...new Set([...CONTROLS, ...recordedByHand.flatMap(boxesOf)])];
const answer = z.string().max(20_000).optional();

/** Every box of every kind; which of them belong to the kind posted is asked of `misplaced`. */
export const postedBoxes: z.ZodObject<Record<string, typeof answer>> = z.object(Object.fromEntries(boxes.map((box) => [box, answer])));

/** Reads the parts of a posted form; null where it did not come from one of our pages. */
export function postingOf(fields: Answers): Posting | null {
  const { step = '', operation = '', seq = '', kind = '', correct = '', about = '', child = '', why = '', sure = '', 'taken-back': takenBack = '' } = fields;
  const known = step === 'check' || step === 'change' || step === 'record';
  if (!known || !UUID.test(operation) || !(child === '' || UUID.test(child)) || !/^\d{1,9}$/.test(seq) || !/^\d{0,9}$/.test(correct)) return null;
  const typed = Object.fromEntries(Object.entries(fields).filter(([box]) => !(CONTROLS as readonly string[]).includes(box)));
  return {
    step, operation, seq: Number(seq), kind, correct: correct === '' ? null : Number(correct), about: about === '' ? null : about,
    child, takenBack: takenBack === 'yes', sure: sure === 'yes', why: shownText(why), typed,
  };
}

/** A posting that names the entry which it corrects in the case of `childId`; as it is where that is none. */
export function naming(entry: Entry | null, childId: string, posting: Posting): Posting {
  return entry === null ? posting : { ...posting, correct: null, about: null, ...namedIn(childId, entry) };
}

/** Whether boxes were posted that the form of this kind does not have (SEC-05). */
export function misplaced(kind: Kind, { typed }: Posting): boolean {
  const own = new Set(boxesOf(kind));
  return Object.keys(typed).some((box) => !own.has(box));
}

/** Everything of a posting as hidden boxes of the next page; `seq` is what has been seen by now. */
export function hiddenBoxes(posting: Omit<Posting, 'step' | 'typed'>): { name: string; value: string }[] {
  const { operation, seq, kind, correct, about, child, takenBack } = posting;
  const values = { operation, seq, kind, correct, about, child, 'taken-back': takenBack ? 'yes' : null };
  return Object.entries(values).flatMap(([name, value]) => (value === null || value === '' ? [] : [{ name, value: String(value) }]));
}

/** What was typed, as hidden boxes. */
export function typedBoxes({ typed, why }: Posting): { name: string; value: string }[] {
  return [...Object.entries(typed), ['why', why] as const].flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }]));
}
