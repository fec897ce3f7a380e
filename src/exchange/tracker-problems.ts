// Values of a tracker that could not be taken, put together where one answer serves all of them.
import { partsOf } from '../calendar/day.ts';
import { problemKey } from './given-problem.ts';
import { CODES } from './sen2-codes.ts';
import { dayFormOf } from './tracker-cells.ts';
import type { Compared } from './tracker-compared.ts';
import { type DayForm, readTrackerDay } from './tracker-days.ts';
import type { MappedColumn, TrackerMapping } from './tracker-mapping.ts';
import { plainName } from './tracker-sheet.ts';
import { type Target, targetNamed } from './tracker-targets.ts';

/** Cells of one column with the same words and the same trouble. */
export interface AlikeValues {
  /** Names it among the problems of the file, as `problemKey` does. */
  readonly key: string;
  /** Which problem of the file the first of them is: 1, 2, 3 … */
  readonly place: number;
  readonly column: string;
  readonly value: string;
  readonly message: string;
  readonly places: readonly string[];
  readonly rows: readonly number[];
  /** What can be chosen as their meaning; null where it is to be typed, such as a day. */
  readonly meanings: readonly { readonly value: string; readonly words: string }[] | null;
  /** Whether saying what the words mean mends them: not where a name or number is wrong. */
  readonly canMean: boolean;
  /** What is proposed as their meaning; empty where nothing is. */
  readonly proposed: string;
}

/** What an officer says that the words of a column mean; empty where they say nothing. */
export interface Meaning { readonly column: string; readonly value: string; readonly means: string }

/** What "nothing is recorded" is in the form. */
export const NOTHING = '-';

function columnIn(mapping: TrackerMapping, column: string): MappedColumn | undefined {
  return Object.entries(mapping.columns).find(([name]) => plainName(name) === plainName(column))?.[1];
}

function meaningsOf(target: Target | undefined): AlikeValues['meanings'] {
  const type = target?.type;
  if (type?.is === 'yes-no') return [{ value: 'yes', words: 'Yes' }, { value: 'no', words: 'No' }];
  if (type?.is === 'code') return Object.entries(type.codes).map(([value, label]) => ({ value, words: label.charAt(0).toUpperCase() + label.slice(1) }));
  if (type?.is === 'item' && type.item.codes !== undefined) return CODES[type.item.codes].map(({ code, label }) => ({ value: code, words: label }));
  return null;
}

/** The values that could not be taken: those that can be given a meaning first, and of these the ones that come most often. */
export function alikeValues({ problems }: Pick<Compared, 'problems'>, mapping: TrackerMapping): AlikeValues[] {
  const groups = new Map<string, AlikeValues & { places: string[]; rows: number[] }>();
  for (const [i, { row, at, element, value, message }] of problems.entries()) {
    const key = problemKey({ element, value, message });
    const mapped = element === '' ? undefined : columnIn(mapping, element);
    const target = mapped === undefined ? undefined : targetNamed(mapped.to);
    const meanings = meaningsOf(target);
    const group = groups.get(key) ?? {
      key, place: i + 1, proposed: target?.type.is === 'day' ? proposedDay(value, dayFormOf(mapping, mapped)) : proposedFor(value, target, meanings), column: element, value: element === '' ? '' : value, message, places: [], rows: [], meanings,
      canMean: target !== undefined && value !== '' && (target.type.is === 'day' || meanings !== null) && !isWho(target),
    };
    groups.set(key, group);
    group.places.push(at);
    if (row !== null) group.rows.push(row);
  }
  return [...groups.values()].sort((a, b) => Number(b.canMean) - Number(a.canMean) || b.places.length - a.places.length);
}

const YES_WORDS = /^(y|yes|agreed?( to assess)?|accepted|approved|(to|will) assess|assess|(to |agreed to )?issued?)$/;
const NO_WORDS = /^(n|no|refused?( to assess)?|declined|rejected|not (agreed|approved|accepted|issued)|(do |to |will )?not( to)? (assess|issue)|no (assessment|plan))$/;

