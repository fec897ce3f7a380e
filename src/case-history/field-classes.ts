// Classes of facts that not every role may read. Whoever opens a case reads its entries through here, so that a fact that is
// hidden from them is in no page, no list of values before, and no file.
import type { Viewer } from '../platform/viewer.ts';
import type { Entry, Facts, Json } from './entry.ts';
import { kindNamed } from './kinds.ts';

/** Facts by name, as staff record them and as returns and trackers state them. Long texts are reasons wherever they stand. */
const classes: Readonly<Record<string, string>> = {
  surname: 'name', forename: 'name', knownAs: 'name', formerNames: 'name', dob: 'name', personBirthDate: 'name',
  postcode: 'contact', postCode: 'contact',
  upn: 'numbers', uln: 'numbers', uniqueLearnerNumber: 'numbers', nhsNumber: 'numbers',
  ethnicity: 'ethnicity',
};

/** Kinds of entry, and answers in a row of a tracker, that are themselves such a fact: that there is one tells it. */
const classesOfKinds: Readonly<Record<string, string>> = { LOOKED_AFTER_STARTED: 'social-care', LOOKED_AFTER_ENDED: 'social-care' };
const classesOfAnswers: Readonly<Record<string, string>> = { lookedAfter: 'social-care' };

/** What stands in the place of a fact that the reader may not see. */
const HIDDEN = 'Not shown to your role';

/** The entries as `viewer` may read them: each fact of a class that they do not see gives way to `HIDDEN`, and an entry that is one is left out. */
export function readableTo({ fields, operator }: Pick<Viewer, 'fields' | 'operator'>, entries: readonly Entry[]): readonly Entry[] {
  const every = operator === true || ['reasons', ...Object.values(classes), ...Object.values(classesOfKinds)].every((name) => fields.has(name));
  return every ? entries : entries.filter(({ kind }) => isOpen(classesOfKinds, kind, fields)).map((entry) => readableEntry(fields, entry));
}

function isOpen(of: Readonly<Record<string, string>>, name: string, fields: ReadonlySet<string>): boolean {
  return !Object.hasOwn(of, name) || fields.has(of[name] ?? '');
}

function readableEntry(fields: ReadonlySet<string>, entry: Entry): Entry {
  const long = fields.has('reasons') ? [] : (kindNamed(entry.kind)?.fields ?? []).filter(({ type }) => type === 'long-text').map(({ name }) => name);
  const hides = (name: string): boolean => long.includes(name) || !isOpen(classes, name, fields);
  const reason = entry.reason === null || fields.has('reasons') ? entry.reason : HIDDEN;
  return { ...entry, reason, facts: entry.facts === null ? null : without(entry.facts, { fields, hides }) as Facts };
}

function without(value: Json, reader: { readonly fields: ReadonlySet<string>; readonly hides: (name: string) => boolean }): Json {
  if (Array.isArray(value)) return value.filter((one) => isOpen(classesOfKinds, kindIn(one), reader.fields)).map((one) => without(one, reader));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => isOpen(classesOfAnswers, name, reader.fields))
    .map(([name, one]) => [name, one !== null && reader.hides(name) ? HIDDEN : without(one, reader)]));
}

/** The kind of a step that a row of a tracker states; of anything else nothing. */
function kindIn(value: Json): string {
  return typeof value === 'object' && value !== null && 'kind' in value ? String(value['kind']) : '';
}
