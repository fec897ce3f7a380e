// The digest chain of one subject. Every entry commits to its content by a salted hash, so that the content can be
// disposed of and the chain still verifies; and to the entry before it, so that nothing can be changed, added or left
// out without all later digests changing.
import { hash } from 'node:crypto';
import { canonical } from './canonical.ts';
import type { Entry, Json } from './entry.ts';

/** Facts, reason and source row: what `history_content` holds as canonical text. */
export type Content = Pick<Entry, 'facts' | 'reason' | 'sourceRow'>;

/** An entry without its content: what the digest covers, with the commitment to the content. */
export type Header = Omit<Entry, keyof Content>;

/** Hexadecimal text of 32 bytes. */
export type Digest = string;

/** What stands before the first entry of a chain. */
export const beginning: Digest = '0'.repeat(64);

export interface Link {
  readonly commitment: Digest;
  readonly previous: Digest;
  readonly digest: Digest;
}

/** A stored entry: its header, its place in the chain, and its content unless that was disposed of. */
export interface StoredEntry extends Header, Link {
  /** Hexadecimal. */
  readonly salt: string | null;
  readonly text: string | null;
}

export type Fault = 'MISSING' | 'CONTENT' | 'PREVIOUS' | 'DIGEST';

/** The first entry of a chain that does not hold. */
export interface BadLink {
  readonly seq: number;
  readonly fault: Fault;
}

/** What is wrong, in words. */
export const faultMeanings: Readonly<Record<Fault, string>> = {
  MISSING: 'the entry is missing',
  CONTENT: 'the content is not what the entry commits to',
  PREVIOUS: 'the entry does not follow from the one before it',
  DIGEST: 'the entry is not what its digest says',
};

/** The text of the content that is stored and committed to. */
export function contentText(content: Content): string {
  return canonical({ facts: content.facts, reason: content.reason, sourceRow: content.sourceRow });
}

/** The content again. `text` null (disposed of) gives no facts. */
export function contentOf(text: string | null): Content {
  if (text === null) return { facts: null, reason: null, sourceRow: null };
  return JSON.parse(text) as Content;
}

/** SHA-256 over the salt (16 bytes or more, hexadecimal) and the content's text. */
export function commitmentTo(salt: string, text: string): Digest {
  return hash('sha256', `${salt}:${text}`, 'hex');
}

/** SHA-256 over the header, the commitment and the digest before. */
export function digestOf(header: Header, commitment: Digest, previous: Digest): Digest {
  const told: Json = [
    header.subjectKind, header.subjectId, header.seq, header.kind, header.shape, header.occurredOn, header.occurredAt,
    header.recordedAt, header.recordedBy, header.source, header.operationId, header.correctsSeq, commitment, previous,
  ];
  return hash('sha256', JSON.stringify(told), 'hex');
}

/** The place of an entry in its chain, after an entry with digest `previous`. */
export function linkOf(header: Header, salt: string, text: string, previous: Digest): Link {
  const commitment = commitmentTo(salt, text);
  return { commitment, previous, digest: digestOf(header, commitment, previous) };
}

/** What is wrong with `entry` as the one after `before` (undefined for the first of its subject), or null. */
export function faultOf(entry: StoredEntry, before: Pick<StoredEntry, 'seq' | 'digest'> | undefined): BadLink | null {
  const { seq } = entry;
  const due = (before?.seq ?? 0) + 1;
  if (seq !== due) return { seq: due, fault: 'MISSING' };
  if (entry.previous !== (before?.digest ?? beginning)) return { seq, fault: 'PREVIOUS' };
  if (entry.text !== null && commitmentTo(entry.salt ?? '', entry.text) !== entry.commitment) return { seq, fault: 'CONTENT' };
  return digestOf(entry, entry.commitment, entry.previous) === entry.digest ? null : { seq, fault: 'DIGEST' };
}

/** The first entry of one subject's chain, in order, that does not hold, or null where all do. */
export function verifyChain(entries: readonly StoredEntry[]): BadLink | null {
  for (const [place, entry] of entries.entries()) {
    const bad = faultOf(entry, entries[place - 1]);
    if (bad !== null) return bad;
  }
  return null;
}

const instantForm = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?Z$/;

/**
 * An instant in the one form that is stored and hashed: ISO, UTC, six decimals. Throws on other text (a coarser or
 * offset form must be turned into UTC where it comes in).
 */
export function instantText(text: string): string {
  const [, seconds, fraction = ''] = instantForm.exec(text) ?? [];
  if (seconds === undefined) throw new Error(`"${text}" is not an instant in UTC (ccyy-mm-ddThh:mm:ss.ssssssZ)`);
  return `${seconds}.${fraction.padEnd(6, '0')}Z`;
}
