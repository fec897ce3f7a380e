// Problems of files that are given to a member of staff: which of them are one, and who has it.
import { hash } from 'node:crypto';
import { countText } from '../platform/layout/format.ts';
import type { AskedBatch } from './import-batch.ts';
import type { Likeness } from './likeness.ts';
import { isTurned } from './tracker-days.ts';

/** What is the same of all values that are alike: one answer serves them. */
interface AlikeProblem { readonly element: string; readonly value: string; readonly message: string }

/** Names a value that could not be taken, and all that are alike in its file. What is wrong with a row as a whole is alike whatever it holds, and so are the days of a column that stand the other way round. */
export function problemKey({ element, value, message }: AlikeProblem): string {
  const turned = element !== '' && isTurned(message);
  const words = element === '' || turned ? '' : value.toLowerCase().replace(/\s+/g, ' ').trim();
  return hash('sha256', JSON.stringify([element, words, turned ? 'the other way round' : message]), 'hex').slice(0, 32);
}

/** Names a row of the quarantine. */
export const rowKey = (row: number): string => `row-${row}`;

/** A problem of a file as it is given: what it is, without its value, and the children whom it is or may be about. */
export interface ProblemNamed {
  readonly batch: string;
  readonly problem: string;
  readonly place: number;
  readonly what: string;
  readonly children: readonly string[];
}

/** Who has a problem. */
export interface GivenProblem {
  readonly batch: string;
  readonly problem: string;
  readonly toId: string;
  readonly to: string;
  readonly by: string;
  readonly since: string;
  readonly why: string;
  readonly doneAt: string | null;
}

/** A problem as whoever has it finds it in their list. */
export interface ProblemToDo extends ProblemNamed, Pick<GivenProblem, 'by' | 'since' | 'why'>, Pick<AskedBatch, 'kind' | 'mapping'> {
  readonly year: number | null;
  /** Why a row of the quarantine waits; null for a value. */
  readonly likeness: Likeness | null;
}

/** Whether somebody has it and has not said that it is done. */
export const isHeld = (given: GivenProblem | undefined): given is GivenProblem => given !== undefined && given.doneAt === null;

/** The list of whoever has problems, in which rows that were given together are one: it leads to the first of them. */
export function puttingTogether(problems: readonly ProblemToDo[]): ProblemToDo[] {
  const lines = Map.groupBy(problems, ({ batch, problem, by, since, why }) => (problem.startsWith('row-') ? [batch, by, since, why] : [batch, problem]).join(' '));
  return [...lines.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : ` and ${countText(others.length, 'more row that is alike', 'more rows that are alike')}`;
    return [{ ...first, what: `${first.what}${more}`, children: [...new Set([first, ...others].flatMap(({ children }) => children))] }];
  });
}
