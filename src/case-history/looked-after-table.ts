import type { Case, LookedAfter } from './case.ts';
import { derivedTable } from './derived-table.ts';

export const lookedAfterTable = derivedTable<Case, LookedAfter>({
  name: 'looked_after',
  meaning: 'One row a period in which the child is looked after by the authority.',
  each: (c) => c.lookedAfter,
  key: ['from_on'],
  indexes: [],
  columns: {
    from_on: { type: 'date', meaning: 'First day looked after', of: (r) => r.fromOn },
    until_on: { type: 'date', meaning: 'Last day looked after; none while it goes on', of: (r) => r.untilOn },
  },
});
