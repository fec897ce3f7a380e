// A SEN2 return as large as asked, written to disk as a stream: for measuring how readers and imports bear size.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { inventedUpn } from './invented-people.ts';
import { inventReturns } from './invented-returns.ts';
import { xmlPieces } from './return-xml.ts';

/** What a large return must hold at least. */
export interface LargeReturn {
  readonly bytes?: number;
  readonly plansInForce?: number;
  readonly year: number;
  readonly seed: number;
}

/** What one came to. */
export interface Written { bytes: number; children: number; plansInForce: number }

const DIFFERENT = 3000;

/** The same invented lives over and over, each time as other children: numbers and surnames differ. */
function* repeated(records: ReturnRecord[], written: Written, enough: () => boolean): Generator<ReturnRecord> {
  for (let serial = 1; !enough(); serial += 1) {
    const record = records[serial % records.length] as ReturnRecord;
    const surname = `${record.person.surname ?? ''} ${Math.floor(serial / records.length)}`;
    written.children += 1;
    written.plansInForce += record.requests.filter(({ activePlan, assessment }) => activePlan !== null && assessment?.namedPlan?.ceaseDate === null).length;
    yield { ...record, person: { ...record.person, surname, upn: inventedUpn(serial), upnUnknown: null, uniqueLearnerNumber: null } };
  }
}

/** Writes an XML return to `path`, a stream at a time, until it holds what is asked. */
export async function writeLargeReturn(path: string, { bytes = 0, plansInForce = 0, year, seed }: LargeReturn): Promise<Written> {
  const written: Written = { bytes: 0, children: 0, plansInForce: 0 };
  const enough = (): boolean => written.bytes >= bytes && written.plansInForce >= plansInForce;
  await writeRecords(path, repeated(inventReturns(seed, { children: DIFFERENT, year }), written, enough), { year, written });
  return written;
}

/** Somebody of whom a return tells. */
export type Told = Pick<ReturnRecord['person'], 'upn' | 'surname' | 'forename' | 'personBirthDate'>;

/** Writes an XML return about these people to `path`, each with an invented life of somebody else. */
export async function writeReturnAbout(path: string, people: readonly Told[], { year, seed }: Pick<LargeReturn, 'year' | 'seed'>): Promise<void> {
  const lives = inventReturns(seed, { children: DIFFERENT, year });
  const records = people.map((told, i): ReturnRecord => {
    const record = lives[i % lives.length] as ReturnRecord;
    return { ...record, person: { ...record.person, ...told, upnUnknown: null, uniqueLearnerNumber: null } };
  });
  await writeRecords(path, records, { year, written: { bytes: 0, children: 0, plansInForce: 0 } });
}

async function writeRecords(path: string, records: Iterable<ReturnRecord>, { year, written }: { year: number; written: Written }): Promise<void> {
  const out = createWriteStream(path);
  for (const piece of xmlPieces(records, year)) {
    written.bytes += Buffer.byteLength(piece);
    if (!out.write(piece)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
