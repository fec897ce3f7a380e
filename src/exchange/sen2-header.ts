// The header of a SEN2 return: which collection, year and census day a file speaks of.
import type { Day } from '../calendar/day.ts';
import type { Json } from '../case-history/entry.ts';
import { RefusedFile } from './reading.ts';
import type { FileHeader, ReadingProblem } from './reading.ts';
import { layoutOf, SUPPORTED_YEARS } from './sen2-layout.ts';
import { readHeaderItems } from './sen2-record.ts';
import type { RecordContext } from './sen2-record.ts';
import type { SourceRow } from './source-row.ts';

/** `referenceDate` is census day as the file states it; the known one of the year where the file states none. */
export interface ReturnHeader extends FileHeader {
  collection: string | null;
  year: number;
  sourceLevel: string | null;
  softwareCode: string | null;
  release: string | null;
  serialNo: string | null;
  dateTime: string | null;
  dmo: string | null;
  dco: string | null;
  dsco: string | null;
}

const found = (row: SourceRow, name: string): string | null => {
  for (const [key, value] of Object.entries(row)) {
    if (typeof value === 'string' && key.toLowerCase() === name && value !== '') return value;
    const inside = typeof value === 'object' && !Array.isArray(value) ? found(value, name) : null;
    if (inside !== null) return inside;
  }
  return null;
};

function refuseOtherCollections(row: SourceRow): void {
  const collection = found(row, 'collection');
  if (collection === null || /^SEN ?2\b/i.test(collection)) return;
  throw new RefusedFile('wrong-collection', `The header says that this is a return for the collection "${collection.slice(0, 40)}", not SEN2. Choose the SEN2 person level return.`);
}

function supportedYear(row: SourceRow): number {
  const stated = found(row, 'year');
  const supported = `The returns of ${SUPPORTED_YEARS.join(', ')} can be read`;
  if (stated === null) throw new RefusedFile('wrong-header', `The header states no collection year (Year), so the layout is not known. ${supported}: add the year and load the file again.`);
  const year = Number(stated);
  if (layoutOf(year) === null) throw new RefusedFile('unsupported-year', `The header states the collection year "${stated.slice(0, 10)}", which is not supported. ${supported}.`);
  return year;
}

/** Reads the header. Throws `RefusedFile` where the file is another collection, or of a year without a layout. */
export function readHeader(row: SourceRow, reading: Pick<RecordContext, 'where' | 'linkColumns'>): ReturnHeader {
  refuseOtherCollections(row);
  const year = supportedYear(row);
  const censusDay = (layoutOf(year) as { censusDay: Day }).censusDay;
  const { values, problems } = readHeaderItems(row, { ...reading, year, referenceDate: censusDay });
  const stated = values['referenceDate'] as Day | null;
  if (stated !== censusDay) {
    const taken = stated === null ? 'it was taken' : 'the stated day was kept';
    problems.push({ at: 'Header', element: 'ReferenceDate', value: stated ?? '', message: `Census day of ${year} is ${censusDay}; ${taken}. Check the header.` });
  }
  const value = (name: string): string | null => values[name] ?? null;
  return {
    collection: value('collection'), year, referenceDate: stated ?? censusDay, sourceLevel: value('sourceLevel'), lea: value('lea'),
    softwareCode: value('softwareCode'), release: value('release'), serialNo: value('serialNo'), dateTime: value('dateTime'),
    dmo: value('dmo'), dco: value('dco'), dsco: value('dsco'), raw: row as Json, problems,
  };
}

/** A return has one header. What a further row of its table says counts for nothing, and is reported. */
export function secondHeader(at: string, row: SourceRow): ReadingProblem {
  return {
    at, element: 'Header', value: JSON.stringify(row),
    message: 'A return has one header: the first row was taken, and all children count as those of its year. Check that the file is of one return only.',
  };
}
