// XML read as a stream, by the rules for untrusted files: no DOCTYPE, no entities but XML's own five, nothing fetched,
// bounded depth and size. Element names are handed on without prefix.
import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import type { SaxesTagPlain } from 'saxes';
import { FILE_LIMITS } from './file-limits.ts';
import { RefusedFile } from './reading.ts';

export interface XmlHandlers {
  open(name: string, attributes: Record<string, string>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Where the reader stands: for messages and for the places of what was read. */
export interface XmlPosition {
  line(): number;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function encodingOf(first: Buffer): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  return /^[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(first.subarray(0, 200).toString('latin1'))?.[1] ?? 'utf-8';
}

function decoderFor(first: Buffer): TextDecoder {
  const encoding = encodingOf(first);
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new RefusedFile('malformed', `The file says that it is written in "${encoding}", which is not known. Export it again as UTF-8.`);
  }
}

interface Parsing {
  parser: SaxesParser<{ xmlns: false }>;
  /** Set when the last byte has been read: what is wrong from then on is that the file ends too soon. */
  ended: boolean;
  /** Characters read when something last began or ended. */
  marked: number;
}

function failed({ parser, ended }: Parsing, message: string): never {
  const detail = message.replace(/^\d+:\d+: |\.$/g, '').slice(0, 120);
  const place = `line ${parser.line}, column ${parser.column}`;
  if (ended) throw new RefusedFile('truncated', `The file ends too soon, at ${place} (${detail}): part of it is missing. Export or copy it again.`);
  throw new RefusedFile('malformed', `The file is not well-formed XML at ${place}: ${detail}. Export it again; if that does not help, ask the supplier of the system it came from.`);
}

function start(handlers: XmlHandlers): Parsing {
  const parser = new SaxesParser({ xmlns: false as const });
  const parsing: Parsing = { parser, ended: false, marked: 0 };
  let depth = 0;
  parser.on('error', (error) => failed(parsing, error.message));
  parser.on('doctype', () => {
    throw new RefusedFile('doctype', `The file has a DOCTYPE at line ${parser.line}. Files with one are not read, because it can pull in other files. Export it without.`);
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth += 1;
    parsing.marked = parser.position;
    if (depth > FILE_LIMITS.depth) throw new RefusedFile('malformed', `Elements are nested more than ${FILE_LIMITS.depth} deep at line ${parser.line}: this is not a file that can be read here.`);
    handlers.open(local(tag.name), tag.attributes);
  });
  parser.on('text', (text) => handlers.text(text));
  parser.on('cdata', (text) => handlers.text(text));
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth -= 1;
    parsing.marked = parser.position;
    handlers.close(local(tag.name));
  });
  return parsing;
}

function write(parsing: Parsing, decoder: TextDecoder, chunk: Buffer | null): void {
  let text: string;
  try {
    text = chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new RefusedFile('malformed', `Near line ${parsing.parser.line} there are bytes that are not ${decoder.encoding.toUpperCase()}, which the file says it is. Export it again as UTF-8.`);
  }
  if (text !== '') parsing.parser.write(text);
  if (parsing.parser.position - parsing.marked > FILE_LIMITS.valueCharacters) {
    throw new RefusedFile('malformed', `More than ${FILE_LIMITS.valueCharacters} characters stand in one place near line ${parsing.parser.line}: this is not a file that can be read here.`);
  }
}

/**
 * Reads XML from chunks of bytes and calls the handlers; yields after each chunk, so that whoever reads can hand on what
 * has come so far. `began` is called once with the position. Throws `RefusedFile`.
 */
export async function* readXml(
  chunks: AsyncIterable<Buffer>, handlers: XmlHandlers, began: (position: XmlPosition) => void = () => {},
): AsyncGenerator<number> {
  const parsing = start(handlers);
  began({ line: () => parsing.parser.line });
  let decoder: TextDecoder | null = null;
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk);
    write(parsing, decoder, chunk);
    yield chunk.length;
  }
  parsing.ended = true;
  if (decoder !== null) write(parsing, decoder, null);
  parsing.parser.close();
}
