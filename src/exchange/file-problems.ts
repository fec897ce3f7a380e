// Values of a file that could not be taken, as a list to take away: where they stand, what to do, and who was given them.
import { dayOfInstant } from '../calendar/day.ts';
import { numberText } from '../platform/layout/format.ts';
import { type ListFile, type ListRows, rowsOf } from '../platform/layout/list-formats.ts';
import { holderOf } from './given-line.ts';
import { type GivenProblem, problemKey } from './given-problem.ts';
import type { Compared } from './tracker-compared.ts';
import { NOTHING } from './tracker-meanings.ts';
import type { AlikeValues } from './tracker-problems.ts';

/** A value of a file that was loaded; neither value nor message where its record is closed. */
interface Listed { readonly at: string; readonly element: string; readonly value: string | null; readonly message: string | null }

/** Finds who has a problem of the file by its key. */
type GivenOf = (problem: string) => GivenProblem | undefined;

const WHO = ['who has it', 'since'] as const;

/** Which file the values are of, in words; and how many people their rows name. */
export interface ProblemsOf { readonly title: string; readonly people: number }

const listOf = ({ title, people }: ProblemsOf, columns: readonly string[], rows: ListRows): ListFile =>
  ({ about: [['File', `Values not taken from ${title}`], ['Rows', numberText(rows.length)]], columns, rows, people });

const trackerColumns = ['place', 'column', 'value', 'what to do', 'proposed meaning', ...WHO] as const;
const problemColumns = ['place', 'item', 'value', 'what to do', 'suggested fix', ...WHO] as const;

function whoHas(given: GivenProblem | undefined): string[] {
  const holder = holderOf(given);
  return holder === null ? ['', ''] : [`${holder.to}${holder.done ? ' (done)' : ''}`, dayOfInstant(holder.since)];
}

/** The values of a tracker on its way in, each with what is proposed as its meaning. `alike`: the same values put together. */
export function trackerProblemsList(of: ProblemsOf, problems: Compared['problems'], alike: readonly AlikeValues[], givenOf: GivenOf): ListFile {
  const proposed = new Map(alike.map((one) => [one.key, proposedWords(one)]));
  return listOf(of, trackerColumns, rowsOf(problems, (problem) => {
    const { at, element, value, message } = problem;
    const key = problemKey(problem);
    return [at, element, value, message, proposed.get(key) ?? '', ...whoHas(givenOf(key))];
  }));
}

function proposedWords({ proposed, meanings }: AlikeValues): string {
  return proposed === NOTHING ? 'nothing' : meanings?.find(({ value }) => value === proposed)?.words ?? proposed;
}

/** The values of a file that was loaded. `fixOf`: what a value was probably meant to be. What is about a restricted record says that alone. */
export function problemsList<Row extends Listed>(of: ProblemsOf, rows: readonly Row[], fixOf: (row: Row) => string | null, givenOf: GivenOf): ListFile {
  return listOf(of, problemColumns, rowsOf(rows, (row) => {
    const { at, element, value, message } = row;
    if (value === null || message === null) return [at, element, 'Restricted record', '', '', '', ''];
    return [at, element, value, message, fixOf(row) ?? '', ...whoHas(givenOf(problemKey({ element, value, message })))];
  }));
}
