import type { GivenProblem, ProblemToDo } from './given-problem.ts';
import { importProblemAddress, quarantinedRowAddress } from './import-addresses.ts';
import { batchTitle } from './import-batch.ts';
import { likenesses } from './likeness.ts';

/** A problem in the list of whoever has it, with where they deal with it. Of a row of the quarantine also why it waits: its place alone tells nothing. */
export function givenLine({ batch, problem, place, what, why, by, since, likeness, ...of }: ProblemToDo): object {
  const told = { why, by, since, file: batchTitle(of) };
  if (likeness === null) return { ...told, href: importProblemAddress({ batch, place: String(place) }), what, waits: null };
  return { ...told, href: quarantinedRowAddress({ batch, row: String(place) }), what: `A row that waits for a decision: ${what}`, waits: likenesses[likeness] };
}

/** Who has a problem, told beside it; null where nobody was given it. */
export function holderOf(given: GivenProblem | undefined): { readonly to: string; readonly since: string; readonly done: boolean } | null {
  return given === undefined ? null : { to: given.to, since: given.doneAt ?? given.since, done: given.doneAt !== null };
}
