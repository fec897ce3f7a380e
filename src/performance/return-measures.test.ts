import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { naiveMeasures, withoutNoughts } from '../../test/naive-measures.ts';
import { censusDayOf, inventReturns } from '../../test/returns.ts';
import { disturbed } from '../../test/disturbed-returns.ts';
import { caseTables } from '../case-history/case-tables.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { childRowsOf } from './return-rows.ts';
import { returnMeasures } from './return-measures.sql.ts';
import type { ReturnMeasures } from './return-measures.sql.ts';
import { withScratch } from './scratch.sql.ts';

const { db } = await testDatabase();

async function counted(records: readonly ReturnRecord[], year: number): Promise<ReturnMeasures> {
  return withScratch(db, caseTables, records.map((record) => childRowsOf(randomUUID(), [record])), (scratch) => returnMeasures(scratch, year, censusDayOf(year)));
}

for (const year of [2023, 2024, 2025, 2026]) {
  test(`an invented return of ${year} is counted as in memory`, async () => {
    const records = inventReturns(year, { children: 600, year });
    assert.deepEqual(withoutNoughts(await counted(records, year)), withoutNoughts(naiveMeasures(records, year, censusDayOf(year))));
  });
}

test('so are returns full of errors: dates at the edges, missing values, codes that do not belong together', async () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const year = 2023 + (seed % 4);
    const records = disturbed(inventReturns(seed, { children: 250, year }), seed);
    assert.deepEqual(
      withoutNoughts(await counted(records, year)), withoutNoughts(naiveMeasures(records, year, censusDayOf(year))), `seed ${seed}`,
    );
  }
});
