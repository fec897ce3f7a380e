import { hash } from 'node:crypto';
import { canonical } from '../case-history/canonical.ts';
import { caseTables } from '../case-history/case-tables.ts';
import { rowsOf } from '../case-history/derived-table.ts';
import { settle } from '../case-history/settle.ts';
import type { Derive } from './derivation.ts';

/**
 * The derivation of the program: the case settled from its entries, and its rows. `code` stands for the code and data
 * that do it; with the council's settings it makes the fingerprint.
 */
export function deriveWith(code: string): Derive {
  return (council) => ({
    fingerprint: hash('sha256', canonical([code, council.map((entry) => entry.facts)]), 'buffer').readInt32BE(0),
    tables: caseTables,
    rowsOf: (entries) => {
      const settled = settle(entries);
      return caseTables.map((table) => rowsOf(table, settled));
    },
  });
}
