// Filters on the children behind a figure: `sex=F`, `need=ASD`, `age-band=5-10`. A figure with a filter is the count
// of the rows that pass it.
import { ethnicities } from '../case-history/kinds/ethnicity.ts';
import { needTypes } from '../case-history/kinds/plan-and-review.ts';
import { NOT_RECORDED } from './measure.ts';

export const filterKeys = ['sex', 'ethnicity', 'need', 'age', 'age-band', 'looked-after', 'establishment', 'team', 'area', 'category'] as const;

export type FilterKey = (typeof filterKeys)[number];

export interface Filter {
  readonly key: FilterKey;
  /** A value as the key has them, or `not_recorded`. */
  readonly value: string;
}

/** Age bands: first and last age of each, both in. */
export const ageBands: Readonly<Record<string, readonly [from: number, to: number]>> = {
  'under-5': [0, 4], '5-10': [5, 10], '11-15': [11, 15], '16-19': [16, 19], '20-25': [20, 25], 'over-25': [26, 150],
};

/** What a key filters by, for a heading. */
const filterTitles: Readonly<Record<FilterKey, string>> = {
  sex: 'Sex', ethnicity: 'Ethnicity', need: 'Primary need', age: 'Age', 'age-band': 'Age band', 'looked-after': 'Looked after', establishment: 'Establishment', team: 'Team', area: 'Area', category: 'Category',
};

/** Sexes as recorded. */
export const sexes: Readonly<Record<string, string>> = { F: 'Female', M: 'Male', U: 'Not known' };

/** An age band as people say it: "5 to 10". */
export function bandWords(band: string): string {
  return { 'under-5': 'Under 5', 'over-25': 'Over 25' }[band] ?? band.replace('-', ' to ');
}

/** An establishment by its number, which says which one it is; names do not. A UKPRN has eight digits, a URN six. */
export function establishmentWords(number: string): string {
  return `${number.length === 8 ? 'UKPRN' : 'URN'} ${number}`;
}

// Who has a case is no part of what a figure counts as at a day.
const onRecord = (name: string): string => `${name} (where the case is on record, wherever it was at the time)`;

const words: Readonly<Record<Exclude<FilterKey, 'category'>, (value: string) => string | undefined>> = {
  sex: (value) => sexes[value], ethnicity: (value) => ethnicities[value], need: (value) => (needTypes as Readonly<Record<string, string>>)[value],
  age: (value) => value, 'age-band': bandWords, 'looked-after': () => 'yes', establishment: establishmentWords, team: onRecord, area: onRecord,
};

/** The class of fields that a key filters by, where it is one that not every role sees. An age is no date of birth. */
const classes: { readonly [key in FilterKey]?: string } = { ethnicity: 'ethnicity', 'looked-after': 'social-care' };

/** Whether somebody who sees these classes of fields may filter by a key. */
export function mayFilterBy(fields: ReadonlySet<string>, key: FilterKey): boolean {
  const of = classes[key];
  return of === undefined || fields.has(of);
}

/** Why figures with these filters are not for somebody who sees these classes of fields, in words; null where they are (SEC-04). */
export function hiddenFilter(fields: ReadonlySet<string>, filters: readonly Pick<Filter, 'key'>[]): string | null {
  const hidden = filters.find(({ key }) => !mayFilterBy(fields, key));
  return hidden === undefined ? null : `Your role does not see the field “${filterTitles[hidden.key]}”, and so does not filter by it. Take that filter away.`;
}

/** A filter in words: "Ethnicity: White British". `category` says what a category means. */
export function filterWords({ key, value }: Filter, category: (value: string) => string): string {
  const said = value === NOT_RECORDED ? 'not recorded' : (key === 'category' ? category(value) : words[key](value)) ?? value;
  return `${filterTitles[key]}: ${said}`;
}

const accepted: Readonly<Record<FilterKey, { says: string; fits: (value: string) => boolean }>> = {
  sex: { says: 'M, F or U', fits: (v) => ['M', 'F', 'U'].includes(v) },
  ethnicity: { says: 'a main code of the school census such as WBRI', fits: (v) => /^[A-Z]{4}$/.test(v) },
  need: { says: `one of ${Object.keys(needTypes).join(', ')}`, fits: (v) => Object.hasOwn(needTypes, v) },
  age: { says: 'a whole number of years', fits: (v) => /^\d{1,2}$/.test(v) },
  'age-band': { says: `one of ${Object.keys(ageBands).join(', ')}`, fits: (v) => Object.hasOwn(ageBands, v) },
  'looked-after': { says: 'yes', fits: (v) => v === 'yes' },
  establishment: { says: 'a URN of six digits, or a UKPRN of eight where there is no URN', fits: (v) => /^(\d{6}|\d{8})$/.test(v) },
  team: { says: 'the name of a team', fits: (v) => v !== '' },
  area: { says: 'an area that a team serves', fits: (v) => v !== '' },
  category: { says: 'a category of the measure', fits: (v) => v !== '' },
};

/** The filter written as `key=value`, or what is wrong with it, in words. */
export function readFilter(text: string): Filter | { problem: string } {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(at, 0));
  const value = text.slice(at + 1);
  const key = filterKeys.find((known) => known === name);
  if (at < 1 || key === undefined) return { problem: `"${text}" is not a filter. Write KEY=VALUE with one of: ${filterKeys.join(', ')}` };
  const { says, fits } = accepted[key];
  if (value !== NOT_RECORDED && !fits(value)) return { problem: `"${value}" is not a value of ${key}: use ${says}, or ${NOT_RECORDED}` };
  return { key, value };
}

/** The filter as written in addresses. */
export function filterText({ key, value }: Filter): string {
  return `${key}=${value}`;
}
