// Codes of an authenticator app: RFC 6238 as all apps do it (SHA-1, six digits, thirty seconds).
import { createHmac, timingSafeEqual } from 'node:crypto';

const SECONDS = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code of a secret in a half minute, counted from the start of 1970. */
export function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * The half minute that a code is of: this one, or the one before or after where clocks differ (`seconds` since the start
 * of 1970). Null where it is none of these. Which of them were used already is for the caller to know.
 */
export function stepOfCode(secret: Uint8Array, code: string, seconds: number): number | null {
  const now = Math.floor(seconds / SECONDS);
  const given = Buffer.from(code.padEnd(6).slice(0, 6));
  const matching = [now - 1, now, now + 1].filter((step) => timingSafeEqual(Buffer.from(codeOf(secret, step)), given));
  return code.length === 6 ? matching.at(-1) ?? null : null;
}

/** A secret as people type it into an app: base 32 (RFC 4648), in groups of four. */
export function secretText(secret: Uint8Array): string {
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('');
  return (letters.match(/.{1,4}/g) ?? []).join(' ');
}

/** What the QR code of an app says. `account` is shown in the app beside the name of the service. */
export function appAddress(secret: Uint8Array, service: string, account: string): string {
  const label = `${encodeURIComponent(service)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secretText(secret).replaceAll(' ', '')}&issuer=${encodeURIComponent(service)}`;
}
