// Text that only the visitor with one cookie brings back unchanged: sealed with a key that is made of the cookie, so that nothing is stored for it.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const [IV, TAG] = [12, 16];

// A cookie is 256 random bits that nobody but the browser has; each text has an initialisation vector of its own.
const keyOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The text sealed, in letters that an address can hold. `secret` says what it is for and has the cookie in it. */
export function seal(text: string, secret: string): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(ALGORITHM, keyOf(secret), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** The text that was sealed with this secret; null where it was not, or was changed since. */
export function unseal(sealed: string, secret: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < IV + TAG) return null;
  const decipher = createDecipheriv(ALGORITHM, keyOf(secret), bytes.subarray(0, IV), { authTagLength: TAG });
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
