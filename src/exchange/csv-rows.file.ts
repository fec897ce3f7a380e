// CSV files from outside, each on its own or in a zip archive, read as streams of rows.
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { openArchive } from './archive.file.ts';
import type { Archive } from './archive.file.ts';
import { contentInWords, contentOf, sizeWithin, sniff } from './file-bytes.file.ts';
import { FILE_LIMITS } from './file-limits.ts';
import { RefusedFile } from './reading.ts';

/** One CSV file, wherever it lies. */
export interface CsvSource {
  name: string;
  bytes: number;
  open(): Promise<AsyncIterable<Buffer>>;
}

export interface CsvRow {
  /** As a spreadsheet numbers it, from 1. */
  row: number;
  cells: string[];
}

/** What the files are called: by whoever sent them, or, where they are not all named, by their own names. */
export function namesOf(paths: readonly string[], names?: readonly string[]): string[] {
  return paths.map((path, i) => (names?.length === paths.length ? names[i] : undefined) ?? basename(path));
}

/**
 * The CSV files at a path: itself, called `name`, or those of the archive that it is. Archives go to `opened`, for the
 * caller to close.
 */
export async function csvSourcesAt(path: string, name: string, opened: Archive[]): Promise<CsvSource[]> {
  const bytes = await sizeWithin(path, FILE_LIMITS.streamedBytes);
  const content = await sniff(path);
  if (content === 'zip') {
    const archive = await openArchive(path, FILE_LIMITS.packedBytes);
    opened.push(archive);
    return archive.entries;
  }
  if (content !== 'text') throw new RefusedFile('wrong-type', `"${name.slice(-60)}" is ${contentInWords(content)}, not a CSV file. Choose the CSV files of the COLLECT export, or the zip archive of them.`);
  return [{ name, bytes, open: () => Promise.resolve(createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) }];
}

function refuseCsv(error: unknown, source: CsvSource): never {
  if (error instanceof RefusedFile) throw error;
  if (!(error instanceof CsvError)) throw error;
  const { code } = error;
  const at = `"${source.name.slice(-60)}", line ${String(error['lines'] ?? '?')}`;
  if (code === 'CSV_QUOTE_NOT_CLOSED') throw new RefusedFile('truncated', `A quotation mark that opens in ${at} or before is never closed: part of the file is missing. Export it again.`);
  throw new RefusedFile('malformed', `The file is not well-formed CSV at ${at} (${code.toLowerCase().replaceAll('_', ' ')}). Export it again.`);
}

async function* decoded(source: CsvSource): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  for await (const chunk of await source.open()) {
    if (first && contentOf(chunk) === 'zip') throw new RefusedFile('wrong-type', 'The archive holds another archive. Put the CSV files themselves into it.');
    first = false;
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw new RefusedFile('malformed', `"${source.name.slice(-60)}" has bytes that are not UTF-8, so names could be spoilt. Save it as "CSV UTF-8" and choose it again.`);
    }
    if (text.includes('\0')) throw new RefusedFile('wrong-type', `"${source.name.slice(-60)}" is not a text file. Choose the CSV files of the COLLECT export.`);
    yield text;
  }
}

const DELIMITERS = [',', ';', '\t'] as const;
const LINES_LOOKED_AT = 20;
const CHARACTERS_LOOKED_AT = 1 << 16;

/** What stands between the cells of a file that a spreadsheet made: comma, semicolon or tab, whichever its first lines hold most of. */
export async function delimiterOf(source: CsvSource): Promise<string> {
  let text = '';
  for await (const piece of decoded(source)) {
    text += piece;
    if (text.length >= CHARACTERS_LOOKED_AT) break;
  }
  const lines = text.slice(0, CHARACTERS_LOOKED_AT).replaceAll(/"[^"]*"/g, '').split('\n').slice(0, LINES_LOOKED_AT).join('\n');
  const count = (delimiter: string): number => lines.split(delimiter).length;
  return DELIMITERS.reduce((most, delimiter) => (count(delimiter) > count(most) ? delimiter : most));
}

/** The rows of a CSV file; the first is its headings. Throws `RefusedFile`. */
export async function* csvRows(source: CsvSource, delimiter = ','): AsyncGenerator<CsvRow> {
  const parser = parse({ bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: FILE_LIMITS.valueCharacters });
  const feeding = feed(source, parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { records: number; empty_lines: number } }>) yield { row: info.records + info.empty_lines, cells: record };
    await feeding;
  } catch (error) {
    refuseCsv(error, source);
  }
}

async function feed(source: CsvSource, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const text of decoded(source)) {
      if (parser.destroyed) return;
      if (!parser.write(text)) await new Promise((resolve) => { parser.once('drain', resolve).once('close', resolve); });
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}

/** The first row of a CSV file; empty where it has none. */
export async function csvHeadings(source: CsvSource): Promise<string[]> {
  for await (const row of csvRows(source)) return row.cells;
  return [];
}
