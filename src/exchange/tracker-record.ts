// From one row of a tracker to what it says of a child, with each value that could not be taken.
import type { Day } from '../calendar/day.ts';
import type { Facts } from '../case-history/entry.ts';
import { emptyTrackerRecord, emptyTrackerRequest, type TrackerRecord } from '../case-history/tracker-row.ts';
import type { ReadingProblem, ReadRecord } from './reading.ts';
import { type CellForm, dayFormOf, readCell } from './tracker-cells.ts';
import { completed, type TrackerDraft } from './tracker-draft.ts';
import type { ReadyFact, ReadySheet } from './tracker-ready.ts';
import { whyNoRow } from './tracker-sheet.ts';
import { targetNamed } from './tracker-targets.ts';

interface Row { readonly cells: readonly string[]; readonly at: string; readonly problems: ReadingProblem[] }

/** Reads one row. A row that is none of a child is `excluded`, with the reason. */
export function readTrackerRow(sheet: ReadySheet, row: number, cells: readonly string[]): ReadRecord {
  const at = sheet.where(row);
  const reading: Row = { cells, at, problems: [] };
  const raw = Object.fromEntries(sheet.headings.map((heading, i) => [heading, (cells[i] ?? '').trim()] as const).filter(([, text]) => text !== ''));
  const empty = emptyTrackerRecord(sheet.mapping.tracker, sheet.asAt);
  const excluded = whyNoRow(sheet.mapping, sheet.headings, cells);
  if (excluded !== null) return { record: empty, at, raw, problems: [], excluded };
  const record = readRow(sheet, reading, empty);
  if (tellsWho(record)) return { record, at, raw, problems: reading.problems };
  // Words alone in a row part the sheet into months or teams.
  if (Object.keys(raw).length === 1 && record.requests.length === 0) return { record: empty, at, raw, problems: [], excluded: 'A heading between rows' };
  return { record: empty, at, raw, problems: [...reading.problems, nobody(at, raw)], excluded: 'Who the row is about cannot be told' };
}

function nobody(at: string, raw: Readonly<Record<string, string>>): ReadingProblem {
  return {
    at, element: '', value: Object.entries(raw).map(([heading, text]) => `${heading}: ${text}`).join('; '),
    message: 'The row has neither a UPN, ULN or NHS number that can be read, nor both names and a date of birth. Nothing of it was taken: fill one of them in.',
  };
}

function tellsWho({ person: { upn, uniqueLearnerNumber, nhsNumber, surname, forename, personBirthDate } }: TrackerRecord): boolean {
  return upn !== null || uniqueLearnerNumber !== null || nhsNumber !== undefined || (surname !== null && forename !== null && personBirthDate !== null);
}

function readRow(sheet: ReadySheet, row: Row, record: TrackerRecord): TrackerRecord {
  const draft: TrackerDraft = { record, request: emptyTrackerRequest(), ofPlan: {} };
  const unread = new Set<string>();
  for (const column of sheet.columns) {
    const before = row.problems.length;
    const value = taken(row, column.heading, { place: column.place, form: column.form });
    if (row.problems.length > before) unread.add(column.target.name);
    if (value === undefined) continue;
    if (column.target.step === undefined) column.target.put(draft, value);
    else {
      const { name, episode } = column.target.step;
      const steps = episode === null ? record.steps ??= [] : draft.request.steps;
      steps.push({ kind: name, on: value as Day, facts: factsIn(row, column.facts) });
    }
  }
  const said = draft.request.receivedDate !== null || draft.request.assessment !== null || draft.request.requestOutcome !== null;
  if (said) for (const [name, text] of Object.entries(sheet.mapping.constants ?? {})) putConstant(sheet, draft, { name, text });
  for (const left of completed(draft, unread)) row.problems.push({ at: row.at, element: '', ...left });
  return record;
}

/** A constant stands for a column that the sheet does not have. One that cannot be read was refused with the mapping. */
function putConstant({ mapping, asAt }: ReadySheet, draft: TrackerDraft, { name, text }: { name: string; text: string }): void {
  const target = targetNamed(name);
  const read = target === undefined ? undefined : readCell(text, { type: target.type, days: dayFormOf(mapping), values: new Map(), until: asAt });
  if (target !== undefined && read !== undefined && 'value' in read) target.put(draft, read.value);
}

/** The value of a cell; undefined where it holds nothing, or what could not be read, which is a problem of the row. */
function taken({ cells, at, problems }: Row, heading: string, { place, form }: { place: number; form: CellForm }): string | boolean | undefined {
  const text = cells[place] ?? '';
  const read = readCell(text, form);
  if (read === undefined || 'value' in read) return read?.value;
  problems.push({ at, element: heading, value: text.trim(), message: read.wrong });
  return undefined;
}

function factsIn(row: Row, facts: readonly ReadyFact[]): Facts {
  return Object.fromEntries(facts.flatMap((fact) => {
    const value = 'constant' in fact ? fact.constant : taken(row, fact.heading, fact);
    return value === undefined ? [] : [[fact.name, value]];
  }));
}
