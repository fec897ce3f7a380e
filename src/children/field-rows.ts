// Data and history: every field of a case with its value now, where it comes from, and every value it has had.
import { caseTables } from '../case-history/case-tables.ts';
import type { Entry } from '../case-history/entry.ts';
import type { FieldChange } from '../case-history/field-changes.ts';
import { fieldHistory, type FieldHistory, type HeldValue } from '../case-history/field-history.ts';
import { isStatement } from '../case-history/tracker-row.ts';
import { fieldLabels, rowTitles } from './field-labels.ts';
import { cellInWords } from './in-words.ts';
import { returnName } from './told-events.ts';

/** A value that the record held. */
export interface ValueRow {
  readonly value: string;
  /** "SEN2 return 2026", "Personal details"… */
  readonly source: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly reason: string | null;
}

export interface FieldRow {
  readonly label: string;
  readonly now: ValueRow | null;
  /** Values before, the latest first. */
  readonly earlier: readonly ValueRow[];
}

/** The fields of one thing: the child, a request, a plan, a review. */
export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly FieldRow[];
}

/** What says nothing to an officer that another field does not say. */
const unshown = new Set(['reference', 'name_key', 'ended']);

const isShown = ({ table, column }: Pick<FieldHistory, 'table' | 'column'>): boolean => !unshown.has(column) && rowTitles[table] !== undefined;

/** Every field of a case that ever held a value, thing by thing; of identity also those that never did. */
export function fieldGroups(entries: readonly Entry[]): FieldGroup[] {
  const groups = new Map<string, FieldRow[]>();
  const all = fieldHistory(entries).filter(isShown);
  const several = all.some(({ table, row }) => table === 'identity' && row === '2');
  const histories = several ? all : all.filter(({ table }) => table !== 'identity');
  for (const history of histories) {
    const key = `${history.table}/${history.row}`;
    groups.set(key, [...groups.get(key) ?? [], rowOf(history)]);
  }
  const identity = [...groups.get('child/') ?? [], ...neverRecorded(histories)];
  groups.delete('child/');
  return [{ title: 'Personal details', fields: identity }, ...[...groups].map(([key, fields]) => ({ title: groupTitle(key), fields }))];
}

/** Which field of which thing holds another value than before, and both values; null where there was none. */
export interface ChangeInWords { readonly thing: string; readonly field: string; readonly was: string | null; readonly is: string }

/** Changes of fields as an officer reads them; of those that say nothing, or are worked out for lists, there is none. */
export function changesInWords(changes: readonly FieldChange[]): ChangeInWords[] {
  return changes.filter(isShown).map(({ table, row, column, was, is }) => {
    const meaning = caseTables.find(({ name }) => name === table)?.columns[column]?.meaning ?? column;
    return { thing: groupTitle(`${table}/${row}`).trimEnd(), field: fieldLabels[column] ?? meaning, was: was === null ? null : cellInWords(column, was), is: cellInWords(column, is) };
  });
}

/** The same fields with the names of staff and teams in place of their ids; `named` holds names by id. */
export function withNames(groups: readonly FieldGroup[], named: ReadonlyMap<string, string>): FieldGroup[] {
  const inWords = (row: ValueRow): ValueRow => ({ ...row, value: named.get(row.value) ?? row.value });
  return groups.map(({ title, fields }) => ({
    title, fields: fields.map(({ label, now, earlier }) => ({ label, now: now === null ? null : inWords(now), earlier: earlier.map(inWords) })),
  }));
}

function groupTitle(key: string): string {
  const [table = '', ...row] = key.split('/');
  const numbers = row.filter((part) => part !== '');
  return numbers.length === 2 ? `${rowTitles[table] ?? table} ${numbers[1]} of ${parentOf(table)} ${numbers[0]}` : `${rowTitles[table] ?? table} ${numbers.join(' ')}`;
}

const parentOf = (table: string): string => (table === 'advice_request' ? 'request' : 'plan');

function rowOf({ meaning, column, values }: FieldHistory): FieldRow {
  const rows = values.map((held) => valueRow(column, held));
  return { label: fieldLabels[column] ?? meaning, now: rows.at(-1) ?? null, earlier: rows.slice(0, -1).reverse() };
}

function valueRow(column: string, { value, from }: HeldValue): ValueRow {
  const [first] = from;
  const reasons = from.flatMap((entry) => entry.reason ?? []);
  return {
    value: cellInWords(column, value), source: [...new Set(from.map(sourceName))].join(', '), recordedAt: first?.recordedAt ?? '',
    recordedBy: first?.recordedBy ?? '', reason: reasons.length === 0 ? null : reasons.join(' '),
  };
}

/** Where an entry comes from, in words. */
export function sourceName(entry: Entry): string {
  if (isStatement(entry.kind)) return entry.facts === null ? 'A file taken back' : returnName(entry);
  return entry.source === 'staff' ? 'Staff' : 'A file';
}

/** Fields of identity that no source has ever stated: "not recorded" is said, not left out. */
function neverRecorded(histories: readonly FieldHistory[]): FieldRow[] {
  const known = new Set(histories.filter(({ table }) => table === 'child').map(({ column }) => column));
  const columns = Object.entries(caseTables.find((table) => table.name === 'child')?.columns ?? {});
  return columns.filter(([column]) => !unshown.has(column) && !known.has(column)).map(([column, { meaning }]) => ({ label: fieldLabels[column] ?? meaning, now: null, earlier: [] }));
}
