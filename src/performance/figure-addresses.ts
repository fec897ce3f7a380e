// Addresses of figures, and the question that they carry: window, days and filters, never anything personal.
import { address, type QueryParts } from '../platform/web-address.ts';
import { filterKeys } from './filters.ts';

export const lineOfSightAddress = address('/line-of-sight');
export const explainAddress = address('/figures/:measure/explain');
export const rowsAddress = address('/figures/:measure/rows');
export const rowFileAddresses = { csv: address('/figures/:measure/rows.csv'), ods: address('/figures/:measure/rows.ods'), xlsx: address('/figures/:measure/rows.xlsx') } as const;
export const changedAddress = address('/figures/:measure/changed');
export const changedRowsAddress = address('/figures/:measure/changed/rows');
export const changedFileAddress = address('/figures/:measure/changed/file/:format');
export const reportsAddress = address('/reports');
export const newReportAddress = address('/reports/new');
export const reportAddress = address('/reports/:code');
export const reportRowsAddress = address('/reports/:code/figures/:place/rows');
export const reportFileAddress = address('/reports/:code/figures/:place/file/:format');

/** What the address of a figure may hold, as written there. */
export const questionNames = ['window', 'asAt', 'knownAt', ...filterKeys] as const;

export type QuestionName = (typeof questionNames)[number];

export type WrittenQuestion = { readonly [name in QuestionName]?: string | undefined };

/** The part of `query` that says what is asked, without what is empty. */
export function questionParts(query: WrittenQuestion): QueryParts {
  return Object.fromEntries(questionNames.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
}
