// What a row of a tracker says of a child beside what the record says, field by field. Nothing is loaded for it. Pure.
import type { Day } from '../calendar/day.ts';
import type { Case } from '../case-history/case.ts';
import { caseTables } from '../case-history/case-tables.ts';
import { type Cell, rowsOf } from '../case-history/derived-table.ts';
import type { Entry, Json, NewEntry } from '../case-history/entry.ts';
import { fieldHistory } from '../case-history/field-history.ts';
import { settle } from '../case-history/settle.ts';
import type { Inferred, TrackerRequest } from '../case-history/tracker-row.ts';
import { fieldLabels, rowTitles } from '../children/field-labels.ts';
import { sourceName } from '../children/field-rows.ts';
import { cellInWords } from '../children/in-words.ts';
import type { FieldCompared, FieldVerdict } from './tracker-compared.ts';

// What follows from other fields, or belongs to the record alone.
const unshown = new Set(['reference', 'begun_by', 'ended', 'ended_on', 'worked_on', 'caseworker_id', 'team_id', 'allocated_on', 'request_no', 'plan_no', 'body', 'body_received_on']);
const titles: Readonly<Record<string, string>> = { ...rowTitles, looked_after: 'Looked after' };
const compared = caseTables.filter(({ name }) => name !== 'identity' && titles[name] !== undefined);

/** Every field of which the sheet says something, beside the record as it stands. */
export function compareFields(entries: readonly Entry[], added: NewEntry): FieldCompared[] {
  const row: Entry = {
    shape: 1, recordedAt: '9999-12-31T00:00:00.000000Z', recordedBy: '', source: '', operationId: '', occurredAt: null, correctsSeq: null, reason: null, sourceRow: null, ...added,
    seq: 1 + Math.max(0, ...entries.map(({ seq }) => seq)),
  };
  const { last, seen, inferred } = withLastWord(row);
  const [before, after, alone] = [settle(entries), settle([...entries, last]), settle([last])];
  const found = compared.flatMap((table) => {
    const columns = Object.entries(table.columns).map(([name, { meaning }]) => ({ name, label: fieldLabels[name] ?? meaning, isKey: table.key.includes(name) && name.endsWith('_no') }));
    const stated = rowsOf(table, alone);
    // A start that falls into a period on record changes nothing there, and is no less a difference.
    const told = table.name === 'looked_after' ? stated : rowsOf(table, after);
    return fieldsOfTable({ table: table.name, columns }, { before: rowsOf(table, before), after: told, alone: stated });
  }).map((one) => (inferred.has(one.column) ? { ...one, label: `${one.label} (inferred from what came after)` } : one));
  const worded = found.some(({ verdict }) => verdict === 'disagrees') ? withSources(found, entries) : found.map(inPlainWords);
  return typeof seen === 'boolean' ? [...worded, lookedAfterThen(before, seen, added.occurredOn as Day)] : worded;
}

/** The row as if the sheet had the last word: what then stands otherwise is what it says otherwise, or lets be inferred in these columns. */
function withLastWord(row: Entry): { last: Entry; seen: Json | undefined; inferred: ReadonlySet<string> } {
  const { lookedAfter: seen, ...facts } = row.facts ?? {};
  const requests = facts['requests'] as unknown as readonly TrackerRequest[];
  const inferred = new Set(requests.flatMap((request) => request.inferred ?? []).map((name) => INFERRED_COLUMNS[name]));
  const stated = requests.map(({ inferred: _inferred, ...request }) => request);
  return { last: { ...row, facts: { ...facts, requests: stated as unknown as Json, referenceDate: '9999-12-30' } }, seen, inferred };
}

const INFERRED_COLUMNS: Readonly<Record<Inferred, string>> = { requestOutcome: 'request_outcome', assessmentOutcome: 'assessment_outcome' };

interface Named { readonly table: string; readonly columns: readonly { readonly name: string; readonly label: string; readonly isKey: boolean }[] }
interface Told { readonly before: readonly Cell[][]; readonly after: readonly Cell[][]; readonly alone: readonly Cell[][] }
interface Found { readonly table: string; readonly of: string; readonly key: string; readonly column: string; readonly label: string; readonly verdict: FieldVerdict; readonly theirs: Cell; readonly ours: Cell }

