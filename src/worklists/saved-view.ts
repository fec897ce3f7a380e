// Views that people keep: a question about a list under a name.
import { listQuery, type ListQuestion, questionIn } from './list-question.ts';

/** Which list a view is of. */
export type ListName = 'mine' | 'team';

/** A view as kept. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly owner: string;
  readonly shared: boolean;
  readonly isDefault: boolean;
  /** The question as in the address of a list. */
  readonly question: Readonly<Record<string, string>>;
}

/** The question that a view holds; null where this version knows a part of it no more. */
export function savedQuestion({ question }: Pick<SavedView, 'question'>): ListQuestion | null {
  const read = listQuery.safeParse(question);
  return read.success ? questionIn(read.data) : null;
}
