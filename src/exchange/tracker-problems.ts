// Values of a tracker that could not be taken, put together where one answer serves all of them.
import { CODES } from './sen2-codes.ts';
import type { Compared } from './tracker-compared.ts';
import type { TrackerMapping } from './tracker-mapping.ts';
import { plainName } from './tracker-sheet.ts';
import { type Target, targetNamed } from './tracker-targets.ts';

/** Cells of one column with the same words and the same trouble. */
export interface AlikeValues {
  readonly column: string;
  readonly value: string;
  readonly message: string;
  readonly places: readonly string[];
  readonly rows: readonly number[];
  /** What can be chosen as their meaning; null where it is to be typed, such as a day. */
  readonly meanings: readonly { readonly value: string; readonly words: string }[] | null;
  /** Whether saying what the words mean mends them: not where a name or number is wrong. */
  readonly canMean: boolean;
}

function targetOf(mapping: TrackerMapping, column: string): Target | undefined {
  const found = Object.entries(mapping.columns).find(([name]) => plainName(name) === plainName(column));
  return found === undefined ? undefined : targetNamed(found[1].to);
}

function meaningsOf(target: Target | undefined): AlikeValues['meanings'] {
  const type = target?.type;
  if (type?.is === 'yes-no') return [{ value: 'yes', words: 'Yes' }, { value: 'no', words: 'No' }];
  if (type?.is === 'code') return Object.entries(type.codes).map(([value, label]) => ({ value, words: label.charAt(0).toUpperCase() + label.slice(1) }));
  if (type?.is === 'item' && type.item.codes !== undefined) return CODES[type.item.codes].map(({ code, label }) => ({ value: code, words: label }));
  return null;
}

/** The values that could not be taken, those that come most often first. */
export function alikeValues({ problems }: Pick<Compared, 'problems'>, mapping: TrackerMapping): AlikeValues[] {
  const groups = new Map<string, AlikeValues & { places: string[]; rows: number[] }>();
  for (const { row, at, element, value, message } of problems) {
    const key = JSON.stringify([element, element === '' ? '' : value, message]);
    const target = element === '' ? undefined : targetOf(mapping, element);
    const group = groups.get(key) ?? {
      column: element, value: element === '' ? '' : value, message, places: [], rows: [], meanings: meaningsOf(target),
      canMean: target !== undefined && value !== '' && (target.type.is === 'day' || meaningsOf(target) !== null) && !isWho(target),
    };
    groups.set(key, group);
    group.places.push(at);
    if (row !== null) group.rows.push(row);
  }
  return [...groups.values()].sort((a, b) => b.places.length - a.places.length);
}

const isWho = ({ name }: Target): boolean => name === 'dob';

/** What "nothing is recorded" is in the form. */
export const NOTHING = '-';

/** The mapping with what words of some columns mean; an answer that is left empty changes nothing. */
export function withMeanings(mapping: TrackerMapping, answers: readonly { readonly column: string; readonly value: string; readonly means: string }[]): TrackerMapping {
  const columns = Object.fromEntries(Object.entries(mapping.columns).map(([name, column]) => {
    const own = answers.filter((answer) => answer.means !== '' && plainName(answer.column) === plainName(name));
    if (own.length === 0) return [name, column];
    const values = { ...column.values, ...Object.fromEntries(own.map(({ value, means }) => [value, means === NOTHING ? '' : means])) };
    return [name, { ...column, values }];
  }));
  return { ...mapping, columns };
}