function fieldsOfTable({ table, columns }: Named, { before, after, alone }: Told): Found[] {
  const free = columns.map(({ isKey }) => !isKey);
  const stated = paired(alone, after, free);
  const held = paired(after, before, free);
  return alone.flatMap((cells, i) => {
    const now = stated.get(i);
    if (now === undefined) return [];
    const ours = before[held.get(now) ?? -1];
    const of = columns.flatMap(({ name }, at) => (name === 'body' && cells[at] != null ? [` (${cellInWords('body', cells[at])})`] : [])).join('');
    return columns.flatMap(({ name, label, isKey }, at): Found[] => {
      const theirs = cells[at] ?? null;
      if (isKey || unshown.has(name) || theirs === null || after[now]?.[at] !== theirs) return [];
      const own = ours?.[at] ?? null;
      // A request of which nobody recorded a decision is undecided, and says nothing by that.
      const unsaid = own === null || own === 'undecided';
      if (unsaid && theirs === 'undecided') return [];
      const verdict = unsaid ? 'only-tracker' : own === theirs ? 'agrees' : 'disagrees';
      const key = columns.flatMap((column, k) => (column.isKey && ours !== undefined ? [String(ours[k])] : [])).join('/');
      return [{ table, of, key, column: name, label, verdict, theirs, ours: own }];
    });
  });
}

/** Whether the child is looked after on the day of the sheet, as the sheet has it and as the record has it. */
function lookedAfterThen({ lookedAfter }: Case, seen: boolean, on: Day): FieldCompared {
  const held = lookedAfter.some(({ fromOn, untilOn }) => fromOn <= on && (untilOn === null || untilOn >= on));
  const [theirs, ours] = [seen, held].map((value) => cellInWords('', value)) as [string, string];
  const verdict = seen === held ? 'agrees' : lookedAfter.length === 0 ? 'only-tracker' : 'disagrees';
  return { field: 'Looked after: on the day of the sheet', verdict, theirs, ours: verdict === 'only-tracker' ? null : ours, source: null };
}

/** Which of `others` each row is, by the most cells alike; those left over are one another's where there are as many of them. */
function paired(rows: readonly Cell[][], others: readonly Cell[][], counts: readonly boolean[]): Map<number, number> {
  const alike = (a: readonly Cell[], b: readonly Cell[]): number => a.filter((cell, i) => counts[i] === true && cell !== null && cell === b[i]).length;
  const scored = rows.flatMap((row, i) => others.map((other, j) => ({ i, j, score: alike(row, other) }))).sort((a, b) => b.score - a.score);
  const found = new Map<number, number>();
  const taken = new Set<number>();
  for (const { i, j, score } of scored) {
    if (found.has(i) || taken.has(j) || (score === 0 && rows.length !== others.length)) continue;
    found.set(i, j);
    taken.add(j);
  }
  return found;
}

function inPlainWords({ table, of, column, label, verdict, theirs, ours }: Found): FieldCompared {
  return {
    field: `${titles[table] ?? table}${of}: ${withinWords(label)}`, verdict, theirs: cellInWords(column, theirs),
    ours: ours === null ? null : cellInWords(column, ours), source: null,
  };
}

/** A label after other words: its first letter small, unless it is of an abbreviation. */
const withinWords = (label: string): string => (/^\p{Lu}{2}/u.test(label) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`);

function withSources(found: readonly Found[], entries: readonly Entry[]): FieldCompared[] {
  const histories = new Map(fieldHistory(entries).map((history) => [`${history.table}/${history.row}/${history.column}`, history.values.at(-1)?.from ?? []]));
  return found.map((one) => {
    const from = one.verdict === 'disagrees' ? histories.get(`${one.table}/${one.key}/${one.column}`) ?? [] : [];
    return { ...inPlainWords(one), source: from.length === 0 ? null : [...new Set(from.map(sourceName))].join(', ') };
  });
}
