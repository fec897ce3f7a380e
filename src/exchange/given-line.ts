import type { GivenProblem, ProblemToDo } from './given-problem.ts';
import { importProblemAddress, quarantinedRowAddress } from './import-addresses.ts';
import { batchTitle } from './import-batch.ts';

/** A problem in the list of whoever has it, with where they deal with it. */
export function givenLine({ batch, problem, place, what, why, by, since, ...of }: ProblemToDo): object {
  const href = problem.startsWith('row-') ? quarantinedRowAddress({ batch, row: String(place) }) : importProblemAddress({ batch, place: String(place) });
  return { href, what, why, by, since, file: batchTitle(of) };
}

/** Who has a problem, told beside it; null where nobody was given it. */
export function holderOf(given: GivenProblem | undefined): { readonly to: string; readonly since: string; readonly done: boolean } | null {
  return given === undefined ? null : { to: given.to, since: given.doneAt ?? given.since, done: given.doneAt !== null };
}
