// Ids and salts from a seed: the same words give the same id on every machine.
import { createHash } from 'node:crypto';

/** Hexadecimal text of 32 bytes. */
export function seededBytes(seed: number, what: string): string {
  return createHash('sha256').update(`${seed}/${what}`).digest('hex');
}

/** A UUID of version 4. */
export function seededId(seed: number, what: string): string {
  const hex = seededBytes(seed, what);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The id of the invented child with a serial number. */
export function childIdOf(seed: number, serial: number): string {
  return seededId(seed, `child ${serial}`);
}
