// What becomes of the rows of a file. Every row is exactly one of these, and the sum is what came in.

/** What became of one row. */
export type Outcome = 'new' | 'changed' | 'unchanged' | 'merged' | 'quarantined' | 'excluded';

/** The outcomes in the order of the balance, with what each means to an officer. */
export const OUTCOMES: Readonly<Record<Outcome, { readonly title: string; readonly means: string }>> = {
  new: { title: 'New', means: 'Nobody with this number and birth date was known: a new record' },
  changed: { title: 'Changed', means: 'The child was known, and the file says something that the record did not' },
  unchanged: { title: 'Unchanged', means: 'The child was known, and the file says nothing that the record did not' },
  merged: { title: 'Merged', means: 'A further row about a child of this file: its requests go with those of the first' },
  quarantined: { title: 'Quarantined', means: 'Perhaps a child who is known, perhaps not: it waits for a person to decide' },
  excluded: { title: 'Excluded', means: 'The row is not about a child, or nothing in it tells about whom' },
};

/** How many rows came in, and how many became what. */
export type Balance = { readonly in: number } & Readonly<Record<Outcome, number>>;

/** The balance of these outcomes. */
export function balanceOf(outcomes: Readonly<Partial<Record<Outcome, number>>>, rows: number): Balance {
  const all = { new: 0, changed: 0, unchanged: 0, merged: 0, quarantined: 0, excluded: 0, ...outcomes };
  const balance = { in: rows, ...all };
  if (!isBalanced(balance)) throw new Error(`the balance does not add up: ${JSON.stringify(balance)}`);
  return balance;
}

/** Whether what came in is the sum of what became of it. */
function isBalanced(balance: Balance): boolean {
  const names = Object.keys(OUTCOMES) as Outcome[];
  return balance.in === names.reduce((sum, name) => sum + balance[name], 0);
}
