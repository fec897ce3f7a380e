// Facts of entries and values of fields, as an officer reads them.
import { type Day, daysBetween, parseDay } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Cell } from '../case-history/derived-table.ts';
import type { Facts, Json } from '../case-history/entry.ts';
import type { Field, Kind } from '../case-history/kind.ts';
import { adviceBodies, requestSources } from '../case-history/kinds/assessment.ts';
import { ethnicities } from '../case-history/kinds/ethnicity.ts';
import { orders } from '../case-history/kinds/disputes-and-moves.ts';
import { ceaseReasons, needTypes, phaseTransferKinds } from '../case-history/kinds/plan-and-review.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { numberText } from '../platform/layout/format.ts';
import { rules } from '../statute/rules.ts';

/** One fact: what it is called and what it says. */
export interface FactInWords {
  readonly label: string;
  readonly value: string;
}

/** The facts of an entry in the order of its kind; what is not recorded is left out. */
export function factsInWords(kind: Kind | undefined, facts: Facts): FactInWords[] {
  return (kind?.fields ?? []).flatMap((field) => {
    const value = facts[field.name];
    return value === undefined || value === null || value === '' ? [] : [{ label: field.label, value: valueInWords(field, value) }];
  });
}

function valueInWords(field: Field, value: Json): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (field.name === 'limit') return limitInWords(text);
  if (field.type === 'code') return field.codes?.[text] ?? text;
  return inWords(text);
}

/** "NA.ADVICE/HEALTH" is "Reply to the request for advice: Health". */
export function limitInWords(limit: string): string {
  const [code = '', body] = limit.split('/');
  const title = rules.find((rule) => rule.code === code)?.title ?? code;
  return body === undefined ? title : `${title}: ${(adviceBodies as Readonly<Record<string, string>>)[body] ?? body}`;
}

/** A day as people write it; other text as it is. */
export function inWords(text: string): string {
  const on = parseDay(text);
  return on === null ? text : dayInWords(on);
}

const codes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  request_source: requestSources, cease_reason: ceaseReasons, need: needTypes, body: adviceBodies, kind: phaseTransferKinds, order_kind: orders,
  ethnicity: ethnicities, rank: { 1: 'Primary', 2: 'Secondary' }, sex: { M: 'Male', F: 'Female', U: 'Not known' },
  request_outcome: { assess: 'Assess', refuse: 'Do not assess', undecided: 'Not decided yet', withdrawn: 'Withdrawn', historical: 'Decided in an earlier year' },
  assessment_outcome: { 'issue': 'Plan issued', 'no-plan': 'No plan', 'undecided': 'Not decided yet', 'withdrawn': 'Withdrawn', 'historical': 'Decided in an earlier year' },
  outcome: { maintain: 'Keep the plan as it is', amend: 'Amend the plan', cease: 'End the plan' },
};

/** A value of a derived column. */
export function cellInWords(column: string, value: Cell): string {
  if (value === null) return 'Not recorded';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const text = String(value);
  const coded = codes[column]?.[text];
  if (coded !== undefined) return coded;
  return column === 'begun_by' || column === 'about' ? kindNamed(text)?.title ?? text : inWords(text);
}

/** "today", "tomorrow", "in 6 days", "3 days ago": always to be printed beside the date itself. */
export function fromToday(on: Day, today: Day): string {
  const days = daysBetween(today, on);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${numberText(days)} days` : `${numberText(-days)} days ago`;
}

const isNumber = ({ label }: Pick<FactInWords, 'label'>): boolean => /\((URN|UKPRN)\)$/.test(label);

/** The numbers of establishments among what is said. */
export function establishmentNumbers(facts: readonly FactInWords[]): string[] {
  return [...new Set(facts.filter(isNumber).map(({ value }) => value))];
}

/** The facts with the name of an establishment beside its number; a name said besides is not said twice. */
export function withEstablishments(facts: readonly FactInWords[], called: ReadonlyMap<string, string>): FactInWords[] {
  const named = facts.map((fact) => (isNumber(fact) && called.has(fact.value) ? { label: 'Establishment', value: called.get(fact.value) ?? fact.value } : fact));
  const names = named.filter(({ label }) => label === 'Establishment').map(({ value }) => value.replace(/ \(\d+\)$/, ''));
  return named.filter(({ label, value }) => label !== 'Name of the establishment' || !names.includes(value));
}
