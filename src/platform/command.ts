import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type Config, readConfig } from './config.ts';
import { type House, openHouse } from './house.ts';
import { nearest } from './nearest.ts';
import { Trouble } from './trouble.ts';

/** Where a command speaks: what was asked for on `out`, progress and remarks on `err`. Each ends its line. */
export type Io = { out(text: string): void; err(text: string): void };

/** What a command's module exports as `run`. Returns the exit code: 0 done, 1 a finding, 2 wrong use. */
export type Run = (args: string[], io: Io) => Promise<number>;

/** Options by name without dashes: `string` takes a value, `boolean` does not; `multiple` may be given again. */
export type Options = NonNullable<ParseArgsConfig['options']>;

/** Wrong use of the command line. */
export function wrongUse(message: string): Trouble {
  return new Trouble(message, { exitCode: 2 });
}

function unknownOption(args: readonly string[], options: Options): string | null {
  const known = Object.keys(options);
  const given = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length);
  for (const arg of given) {
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name === undefined || known.includes(name)) continue;
    const meant = nearest(name, known);
    return `There is no option --${name}.${meant === null ? '' : ` Did you mean --${meant}?`}`;
  }
  return null;
}

/**
 * The options and words of a command line. `words` names the words that must follow (`FILE`); a last one that ends in
 * `…` may be given again, and one in brackets left out. Throws `Trouble` with exit code 2 where the use is wrong.
 */
export function readArguments<const T extends Options>(args: string[], options: T, words: readonly string[] = []) {
  const unknown = unknownOption(args, options);
  if (unknown !== null) throw wrongUse(unknown);
  const parsed = parsedArguments(args, options);
  const least = words.filter((word) => !word.startsWith('[')).length;
  const most = words.at(-1)?.includes('…') === true ? Infinity : words.length;
  if (parsed.positionals.length < least) {
    throw wrongUse(`${words[parsed.positionals.length]} is missing.`);
  }
  if (parsed.positionals.length > most) {
    throw wrongUse(`"${parsed.positionals[words.length]}" is one word too many.`);
  }
  return parsed;
}

function parsedArguments<const T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const [first = ''] = (error as Error).message.split('. ');
    throw wrongUse(`${first.replace(/'/g, '')}.`);
  }
}

/** Prints one JSON document and nothing else. */
export function printJson(io: Io, value: unknown): void {
  io.out(JSON.stringify(value));
}

/**
 * Runs `use` in the installation that the environment names, and leaves it in order, also when told to end (Ctrl+C):
 * what was not committed is undone. Remarks go to `io.err`. `open` opens it in another way.
 */
export async function inHouse<T>(
  io: Io, use: (house: House) => Promise<T>, config: Config = readConfig(), open: typeof openHouse = openHouse,
): Promise<T> {
  const house = await open(config, (remark) => io.err(remark));
  const quit = (): void => {
    io.err('Stopped. What was not finished was undone.');
    void house.abandon().finally(() => process.exit(130));
  };
  process.once('SIGINT', quit).once('SIGTERM', quit);
  try {
    return await use(house);
  } finally {
    process.off('SIGINT', quit).off('SIGTERM', quit);
    await house.close();
  }
}
