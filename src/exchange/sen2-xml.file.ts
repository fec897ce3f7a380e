// Reads the XML file of a SEN2 person level return as a stream, one person at a time.
import { createReadStream } from 'node:fs';
import { contentInWords, sizeWithin, sniff } from './file-bytes.file.ts';
import { FILE_LIMITS } from './file-limits.ts';
import { RefusedFile } from './reading.ts';
import type { ReturnHeader } from './sen2-header.ts';
import type { ReadingStep } from './sen2-reading.ts';
import { ReturnReader } from './sen2-xml-rows.ts';
import { readXml } from './xml-stream.file.ts';

async function open(path: string): Promise<number> {
  const bytes = await sizeWithin(path, FILE_LIMITS.streamedBytes);
  const content = await sniff(path);
  if (content === 'xml') return bytes;
  throw new RefusedFile('wrong-type', `This is ${contentInWords(content)}, not the XML file of a SEN2 return. Choose the .xml file, or say that it is of another kind.`);
}

/** The header, then the persons in batches of about a chunk of the file. Throws `RefusedFile`. */
export async function* readSen2Xml(path: string): AsyncGenerator<ReadingStep> {
  const bytesTotal = await open(path);
  const reader = new ReturnReader();
  const chunks = createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
  let bytesRead = 0;
  let begun = false;
  for await (const bytes of readXml(chunks, reader, (position) => { reader.position = position; })) {
    bytesRead += bytes;
    if (!begun && reader.persons > 0) {
      yield { header: reader.header as ReturnHeader };
      begun = true;
    }
    if (begun) yield { batch: reader.batch(bytesRead, bytesTotal) };
  }
  if (reader.header === null) throw new RefusedFile('wrong-header', 'The file has no Header, so its year is not known. A return begins with its Header: export it again.');
  if (!begun) throw new RefusedFile('no-persons', 'The return holds no Person: there is nothing to load. Check that the export was complete.');
  yield { batch: reader.batch(bytesRead, bytesTotal) };
}
