const SHORTEST = 12;
const LONGEST = 128;

/**
 * A password is too easy below a thousand million guesses, as a power of ten: two words that belong to any dictionary are below, three of
 * them above. All strangers together have some three hundred guesses in a day at one account (SEC-33).
 */
const FEWEST_GUESSES = 9;

// What people make passwords of who work with this, and the four words that everybody knows from the comic about passwords.
const OUR_WORDS = 'sightline council children school education password passphrase welcome admin administrator correct horse battery staple'.split(' ');

/** How many guesses a password withstands of somebody who tries such words first, as a power of ten: `platform/password-guesses.ts`. */
export type PowerOfGuesses = (asked: { readonly password: string; readonly words: readonly string[] }) => Promise<number>;

/**
 * What is wrong with a password, in words for the person who chose it; null where nothing is (SEC-32: 12 to 128
 * characters, no rules of composition, not a common one and not made of the words of this council).
 */
export async function passwordProblem(password: string, councilWords: readonly string[], powerOfGuesses: PowerOfGuesses): Promise<string | null> {
  const length = [...password].length;
  if (length === 0) return 'Enter a password';
  if (length < SHORTEST) return `Password must be ${SHORTEST} characters or more`;
  if (length > LONGEST) return `Password must be ${LONGEST} characters or fewer`;
  const words = [...OUR_WORDS, ...councilWords.flatMap((name) => name.toLowerCase().split(/[^\p{L}]+/u))].filter((word) => word.length > 2);
  const tooEasy = isMadeOf(password, words) || (await powerOfGuesses({ password: password.normalize('NFKC'), words })) < FEWEST_GUESSES;
  return tooEasy ? 'Choose a password that is harder to guess, such as three words that do not belong together' : null;
}

/** Whether nothing is left of a password when such words, digits and signs are taken away. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  return [password.toLowerCase(), unmasked(password)].some((text) => text.split(/[^\p{L}]+/u).every((part) => isJoinedFrom(part, words)));
}

// "Passw0rd" and "p@ssword" are "password".
function unmasked(password: string): string {
  return password.toLowerCase().replaceAll('0', 'o').replaceAll('@', 'a').replaceAll('$', 's').replaceAll('1', 'i');
}

// One letter more is no other word.
function isJoinedFrom(text: string, words: readonly string[]): boolean {
  const ends = new Set([0]);
  for (const end of ends) for (const word of words) if (text.startsWith(word, end)) ends.add(end + word.length);
  return ends.has(text.length) || ends.has(text.length - 1);
}
