// What a filled in form of an entry says: its day and its facts, or what is wrong with which box.
import type { Day } from '../calendar/day.ts';
import type { Facts, Json } from '../case-history/entry.ts';
import { type Field, type Kind, LONGEST } from '../case-history/kind.ts';
import { isNhsNumber } from '../case-history/nhs-number.ts';
import { shownText } from '../platform/shown-text.ts';
import { readDate } from './date-answer.ts';
import { type AnswerError, type Answers, datePartsIn, fieldsOf } from './entry-form.ts';

/** The form of numbers of people. A number in no such form would never match what a return says. */
const SHAPES: Readonly<Record<string, { readonly fits: (text: string) => boolean; readonly says: string }>> = {
  upn: { fits: (text) => /^[A-Z]\d{11}[0-9A-Z]$/.test(text), says: 'a letter and 12 digits, or a letter, 11 digits and a letter' },
  uln: { fits: (text) => /^[1-9]\d{9}$/.test(text), says: '10 digits that do not begin with 0' },
  nhsNumber: { fits: isNhsNumber, says: '10 digits. Check each: the last digit does not go with the others, or one is missing' },
};

/** What a form says, once it has no errors. */
export interface Reading {
  readonly on: Day | null;
  readonly facts: Facts;
  readonly errors: readonly AnswerError[];
}

/** Reads the form of a kind. `required` names facts that must be there besides those that the kind requires. */
export function readAnswers(kind: Kind, typed: Answers, required: readonly string[] = []): Reading {
  const facts: Facts = {};
  const errors: AnswerError[] = [];
  let on: Day | null = null;
  for (const [box, field] of fieldsOf(kind)) {
    const needed = field.required === true || required.includes(field.name);
    const read = readField(box, needed ? { ...field, required: true } : field, typed);
    if ('message' in read) errors.push(read);
    else if (box === 'on') on = read.value as Day | null;
    else if (read.value !== null) facts[field.name] = read.value;
  }
  return { on, facts, errors };
}

function readField(box: string, field: Field, typed: Answers): { value: Json } | AnswerError {
  if (field.type === 'day') return readDay(box, field, typed);
  const text = plainText(field, typed[box] ?? '');
  const wrong = text === '' ? null : wrongText(field, text);
  if (wrong !== null) return { field: box, message: wrong };
  if (text === '') return field.required === true ? { field: box, message: missing(field) } : { value: null };
  if (field.type === 'yes-no') return { value: text === 'yes' };
  return { value: field.type === 'number' ? Number(text) : text };
}

function readDay(box: string, field: Field, typed: Answers): { value: Json } | AnswerError {
  const read = readDate(datePartsIn(box, typed), field.label);
  if ('message' in read) return { field: `${box}-${read.wrong}`, message: read.message };
  return read.on === null && field.required === true ? { field: `${box}-day`, message: missing(field) } : { value: read.on };
}

/** Numbers of people and postcodes are kept in capitals; line ends are those of one system. */
function plainText(field: Field, typed: string): string {
  const text = shownText(typed);
  if (Object.hasOwn(SHAPES, field.name)) return text.toUpperCase().replaceAll(/[\s-]/g, '');
  return field.name === 'postcode' ? text.toUpperCase() : text;
}

function wrongText(field: Field, text: string): string | null {
  const shape = Object.hasOwn(SHAPES, field.name) ? SHAPES[field.name] : undefined;
  if (shape !== undefined && !shape.fits(text)) return `${field.label} must be ${shape.says}`;
  switch (field.type) {
    case 'code': return !Object.hasOwn(field.codes ?? {}, text) ? `Choose one of the answers to “${field.label}”` : null;
    case 'yes-no': return text === 'yes' || text === 'no' ? null : `Choose yes or no for “${field.label}”`;
    case 'number': return /^-?\d{1,12}$/.test(text) ? null : `${field.label} must be a whole number`;
    default: {
      const most = field.type === 'text' ? LONGEST.text : LONGEST['long-text'];
      return text.length > most ? `${field.label} must be ${most} characters or fewer` : null;
    }
  }
}

function missing({ label, type }: Field): string {
  const named = /^(Day|Date|First day|Last day|Surname|Forename)/.test(label);
  if (named) return `Enter the ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  return `${type === 'code' || type === 'yes-no' ? 'Choose' : 'Enter'} an answer to “${label}”`;
}
