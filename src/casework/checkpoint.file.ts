// Checkpoints on disk: `0000001.json`, the signed statement, beside `0000001.lines.gz`, the digests that it covers.
import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { beginning } from '../case-history/chain.ts';
import { type AccessLine, type Checkpoint, type CheckpointHeader, type CheckpointLine, parseAccessLine, parseCheckpoint, parseLine, printLine, rootOf } from './checkpoint.ts';

const nameOf = (number: number): string => String(number).padStart(7, '0');

/** Where checkpoints are, and the key that signs them: in the data directory, outside the database. */
export function checkpointPlaces(dataDir: string): { folder: string; keyFile: string } {
  return { folder: join(dataDir, 'checkpoints'), keyFile: join(dataDir, 'keys', 'checkpoint.pem') };
}

/** The checkpoints in a folder, in order, unverified. None where there is no folder yet. */
export function checkpointsIn(folder: string): Checkpoint[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^\d{7}\.json$/.test(name)).sort();
  return names.map((name) => parseCheckpoint(readFileSync(join(folder, name), 'utf8'), Number(name.slice(0, 7))));
}

/** What a checkpoint is made of, beside the lines of the entries. */
export interface CheckpointState extends Pick<CheckpointHeader, 'knownAt' | 'access'> {
  readonly last: Checkpoint | undefined;
}

/**
 * Writes the next checkpoint after `last`, with the lines of the entries since, those of the access log too; null where there are none and the access
 * log is as it was. It is on disk when this returns.
 */
export async function writeCheckpoint(
  folder: string, key: KeyObject, { last, knownAt, access }: CheckpointState, lines: AsyncIterable<CheckpointLine | AccessLine>,
): Promise<Checkpoint | null> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const number = (last?.number ?? 0) + 1;
  const digests = join(folder, `${nameOf(number)}.lines.gz`);
  const told = await writeLines(digests, lines);
  if (told.entries === 0 && access?.seq === last?.access?.seq) return null;
  const header = { number, knownAt, ...told, access, previous: last?.root ?? beginning };
  const root = rootOf(header);
  const checkpoint = { ...header, root, signature: sign(null, Buffer.from(root), key).toString('base64') };
  await writeWhole(join(folder, `${nameOf(number)}.json`), `${JSON.stringify(checkpoint, null, 2)}\n`);
  return checkpoint;
}

async function writeLines(path: string, lines: AsyncIterable<CheckpointLine | AccessLine>): Promise<{ entries: number; lines: string }> {
  const digest = createHash('sha256');
  let entries = 0;
  const texts = async function* (): AsyncGenerator<string> {
    for await (const line of lines) {
      const text = printLine(line);
      digest.update(text);
      entries += 'id' in line ? 0 : 1;
      yield text;
    }
  };
  await pipeline(Readable.from(texts()), createGzip(), createWriteStream(path, { mode: 0o600, flush: true }));
  return { entries, lines: digest.digest('hex') };
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600);
  await file.writeFile(text);
  await file.sync();
  await file.close();
  renameSync(`${path}.part`, path);
}

/** The lines of a sound checkpoint about entries of the record. */
export function linesOf(folder: string, number: number): AsyncGenerator<CheckpointLine> {
  return readLines(folder, number, parseLine);
}

/** Those about entries of the access log. */
export function accessLinesOf(folder: string, number: number): AsyncGenerator<AccessLine> {
  return readLines(folder, number, parseAccessLine);
}

async function* readLines<Line>(folder: string, number: number, parse: (text: string) => Line | null): AsyncGenerator<Line> {
  const file = createReadStream(join(folder, `${nameOf(number)}.lines.gz`)).pipe(createGunzip());
  for await (const text of createInterface({ input: file, crlfDelay: Infinity })) {
    const line = parse(text);
    if (line !== null) yield line;
  }
}

/**
 * Checks the checkpoints themselves: those that hold, up to the first that does not, and what is wrong with the
 * others, each a sentence. `signers` are the public keys, PEM, that may have signed them.
 */
export async function checkCheckpoints(folder: string, signers: readonly string[]): Promise<{ sound: Checkpoint[]; faults: string[] }> {
  const checkpoints = checkpointsIn(folder);
  const sound: Checkpoint[] = [];
  const faults: string[] = [];
  for (const [place, checkpoint] of checkpoints.entries()) {
    const fault = faultOfHeader(checkpoint, checkpoints[place - 1], signers)
      ?? (await digestOfLines(folder, checkpoint.number) === checkpoint.lines ? null : 'its digests were changed or lost');
    if (fault !== null) faults.push(`Checkpoint ${checkpoint.number}: ${fault}.`);
    else if (faults.length === 0) sound.push(checkpoint);
  }
  return { sound, faults };
}

function faultOfHeader(checkpoint: Checkpoint, before: Checkpoint | undefined, signers: readonly string[]): string | null {
  if (checkpoint.number !== (before?.number ?? 0) + 1) return 'the one before it is missing';
  if (checkpoint.previous !== (before?.root ?? beginning)) return 'it does not follow from the one before';
  if (rootOf(checkpoint) !== checkpoint.root) return 'it is not what its root says';
  const signed = signers.some((key) => verify(null, Buffer.from(checkpoint.root), key, Buffer.from(checkpoint.signature, 'base64')));
  return signed ? null : 'it is not signed with the key of this installation';
}

async function digestOfLines(folder: string, number: number): Promise<string | null> {
  const digest = createHash('sha256');
  try {
    await pipeline(createReadStream(join(folder, `${nameOf(number)}.lines.gz`)), createGunzip(), digest);
    return digest.digest('hex');
  } catch {
    return null;
  }
}
