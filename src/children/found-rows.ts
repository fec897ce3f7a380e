// The lines of a list of cases to look through, the same on the page and in a file.
import type { Day } from '../calendar/day.ts';
import { nameWordsOf } from '../case-history/identity.ts';
import { numberText, shortDayText } from '../platform/layout/format.ts';
import { type ListFile, rowsOf } from '../platform/layout/list-formats.ts';
import { caseAddress } from './addresses.ts';
import { dueLabel } from './due-label.ts';
import { nameOf } from './subject-bar.ts';

/** A child in a list, with the legal duty that is due first. */
export interface ListedChild {
  readonly childId: string;
  readonly reference: string;
  readonly surname: string | null;
  readonly forename: string | null;
  readonly knownAs: string | null;
  /** Other names by which sources know or knew the child. */
  readonly otherNames: readonly string[];
  readonly birthOn: Day | null;
  readonly dueOn: Day | null;
}

/** A child as a line of a list. */
interface FoundRow extends Pick<ListedChild, 'knownAs' | 'otherNames' | 'reference' | 'birthOn'> {
  readonly href: string;
  readonly name: string;
  /** Whether a name that was typed stands in none of the names as it was typed. */
  readonly otherwise: boolean;
  readonly when: { readonly on: Day; readonly words: string; readonly overdue: boolean } | null;
}

/** A line of the list. Other names are told where the name alone does not show why the child was found. */
export function rowOf(child: ListedChild, today: Day, typed: readonly string[]): FoundRow {
  const { childId, reference, knownAs, otherNames, birthOn, dueOn } = child;
  const when = dueOn === null ? null : { on: dueOn, words: dueLabel(dueOn, today), overdue: dueOn < today };
  const own = [child.surname, child.forename, knownAs].flatMap(nameWordsOf);
  const standIn = (words: readonly string[]): boolean => typed.every((name) => words.some((word) => word.includes(name)));
  const explained = standIn(own);
  const otherwise = !explained && !standIn([...own, ...otherNames.flatMap(nameWordsOf)]);
  return { href: caseAddress({ childId }), name: nameOf(child), knownAs, otherNames: explained ? [] : otherNames, otherwise, reference, birthOn, when };
}

/** The lines as a table for a file, as `rowOf` makes them; `about` says which list. */
export function foundList(found: readonly ListedChild[], { today, typed }: { readonly today: Day; readonly typed: readonly string[] }, about: ListFile['about']): ListFile {
  return {
    about: [...about, ['Rows', numberText(found.length)]],
    columns: ['Name', 'Known as', 'Also recorded as', 'Date of birth', 'Reference', 'Next statutory date', 'How it stands'],
    rows: rowsOf(found, (child) => {
      const { name, knownAs, otherNames, birthOn, reference, when } = rowOf(child, today, typed);
      return [name, knownAs ?? '', otherNames.join('; '), shortDayText(birthOn), reference, when === null ? 'None' : shortDayText(when.on), when?.words ?? ''];
    }),
  };
}
