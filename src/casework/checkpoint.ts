// A checkpoint says, outside the database and signed, what the record was: the digests of all entries since the last
// one, those of the access log too, and its last seal. Each follows from the one before, so that all heads stand under the latest root.
import { hash } from 'node:crypto';
import type { Digest } from '../case-history/chain.ts';

/** The last seal of the access log. */
export interface AccessHead {
  readonly seq: number;
  readonly digest: Digest;
  /** The last entry that it covers: checkpoints list all up to it. Null in one from before entries of the access log were listed. */
  readonly upTo: number | null;
}

export interface CheckpointHeader {
  /** 1, 2, 3 … */
  readonly number: number;
  /** It covers every entry recorded up to this instant. */
  readonly knownAt: string;
  /** How many entries it adds to the one before, those of the access log not counted. */
  readonly entries: number;
  /** SHA-256 of the lines of all. */
  readonly lines: Digest;
  /** The last seal of the access log then; null where there was none. */
  readonly access: AccessHead | null;
  /** Root of the one before; zeros for the first. */
  readonly previous: Digest;
}

export interface Checkpoint extends CheckpointHeader {
  readonly root: Digest;
  /** Ed25519 signature of the root, base64. */
  readonly signature: string;
}

/** The digest of one entry, as a checkpoint keeps it. */
export interface CheckpointLine {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly seq: number;
  readonly digest: Digest;
}

/** The digest of one entry of the access log, as a checkpoint keeps it. */
export interface AccessLine {
  readonly id: number;
  readonly seenAt: string;
  readonly digest: Digest;
}

/** The root of a checkpoint: SHA-256 of all that it says. */
export function rootOf({ number, knownAt, entries, lines, access, previous }: CheckpointHeader): Digest {
  return hash('sha256', JSON.stringify([number, knownAt, entries, lines, access?.seq ?? null, access?.digest ?? null, previous, ...(access?.upTo == null ? [] : [access.upTo])]), 'hex');
}

/** A line of the file of a checkpoint. */
export function printLine(line: CheckpointLine | AccessLine): string {
  if ('id' in line) return `access ${line.id} ${line.seenAt} ${line.digest}\n`;
  return `${line.subjectKind} ${line.subjectId} ${line.seq} ${line.digest}\n`;
}

/** The line of an entry of the access log again, or null where the text is not one. */
export function parseAccessLine(text: string): AccessLine | null {
  const [, id, seenAt = '', digest = ''] = /^access (\d+) (\S+) ([0-9a-f]{64})$/.exec(text) ?? [];
  return id === undefined ? null : { id: Number(id), seenAt, digest };
}

/** The line of an entry of the record again, or null where the text is not one. */
export function parseLine(text: string): CheckpointLine | null {
  const found = /^(\w+) ([0-9a-f-]{36}) (\d+) ([0-9a-f]{64})$/.exec(text);
  if (found === null) return null;
  const [, subjectKind = '', subjectId = '', seq, digest = ''] = found;
  return { subjectKind, subjectId, seq: Number(seq), digest };
}

/** The checkpoint of a number from its file's text; one that cannot be read comes back empty and does not verify. */
export function parseCheckpoint(text: string, number: number): Checkpoint {
  const said = readable(text);
  const string = (name: string): string => (typeof said[name] === 'string' ? said[name] : '');
  return {
    number, knownAt: string('knownAt'), entries: Number(said['entries'] ?? 0),
    lines: string('lines'), access: headIn(said['access']), previous: string('previous'), root: string('root'), signature: string('signature'),
  };
}

function headIn(said: unknown): AccessHead | null {
  const { seq, digest, upTo } = Object(said) as Record<string, unknown>;
  return typeof seq === 'number' && typeof digest === 'string' ? { seq, digest, upTo: typeof upTo === 'number' ? upTo : null } : null;
}

function readable(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
