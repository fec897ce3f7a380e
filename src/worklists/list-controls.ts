// What stands around a list: its filters to choose, those chosen, the headers to sort by, and how many rows to a page.
import { type FilterName, filterNames, filters, type ListQuestion, NOBODY, pageSizes, type SortName, sorts } from './list-question.ts';

/** Makes the address of a list from a question. */
export type ListLink = (question: ListQuestion, other?: { readonly page?: number }) => string;

interface Control {
  readonly name: string;
  readonly title: string;
  readonly items: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
}

/** The filters as lists to choose from; that of the caseworker where there are any to choose. */
export function filterControls({ filters: chosen, caseworker }: ListQuestion, caseworkers: ReadonlyMap<string, string>): Control[] {
  const control = (name: string, title: string, choices: readonly (readonly [string, string])[], now: string): Control => ({
    name, title, items: [['', 'Any'] as const, ...choices].map(([value, text]) => ({ value, text, selected: value === now })),
  });
  const own = filterNames.map((name) => control(name, filters[name].title, Object.entries(filters[name].choices), chosen[name] ?? ''));
  return caseworkers.size === 0 ? own : [...own, control('caseworker', 'Caseworker', [...caseworkers, [NOBODY, 'Nobody yet']], caseworker ?? '')];
}

/** What was searched for and the filters that are chosen, each with the address of the list without it; `alone` where that address is of a list without a search. */
export function chosenIn(question: ListQuestion, caseworkers: ReadonlyMap<string, string>, link: ListLink): { words: string; href: string; alone?: true }[] {
  const searched = question.search === '' ? [] : [{ words: `Search: “${question.search}”`, href: link(question), alone: true as const }];
  const own = filterNames.flatMap((name) => {
    const value = question.filters[name];
    return value === undefined ? [] : [{ words: `${filters[name].title}: ${inWords(name, value)}`, href: link({ ...question, filters: without(question, name) }) }];
  });
  if (question.caseworker === null) return [...searched, ...own];
  const name = question.caseworker === NOBODY ? 'nobody yet' : caseworkers.get(question.caseworker) ?? 'somebody of another team';
  return [...searched, ...own, { words: `Caseworker: ${name}`, href: link({ ...question, caseworker: null }) }];
}

const inWords = (name: FilterName, value: string): string => (filters[name].choices as Readonly<Record<string, string>>)[value] ?? value;
const without = ({ filters: chosen }: ListQuestion, name: FilterName): ListQuestion['filters'] => ({ ...chosen, [name]: undefined });

/**
 * Which way a column is sorted, in the words of `aria-sort`, and the address that sorts by it or turns it round. What needs attention
 * first is an order of the dates of its own, neither up nor down: `other`.
 */
export function sortedColumns(question: ListQuestion, link: ListLink): Record<string, { href: string; sorted: 'ascending' | 'descending' | 'other' | null }> {
  const names = Object.keys(sorts) as SortName[];
  return Object.fromEntries(names.map((name) => {
    const [current, byAttention] = [question.sort === name, question.sort === 'attention' && name === 'due'];
    const order = current ? (question.order === 'asc' ? 'desc' : 'asc') : sorts[name];
    return [name, { href: link({ ...question, sort: name, order }), sorted: current ? (question.order === 'asc' ? 'ascending' : 'descending') : byAttention ? 'other' : null }];
  }));
}

/** How many rows to a page. */
export function sizesOf(question: ListQuestion, link: ListLink): { size: number; href: string; current: boolean }[] {
  return pageSizes.map((size) => ({ size, href: link({ ...question, size }), current: size === question.size }));
}
