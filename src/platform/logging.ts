import { instantNow } from './clock.ts';
import { LOG_LEVELS, type LogLevel } from './config.ts';

/** What may stand in a log: numbers, references, request ids. Never a name, a birth date or free text. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Writes lines about what the program does. `message` is a fixed text; what varies goes into `fields`. */
export type Log = {
  readonly [Level in LogLevel]: (message: string, fields?: LogFields) => void;
} & {
  /** The same log, with these fields in every line (a request id, the name of the process). */
  with(fields: LogFields): Log;
};

/** How lines are written: as JSON, one object a line, or for reading. */
export type LogStyle = 'json' | 'text';

type Line = { at: string; level: LogLevel; message: string; fields: LogFields };

function written(line: Line, style: LogStyle): string {
  if (style === 'json') {
    return JSON.stringify({ ...line.fields, at: line.at, level: line.level, message: line.message });
  }
  const fields = Object.entries(line.fields).map(([name, value]) => ` ${name}=${value}`).join('');
  return `${line.at.slice(11, 19)} ${line.level === 'info' ? '' : `${line.level}: `}${line.message}${fields}`;
}

/** A log that passes each line of `level` or worse to `write`. */
export function makeLog(level: LogLevel, style: LogStyle, write: (line: string) => void, fields: LogFields = {}): Log {
  const at = (of: LogLevel) => (message: string, more: LogFields = {}): void => {
    if (LOG_LEVELS.indexOf(of) < LOG_LEVELS.indexOf(level)) return;
    write(written({ at: instantNow(), level: of, message, fields: { ...fields, ...more } }, style));
  };
  return {
    debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'),
    with: (more) => makeLog(level, style, write, { ...fields, ...more }),
  };
}

/** The log of a process: on stderr, for reading at a terminal and as JSON elsewhere. */
export function processLog(level: LogLevel): Log {
  const style = process.stderr.isTTY ? 'text' : 'json';
  return makeLog(level, style, (line) => process.stderr.write(`${line}\n`));
}

/**
 * What a log may tell of an error: where it came from, its message and that of what caused it, but of an error of the database,
 * whose message may quote what people wrote, only its code.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8);
  const where = frames.map((line) => line.trim()).join(' | ');
  return { error: toldOf(error), ...(error.cause instanceof Error ? { cause: toldOf(error.cause) } : {}), where };
}

function toldOf(error: Error): string {
  return 'code' in error && 'severity' in error ? `database error ${String(error.code)}` : `${error.name}: ${error.message}`;
}
