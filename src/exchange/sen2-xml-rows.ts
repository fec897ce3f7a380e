// Rows of a SEN2 return from the elements of its XML as they come: the header, then one row a person.
import { FILE_LIMITS } from './file-limits.ts';
import { RefusedFile } from './reading.ts';
import type { Batch, ReadingProblem, ReadRecord } from './reading.ts';
import { readHeader } from './sen2-header.ts';
import type { ReturnHeader } from './sen2-header.ts';
import { readPerson } from './sen2-record.ts';
import type { RecordContext } from './sen2-record.ts';
import { addTo, LINE } from './source-row.ts';
import type { SourceRow } from './source-row.ts';

interface Frame {
  name: string;
  row: SourceRow | null;
  text: string;
  line: number;
}

const reading: Pick<RecordContext, 'where' | 'linkColumns'> = {
  where: (path, row) => `${path} (line ${row[LINE] ?? 0})`,
  linkColumns: new Set(),
};

/** Builds rows from the elements of a return as they come. */
export class ReturnReader {
  header: ReturnHeader | null = null;
  persons = 0;
  records: ReadRecord[] = [];
  problems: ReadingProblem[] = [];
  /** Where the parser stands. */
  position: { line(): number } = { line: () => 0 };
  readonly #open: Frame[] = [];
  readonly #attributesSeen = new Set<string>();
  #elements = 0;

  open(name: string, attributes: Record<string, string>): void {
    if (this.#open.length === 0 && name.toLowerCase() !== 'message') {
      throw new RefusedFile('wrong-type', `The file is XML, but not a SEN2 return: it begins with "${name.slice(0, 40)}" where a return begins with "Message". Choose the SEN2 person level return.`);
    }
    this.#elements += 1;
    if (this.#elements > FILE_LIMITS.elements) {
      throw new RefusedFile('malformed', `One person, or the header, holds more than ${FILE_LIMITS.elements} elements at line ${this.position.line()}: this is not a file that can be read here.`);
    }
    const frame = { name, row: null, text: '', line: this.position.line() };
    this.#open.push(frame);
    this.#noteAttributes(frame, attributes);
  }

  text(text: string): void {
    const top = this.#open.at(-1);
    if (top !== undefined) top.text += text;
  }

  close(): void {
    const frame = this.#open.pop() as Frame;
    const text = frame.text.trim();
    if (frame.row !== null && text !== '') addTo(frame.row, '#text', text);
    if (this.#open.length > 2) this.#intoParent(frame, frame.row ?? text);
    else if (this.#open.length > 0) this.#topLevel(frame, text);
  }

  #intoParent(frame: Frame, value: string | SourceRow): void {
    const parent = this.#open.at(-1) as Frame;
    parent.row ??= { [LINE]: parent.line };
    addTo(parent.row, frame.name, value);
  }

  /** An element under Message (depth 1) or under one of its children (depth 2). */
  #topLevel(frame: Frame, text: string): void {
    const name = frame.name.toLowerCase();
    const inside = this.#open[1]?.name.toLowerCase();
    if (inside === undefined) this.#elements = 0;
    if (inside === 'persons' && name === 'person') this.#person(frame);
    else if (inside !== undefined && inside !== 'persons') this.#intoParent(frame, frame.row ?? text);
    else if (inside === undefined && name === 'header') this.#header(frame);
    else if (inside !== undefined || name !== 'persons') this.#unknown(frame, text);
  }

  #header(frame: Frame): void {
    if (this.header === null) this.header = readHeader(frame.row ?? {}, reading);
    else this.#unknown(frame, '');
  }

  #person(frame: Frame): void {
    this.#elements = 0;
    if (this.header === null) throw new RefusedFile('wrong-header', `The first person comes before the header, at line ${frame.line}, so the year is not known. A return begins with its Header: export it again.`);
    this.persons += 1;
    const row = frame.row ?? { [LINE]: frame.line };
    this.records.push(readPerson(row, `Person[${this.persons}]`, { ...reading, year: this.header.year, referenceDate: this.header.referenceDate }));
  }

  #unknown(frame: Frame, text: string): void {
    const value = frame.row === null ? text : JSON.stringify(frame.row);
    const path = [...this.#open.map((f) => f.name), frame.name].join('/');
    this.problems.push({ at: `${path} (line ${frame.line})`, element: frame.name, value, message: `${frame.name} is not in the layout here, so nothing was read from it. Check its spelling and its place.` });
  }

  /** A return has no attributes; each kind is reported once, with the first place it was seen. */
  #noteAttributes(frame: Frame, attributes: Record<string, string>): void {
    for (const name in attributes) {
      const key = `${frame.name} ${name}`;
      if (/^xmlns(:|$)|^xsi:/.test(name) || this.#attributesSeen.has(key) || this.#attributesSeen.size > 100) continue;
      this.#attributesSeen.add(key);
      const path = this.#open.map((f) => f.name).join('/');
      this.problems.push({ at: `${path} (line ${frame.line})`, element: `attribute ${name}`, value: attributes[name] ?? '', message: 'A return has no attributes. This one, and others of the same name here, were passed over.' });
    }
  }

  /** What has been read since last time. */
  batch(bytesRead: number, bytesTotal: number): Batch {
    const { records, problems } = this;
    this.records = [];
    this.problems = [];
    return { records, problems, bytesRead, bytesTotal };
  }
}
