// The form of a kind of entry, made from its fields: what is asked, what was typed, and what that says.
import type { Day } from '../calendar/day.ts';
import type { Entry } from '../case-history/entry.ts';
import type { Field, Kind } from '../case-history/kind.ts';
import { type DatePart, datePartsOf, type DateParts } from './date-answer.ts';

/** What was typed, by the name of the box. */
export type Answers = Readonly<Record<string, string | undefined>>;

export interface AnswerError {
  readonly field: string;
  readonly message: string;
}

/** An answer to choose. */
interface Choice {
  readonly value: string;
  readonly text: string;
  readonly checked?: boolean;
  readonly selected?: boolean;
}

/** One question as the template prints it. */
export interface Question {
  readonly control: 'date' | 'radios' | 'select' | 'text' | 'textarea';
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly value: string;
  readonly parts: DateParts | null;
  readonly items: readonly Choice[];
  readonly error: string | null;
  /** For a date: the box that is wrong. */
  readonly wrong: DatePart | null;
}

const DATE_PARTS = ['day', 'month', 'year'] as const;
/** Up to this many codes are shown as radio buttons. */
const FEW_CODES = 5;

/** The day of the entry itself, asked like a field. Only identity may go without. */
function dayField(kind: Kind): Field {
  const field: Field = { name: 'on', label: kind.dayLabel, type: 'day' };
  return kind.name === 'PERSON' ? field : { ...field, required: true };
}

/**
 * What the form of a kind asks, with the name of each box; that of a day begins the names of three. Identity is what
 * the sources say now: nobody is asked for the day from which a name holds.
 */
export function fieldsOf(kind: Kind): readonly (readonly [box: string, field: Field])[] {
  const facts = kind.fields.map((field) => [`fact-${field.name}`, field] as const);
  return kind.name === 'PERSON' ? facts : [['on', dayField(kind)], ...facts];
}

/** The names of all boxes of a kind. */
export function boxesOf(kind: Kind): string[] {
  return fieldsOf(kind).flatMap(boxesOfField);
}

/** The names of the boxes of one field: a day has three. */
export function boxesOfField([box, field]: ReturnType<typeof fieldsOf>[number]): string[] {
  return field.type === 'day' ? DATE_PARTS.map((part) => `${box}-${part}`) : [box];
}

/** The three boxes of a date. */
export function datePartsIn(box: string, typed: Answers): DateParts {
  return { day: typed[`${box}-day`] ?? '', month: typed[`${box}-month`] ?? '', year: typed[`${box}-year`] ?? '' };
}

/** The questions of a kind with what was typed and what is wrong. `choices` gives answers to choose from for a text. */
export function questionsOf(
  kind: Kind, typed: Answers, errors: readonly AnswerError[], choices: Readonly<Record<string, readonly Choice[]>> = {},
): Question[] {
  return fieldsOf(kind).map(([box, field]) => {
    const items = choices[field.name] ?? itemsOf(field);
    const control = controlOf(field, items);
    const wrong = DATE_PARTS.find((part) => errors.some((error) => error.field === `${box}-${part}`)) ?? null;
    const error = errors.find((one) => one.field === box || one.field === `${box}-${wrong ?? ''}`);
    return {
      control, name: box, label: mayStayEmpty(kind, field, control) ? `${field.label} (optional)` : field.label, hint: choices[field.name] === undefined ? field.hint ?? null : null, value: typed[box] ?? '',
      parts: field.type === 'day' ? datePartsIn(box, typed) : null, items: chosen(control, items, typed[box] ?? ''), error: error?.message ?? null, wrong,
    };
  });
}

// A list of answers says itself that it may stay open; of identity nearly everything may be unknown, so there it is not said.
function mayStayEmpty(kind: Kind, field: Field, control: Question['control']): boolean {
  return kind.name !== 'PERSON' && field.required !== true && control !== 'radios' && control !== 'select';
}

function controlOf(field: Field, items: readonly Choice[]): Question['control'] {
  if (field.type === 'day') return 'date';
  if (items.length > 0) return items.length <= FEW_CODES + 1 ? 'radios' : 'select';
  return field.type === 'long-text' ? 'textarea' : 'text';
}

function itemsOf(field: Field): readonly Choice[] {
  const open = field.required === true ? [] : [{ value: '', text: 'Not recorded' }];
  if (field.type === 'yes-no') return [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }, ...open];
  return field.type !== 'code' ? [] : [...Object.entries(field.codes ?? {}).map(([value, text]) => ({ value, text })), ...open];
}

// A list begins with "no answer", or the browser would choose its first answer by itself; radio buttons end with it.
function chosen(control: Question['control'], items: readonly Choice[], value: string): Choice[] {
  const answers = items.filter((item) => item.value !== '');
  const none = items.find((item) => item.value === '');
  const ordered = control === 'select' ? [none ?? { value: '', text: 'Choose an answer' }, ...answers] : items;
  return ordered.map((item) => ({ ...item, checked: item.value === value, selected: item.value === value }));
}

/** What an entry says, as it would have been typed. */
export function answersOf(kind: Kind, { occurredOn, facts }: Pick<Entry, 'occurredOn' | 'facts'>): Answers {
  const typed: Record<string, string> = {};
  for (const [box, field] of fieldsOf(kind)) {
    const value = box === 'on' ? occurredOn : facts?.[field.name] ?? null;
    if (field.type !== 'day') typed[box] = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value === null ? '' : String(value);
    else for (const [part, text] of Object.entries(datePartsOf(value as Day | null))) typed[`${box}-${part}`] = text;
  }
  return typed;
}