/** Whom trackers name as asking, as the codes of the return know them; "parental request" is said of a parent. */
const ASKED_BY: readonly (readonly [words: RegExp, code: string])[] = ([
  [/((foster )?(parents?|carers?)( (or |and )?carers?)?|parental|grand ?parents?|guardians?|mother|father|mum|dad|(mum|mother) (and )?(dad|father)|family|young person|yp|self)/, '1'],
  [/(((primary|secondary|special|infant|junior|middle|high|nursery|pre|mainstream|current) ?)?schools?|academy|(fe )?college|sixth form|nursery|playgroup|(education(al)? |early years )?(setting|provider)|early years|sen(d)?co|head|head ?teacher|principal|teacher)/, '2'],
  [/(gp|health( (professional|service|visitor))?|nhs|doctor|nurse|school nurse|hospital|pa?ediatric(s|ian)|camhs|salt|slt|(speech( and)? language|occupational|speech) therap(y|ist)|physio(therap(y|ist))?)/, '3'],
  [/((childrens? |children s |adult )?social (care|work|worker|services)( team)?|sw|csc|child(ren)? ?s services)/, '4'],
  [/(other( professional)?|ep|ed psych|educational psychologist|la|local authority|virtual school|yot|yjs|youth (offending|justice)( team| service)?)/, '5'],
] as const).map(([words, code]) => [new RegExp(`^${words.source}( (request|referral|led|requested))?$`), code]);

/** The meaning whose words hold the value, if it is one only; yes and no where it was decided, and who usually asks. */
function proposedFor(value: string, target: Target | undefined, meanings: AlikeValues['meanings']): string {
  const word = plainName(value);
  if (meanings === null || word === '' || value.includes('?')) return '';
  if (target?.name === 'decision' || target?.name === 'outcome') return YES_WORDS.test(word) ? 'Y' : NO_WORDS.test(word) ? 'N' : '';
  const asked = target?.name === 'requestSource' ? ASKED_BY.find(([words]) => words.test(word)) : undefined;
  if (asked !== undefined) return asked[1];
  const held = meanings.filter(({ words }) => ` ${plainName(words)} `.includes(` ${word} `));
  return held.length === 1 ? held[0]?.value ?? '' : '';
}

const NOTHING_YET = /^(n ?a|none|nil|tb[ac]|to be confirmed|pending|awaiting|not yet|unknown|x+)?$/;

/** Nothing, where the words say so, and the day of a year of two digits; empty where neither is told. */
function proposedDay(value: string, form: DayForm): string {
  if (NOTHING_YET.test(plainName(value))) return NOTHING;
  const read = readTrackerDay(value, { ...form, shortYears: true });
  if ('wrong' in read) return '';
  const { date, month, year } = partsOf(read.value);
  return `${date}/${month}/${year}`;
}

const isWho = ({ name }: Target): boolean => name === 'dob';

/** A day that was typed, as it is read whatever the order of days in the sheet; anything else as it is. */
function asStored(means: string): string {
  const day = readTrackerDay(means, { order: 'dmy', shortYears: false });
  return 'value' in day ? day.value : means;
}

/** The mapping with what words of some columns mean; an answer that is left empty changes nothing. */
export function withMeanings(mapping: TrackerMapping, answers: readonly Meaning[]): TrackerMapping {
  const columns = Object.fromEntries(Object.entries(mapping.columns).map(([name, column]) => {
    const own = answers.filter((answer) => answer.means !== '' && plainName(answer.column) === plainName(name));
    if (own.length === 0) return [name, column];
    const values = { ...column.values, ...Object.fromEntries(own.map(({ value, means }) => [value, means === NOTHING ? '' : asStored(means)])) };
    return [name, { ...column, values }];
  }));
  return { ...mapping, columns };
}
