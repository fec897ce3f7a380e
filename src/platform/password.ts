import { hash, verify } from '@node-rs/argon2';

// Argon2id (the library's default kind), 19 MiB, two passes: the setting that OWASP names; about 40 ms.
const SETTING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
let nobodys: Promise<string> | null = null;

/** The hash to store for a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), SETTING);
}

/**
 * Whether the password is the one of the stored hash. Without a hash (nobody has this account) the answer is no,
 * and takes as long: the time does not tell who is known.
 */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await nobodys), password.normalize('NFKC'));
  return matches && stored !== null;
}
