import type { Case } from './case.ts';
import { derivedTable } from './derived-table.ts';

export const joinedRecordTable = derivedTable<Case, string>({
  name: 'joined_record',
  meaning: 'One row a record that went into this one, directly or through another.',
  each: (c) => c.took,
  key: ['record_id'],
  indexes: [['record_id']],
  columns: { record_id: { type: 'uuid', meaning: 'The record that stands by itself no more', of: (record) => record } },
});
