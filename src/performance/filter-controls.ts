// The lists from which filters are chosen, with what is chosen.
import { ethnicities } from '../case-history/kinds/ethnicity.ts';
import { needTypes } from '../case-history/kinds/plan-and-review.ts';
import type { WrittenQuestion } from './figure-addresses.ts';
import { ageBands, bandWords, establishmentWords, type FilterKey, mayFilterBy, sexes } from './filters.ts';
import { NOT_RECORDED } from './measure.ts';
import type { Choice } from './question-controls.ts';

type Choices = readonly (readonly [value: string, text: string])[];

/** Names to choose from, in the order of lists. */
export interface NamesOnRecord {
  readonly team: readonly string[];
  readonly area: readonly string[];
  /** Establishments by number, each with what most sources call it; null where none does. */
  readonly establishment: readonly { readonly number: string; readonly name: string | null }[];
}

interface Offered { readonly name: FilterKey; readonly label: string; readonly hint?: string; readonly values: Choices }

/** A list to choose one filter from. */
export interface FilterSelect extends Omit<Offered, 'values'> { readonly choices: readonly Choice[] }

const named = (names: readonly string[]): Choices => names.map((name) => [name, name]);

const establishmentChoice = ({ number, name }: NamesOnRecord['establishment'][number]): Choices[number] => [number, name === null ? establishmentWords(number) : `${name} (${establishmentWords(number)})`];

function offered({ team, area, establishment }: NamesOnRecord): Offered[] {
  return [
    { name: 'team', label: 'Team', hint: 'That has the case on record, not that had it at the time', values: named(team) },
    { name: 'area', label: 'Area', hint: 'That this team serves', values: named(area) },
    { name: 'need', label: 'Primary need', values: Object.entries(needTypes) },
    { name: 'age-band', label: 'Age', values: Object.keys(ageBands).map((band) => [band, bandWords(band)]) },
    { name: 'sex', label: 'Sex', values: Object.entries(sexes) },
    { name: 'looked-after', label: 'Looked after by the authority', hint: 'On the day, as far as it is recorded', values: [['yes', 'Yes'], [NOT_RECORDED, 'Not recorded']] },
    { name: 'establishment', label: 'Establishment', hint: 'Where the child is placed on the day. By number alone where no tracker or officer gave a name', values: establishment.map(establishmentChoice) },
    { name: 'ethnicity', label: 'Ethnicity', values: Object.entries(ethnicities) },
  ];
}

/** The lists for somebody who sees these classes of fields, but for those with nothing to choose. */
export function filterSelects(written: WrittenQuestion, names: NamesOnRecord, fields: ReadonlySet<string>): FilterSelect[] {
  return offered(names).filter(({ name, values }) => values.length > 0 && mayFilterBy(fields, name))
    .map(({ values, ...select }) => ({ ...select, choices: choices(values, written[select.name]) }));
}

/** What is chosen is always among the choices, also where a list does not offer it any more. */
function choices(values: Choices, chosen = ''): Choice[] {
  const all: Choices = [['', 'All'], ...values];
  const other: Choices = all.some(([value]) => value === chosen) ? [] : [[chosen, chosen === NOT_RECORDED ? 'Not recorded' : chosen]];
  return [...all, ...other].map(([value, text]) => ({ value, text, selected: value === chosen }));
}
