// A mapping and the headings of a sheet, brought together: which cell of a row is what, and how it is read.
import type { Day } from '../calendar/day.ts';
import { type CellForm, dayFormOf, wordsOf } from './tracker-cells.ts';
import type { MappedColumn, TrackerMapping } from './tracker-mapping.ts';
import { placeOf } from './tracker-sheet.ts';
import { type Target, targetNamed, typeOfFact } from './tracker-targets.ts';

/** A column of the sheet, ready to be read. */
interface ReadyColumn {
  readonly heading: string;
  readonly place: number;
  readonly target: Target;
  readonly form: CellForm;
  readonly facts: readonly ReadyFact[];
}

/** A fact of a step: the same for every row, or from another column. */
export type ReadyFact = { readonly name: string } & ({ readonly constant: string } | { readonly heading: string; readonly place: number; readonly form: CellForm });

/** The mapping made ready for the sheet that has these headings. */
export interface ReadySheet {
  readonly mapping: TrackerMapping;
  readonly asAt: Day;
  readonly headings: readonly string[];
  readonly columns: readonly ReadyColumn[];
  /** How a place in the file is named. */
  readonly where: (row: number) => string;
}

/** Makes a mapping ready for a sheet whose headings hold all columns that it needs. */
export function readySheet(mapping: TrackerMapping, asAt: Day, sheet: Pick<ReadySheet, 'headings' | 'where'>): ReadySheet {
  const columns = Object.entries(mapping.columns).flatMap(([name, column]): ReadyColumn[] => {
    const target = targetNamed(column.to);
    const place = placeOf(sheet.headings, name);
    if (target === undefined || place < 0) return [];
    const form: CellForm = { type: target.type, days: dayFormOf(mapping, column), values: wordsOf(mapping, column.values), form: column.form, until: asAt };
    return [{ heading: sheet.headings[place] as string, place, target, form, facts: factsOf(mapping, column, { target, headings: sheet.headings }) }];
  });
  return { mapping, asAt, columns, ...sheet };
}

function factsOf(mapping: TrackerMapping, { facts = {}, order }: MappedColumn, { target, headings }: { target: Target; headings: readonly string[] }): ReadyFact[] {
  return Object.entries(facts).flatMap(([name, given]): ReadyFact[] => {
    const field = target.step?.fields.find((one) => one.name === name);
    if (field === undefined) return [];
    if (typeof given === 'string') return [{ name, constant: given }];
    const place = placeOf(headings, given.column);
    const form: CellForm = { type: typeOfFact(field), days: dayFormOf(mapping, order === undefined ? {} : { order }), values: wordsOf(mapping, given.values), until: null };
    return [{ name, heading: headings[place] ?? given.column, place, form }];
  });
}
