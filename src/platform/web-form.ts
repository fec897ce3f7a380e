import { Tokens } from '@fastify/csrf';
import { z } from 'zod';
import { lastingPart } from './web-cookie.ts';

/** A query or form that does not have the shape that the page declares: 400, with a reason in plain words. */
export class NotUnderstood extends Error {
  /** Where the same can be asked anew; null where only whoever asked knows. */
  readonly anew: string | null;

  constructor(message: string, anew: string | null = null) {
    super(message);
    this.anew = anew;
  }
}

/** What is wrong with one field, in the words of the page. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** A form as read: its values, or its errors in field order beside what was typed. */
export type FormReading<Values> =
  | { readonly ok: true; readonly values: Values; readonly errors: readonly []; readonly typed: Typed }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly typed: Typed };

/** The values of a form as they were typed, to be shown again. */
export type Typed = { readonly [field: string]: unknown };

/** Reads posted fields by a schema. Throws `NotUnderstood` on a field that the schema does not name (SEC-05). */
export function readForm<Values>(schema: z.ZodType<Values>, fields: Typed): FormReading<Values> {
  const named = namesOf(schema);
  const unknown = Object.keys(fields).filter((field) => !named.includes(field));
  if (unknown.length > 0) throw new NotUnderstood('The form has fields that this page does not ask for.');
  const read = schema.safeParse(fields, { error: () => 'Choose or enter something that this page asks for' });
  if (read.success) return { ok: true, values: read.data, errors: [], typed: fields };
  return { ok: false, errors: fieldErrors(read.error), typed: fields };
}

/** What stands after the question mark, by the schema of a page. Throws `NotUnderstood` on what it does not accept, on a name that it does not know, unless it is loose, and on one that stands there twice. */
export function readQuery<Query>(schema: z.ZodType<Query>, given: Typed): Query {
  const unknown = isLoose(schema) ? undefined : Object.keys(given).find((name) => !namesOf(schema).includes(name));
  if (unknown !== undefined) throw new NotUnderstood(`This address says “${unknown.slice(0, 40)}”, which this page does not know. Take it out of the address, or choose on the page.`);
  const twice = namesOf(schema).find((name) => Array.isArray(given[name]));
  if (twice !== undefined) throw new NotUnderstood(`This address says “${twice}” more than once, and only one can count.`);
  const read = schema.safeParse(given, { error: () => 'This address asks for something that the page does not offer.' });
  if (!read.success) throw new NotUnderstood([...new Set(read.error.issues.map(({ message }) => message))].join(' '));
  return read.data;
}

const isLoose = (schema: z.ZodType): boolean => schema instanceof z.ZodObject && schema.def.catchall !== undefined;

function namesOf(schema: z.ZodType): string[] {
  return 'shape' in schema ? Object.keys(schema.shape as object) : [];
}

/** Whether a text among these values holds the character NUL, which PostgreSQL takes in no text. */
export function holdsNul(values: Typed): boolean {
  return Object.values(values).flat().some((value) => typeof value === 'string' && value.includes('\0'));
}

// One message a field is enough; the first is the plainest.
function fieldErrors(error: z.ZodError): FieldError[] {
  const first = new Map<string, string>();
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? '');
    if (!first.has(field)) first.set(field, issue.message);
  }
  return [...first].map(([field, message]) => ({ field, message }));
}

const tokens = new Tokens({ userInfo: false });

/** A token for a form, bound to the cookie of this visitor or sign-in; salted, so that it reads differently on every page. */
export function formToken(cookie: string): string {
  return tokens.create(lastingPart(cookie));
}

/** Whether a posted token was made for this cookie. */
export function isFormToken(cookie: string | null, given: unknown): boolean {
  return cookie !== null && typeof given === 'string' && tokens.verify(lastingPart(cookie), given);
}
