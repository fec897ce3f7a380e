// Values of a file that could not be taken, as a CSV file: where they stand, what to do, and who was given them.
import { stringify } from 'csv-stringify/sync';
import { dayOfInstant } from '../calendar/day.ts';
import { holderOf } from './given-line.ts';
import { type GivenProblem, problemKey } from './given-problem.ts';
import type { Compared } from './tracker-compared.ts';
import { NOTHING } from './tracker-meanings.ts';
import type { AlikeValues } from './tracker-problems.ts';

/** A value of a file that was loaded; neither value nor message where its record is closed. */
interface Listed { readonly at: string; readonly element: string; readonly value: string | null; readonly message: string | null }

/** Finds who has a problem of the file by its key. */
type GivenOf = (problem: string) => GivenProblem | undefined;

const csv = (columns: readonly string[], lines: readonly (readonly string[])[]): string => stringify([...lines], { header: true, columns: [...columns], bom: true, escape_formulas: true });

const WHO = ['who has it', 'since'] as const;

/** The columns of the values of a tracker, and of a file that was loaded. */
export const trackerProblemColumns = ['place', 'column', 'value', 'what to do', 'proposed meaning', ...WHO] as const;
export const problemColumns = ['place', 'item', 'value', 'what to do', 'suggested fix', ...WHO] as const;

function whoHas(given: GivenProblem | undefined): string[] {
  const holder = holderOf(given);
  return holder === null ? ['', ''] : [`${holder.to}${holder.done ? ' (done)' : ''}`, dayOfInstant(holder.since)];
}

/** The values of a tracker on its way in, each with what is proposed as its meaning. `alike`: the same values put together. */
export function trackerProblemsAsCsv(problems: Compared['problems'], alike: readonly AlikeValues[], givenOf: GivenOf): string {
  const proposed = new Map(alike.map((one) => [one.key, proposedWords(one)]));
  return csv(trackerProblemColumns, problems.map((problem) => {
    const { at, element, value, message } = problem;
    const key = problemKey(problem);
    return [at, element, value, message, proposed.get(key) ?? '', ...whoHas(givenOf(key))];
  }));
}

function proposedWords({ proposed, meanings }: AlikeValues): string {
  return proposed === NOTHING ? 'nothing' : meanings?.find(({ value }) => value === proposed)?.words ?? proposed;
}

/** The values of a file that was loaded. `fixOf`: what a value was probably meant to be. What is about a restricted record says that alone. */
export function problemsAsCsv<Row extends Listed>(rows: readonly Row[], fixOf: (row: Row) => string | null, givenOf: GivenOf): string {
  return csv(problemColumns, rows.map((row) => {
    const { at, element, value, message } = row;
    if (value === null || message === null) return [at, element, 'Restricted record', '', '', '', ''];
    return [at, element, value, message, fixOf(row) ?? '', ...whoHas(givenOf(problemKey({ element, value, message })))];
  }));
}
