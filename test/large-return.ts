// A SEN2 return as large as asked, written to disk as a stream: for measuring how readers and imports bear size.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { ReturnRecord } from '../src/case-history/return-record.ts';
import { inventedUpn } from '../src/simulation/invented-people.ts';
import { inventReturns } from './returns.ts';
import { xmlPieces } from './return-files.ts';

const DIFFERENT = 3000;

/** The same invented lives over and over, each time as other children: numbers and surnames differ. */
function* repeated(records: ReturnRecord[], enough: () => boolean): Generator<ReturnRecord> {
  for (let serial = 1; !enough(); serial += 1) {
    const record = records[serial % records.length] as ReturnRecord;
    const surname = `${record.person.surname ?? ''} ${Math.floor(serial / records.length)}`;
    yield { ...record, person: { ...record.person, surname, upn: inventedUpn(serial), upnUnknown: null, uniqueLearnerNumber: null } };
  }
}

/** Writes an XML return of `year` of at least `bytes` bytes to `path`, and tells how many children are in it. */
export async function writeLargeReturn(path: string, size: { bytes: number; year: number; seed: number }): Promise<number> {
  const out = createWriteStream(path);
  let written = 0;
  let children = -2;
  const records = repeated(inventReturns(size.seed, { children: DIFFERENT, year: size.year }), () => written >= size.bytes);
  for (const piece of xmlPieces(records, size.year)) {
    written += Buffer.byteLength(piece);
    children += 1;
    if (!out.write(piece)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return children;
}
