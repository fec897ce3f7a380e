// What is known of one item of the return: its name, number, label, type and need, in the years that have it.
import type { CodeList } from './sen2-codes.ts';

export type ModuleName =
  | 'Header' | 'Person' | 'Requests' | 'Assessment' | 'NamedPlan' | 'PlanDetail' | 'ActivePlans' | 'PlacementDetail' | 'SENneed';

export type ItemType =
  | 'text' | 'day' | 'instant' | 'year' | 'flag' | 'code' | 'la-code' | 'serial' | 'upn' | 'uln' | 'urn' | 'ukprn';

/** M mandatory, C conditional, O optional. */
export type Need = 'M' | 'C' | 'O';

/** A value, or the values that hold from each of the years named. */
export type ByYear<T extends string> = T | { [year: number]: T };

export interface ItemSpec {
  element: string;
  /** The name of the value in `case-history/return-record.ts`, or in the header. */
  field: string;
  number: ByYear<string>;
  label: string;
  /** Heading in the data entry template, where it is not the label. */
  heading?: string;
  type: ItemType;
  codes?: CodeList;
  need: ByYear<Need>;
  from?: number;
  to?: number;
}

export type Extra = Partial<Pick<ItemSpec, 'heading' | 'codes' | 'from' | 'to'>>;

/** `names`: element, name of the value, item number, and numbers of later years as `2025:2.3`. */
export function item(names: string, label: string, kind: [ItemType, ByYear<Need>], extra: Extra = {}): ItemSpec {
  const [element = '', field = '', first = '', ...later] = names.split(' ');
  const numbers = later.map((text) => text.split(':') as [string, string]);
  return { element, field, number: { 0: first, ...Object.fromEntries(numbers) }, label, type: kind[0], need: kind[1], ...extra };
}

/** An item whose values are the codes of a list. */
export function coded(names: string, label: string, kind: [CodeList, ByYear<Need>], extra: Extra = {}): ItemSpec {
  return item(names, label, ['code', kind[1]], { codes: kind[0], ...extra });
}
