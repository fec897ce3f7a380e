// What is looked at in each entry of the access log when it is checked, the entries in order.
import { hash } from 'node:crypto';
import { commitmentTo, type Digest } from '../case-history/chain.ts';
import type { AccessLine } from './checkpoint.ts';

/** An entry that is not as it was written. */
export interface BadLook {
  readonly id: number;
  readonly seenAt: string;
  readonly message: string;
}

/** An entry with its content, as far as that is there. */
export interface StoredLook extends Omit<BadLook, 'message'> {
  readonly what: string;
  /** The text that is sealed. */
  readonly line: string;
  readonly commitment: Digest | null;
  /** Hexadecimal. */
  readonly salt: string | null;
  readonly text: string | null;
}

/** What an entry is that says which others have no content any more: its own content is their ids, with spaces between. */
export const DISPOSED = 'content disposed of';

/** The digest of one entry: SHA-256 of the text that is sealed. */
export function entryDigest(line: string): Digest {
  return hash('sha256', line, 'hex');
}

/** The earlier of two bad entries; of one entry twice, the first. */
export function earlier(one: BadLook | null, other: BadLook | null): BadLook | null {
  return one === null || (other !== null && other.id < one.id) ? other : one;
}

/** Compares what entries commit to with the content that is there. Where there is none, a later entry must say that it was disposed of. */
export function contentCheck(): { see: (entry: StoredLook) => void; found: () => { disposed: number; bad: BadLook | null } } {
  let bad: BadLook | null = null;
  let disposed = 0;
  const gone = new Map<number, BadLook>();
  const see = ({ id, seenAt, what, commitment, salt, text }: StoredLook): void => {
    if (commitment === null) return;
    if (text === null) gone.set(id, { id, seenAt, message: 'its content is gone, and no entry says that it was disposed of' });
    else if (commitmentTo(salt ?? '', text) !== commitment) bad ??= { id, seenAt, message: 'the content is not what the entry commits to' };
    else if (what === DISPOSED) for (const named of text.split(' ')) disposed += gone.delete(Number(named)) ? 1 : 0;
  };
  return { see, found: () => ({ disposed, bad: earlier(bad, [...gone.values()][0] ?? null) }) };
}

/** Compares entries with those that checkpoints list, which are all up to the entry `upTo`. */
export function listedCheck(lines: AsyncIterable<AccessLine>, upTo: number): { see: (entry: StoredLook) => Promise<void>; found: () => Promise<BadLook | null> } {
  const listed = lines[Symbol.asyncIterator]();
  let [bad, next]: [BadLook | null, IteratorResult<AccessLine> | null] = [null, null];
  const listedBefore = async (id: number): Promise<AccessLine | null> => {
    for (next ??= await listed.next(); next.done !== true && next.value.id < id; next = await listed.next()) bad ??= { id: next.value.id, seenAt: next.value.seenAt, message: 'a checkpoint has it, the log has not' };
    return next.done === true ? null : next.value;
  };
  const see = async ({ id, seenAt, line }: StoredLook): Promise<void> => {
    if (id > upTo) return;
    const due = await listedBefore(id);
    if (due?.id !== id) bad ??= { id, seenAt, message: 'it was added afterwards: no checkpoint of its time has it' };
    else {
      if (due.digest !== entryDigest(line)) bad ??= { id, seenAt: due.seenAt, message: 'it is not the entry that a checkpoint has' };
      next = await listed.next();
    }
  };
  const found = async (): Promise<BadLook | null> => {
    await listedBefore(Infinity);
    return bad;
  };
  return { see, found };
}
