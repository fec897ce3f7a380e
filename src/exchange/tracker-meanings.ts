// What words and days in a tracker can mean, and what is proposed.
import { partsOf } from '../calendar/day.ts';
import { CODES } from './sen2-codes.ts';
import { type DayForm, readTrackerDay } from './tracker-days.ts';
import { plainName } from './tracker-sheet.ts';
import type { Target } from './tracker-targets.ts';

/** What can be chosen as a meaning; null where it is to be typed, such as a day. */
export type Meanings = readonly { readonly value: string; readonly words: string }[] | null;

/** What "nothing is recorded" is in the form. */
export const NOTHING = '-';

/** What can be chosen where a target is told by a code, or by yes or no. */
export function meaningsOf(target: Target | undefined): Meanings {
  const type = target?.type;
  if (type?.is === 'yes-no') return [{ value: 'yes', words: 'Yes' }, { value: 'no', words: 'No' }];
  if (type?.is === 'code') return Object.entries(type.codes).map(([value, label]) => ({ value, words: label.charAt(0).toUpperCase() + label.slice(1) }));
  if (type?.is === 'item' && type.item.codes !== undefined) return CODES[type.item.codes].map(({ code, label }) => ({ value: code, words: label }));
  return null;
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
export function proposedFor(value: string, target: Target | undefined, meanings: Meanings): string {
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
export function proposedDay(value: string, form: DayForm): string {
  if (NOTHING_YET.test(plainName(value))) return NOTHING;
  const read = readTrackerDay(value, { ...form, shortYears: true });
  if ('wrong' in read) return '';
  const { date, month, year } = partsOf(read.value);
  return `${date}/${month}/${year}`;
}
