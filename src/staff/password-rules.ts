const SHORTEST = 12;
const LONGEST = 128;

// The words from which the passwords of published leaks are made, once digits and signs are taken away.
const COMMON = new Set(
  `password passw0rd passphrase qwerty qwertyuiop azerty asdfghjkl zxcvbnm letmein welcome iloveyou sunshine princess
  football liverpool arsenal chelsea everton rangers celtic monkey dragon charlie jordan superman batman starwars
  pokemon computer internet secret changeme default administrator admin sightline council children school education
  january february march april may june july august september october november december spring summer autumn winter
  monday tuesday wednesday thursday friday saturday sunday`.split(/\s+/),
);

/**
 * What is wrong with a password, in words for the person who chose it; null where nothing is (SEC-32: 12 to 128
 * characters, no rules of composition, not a common one and not made of the words of this council).
 */
export function passwordProblem(password: string, councilWords: readonly string[] = []): string | null {
  const length = [...password].length;
  if (length === 0) return 'Enter a password';
  if (length < SHORTEST) return `Password must be ${SHORTEST} characters or more`;
  if (length > LONGEST) return `Password must be ${LONGEST} characters or fewer`;
  const tooEasy = isMadeOf(password, councilWords) || isRun(password);
  return tooEasy ? 'Choose a password that is harder to guess, such as three words that do not belong together' : null;
}

/** Whether nothing is left of a password when common words, council words, digits and signs are taken away. */
function isMadeOf(password: string, councilWords: readonly string[]): boolean {
  const easy = new Set([...COMMON, ...councilWords.flatMap((words) => words.toLowerCase().split(/[^\p{L}]+/u))]);
  return [password.toLowerCase(), unmasked(password)].some((text) => {
    const words = text.split(/[^\p{L}]+/u).filter((word) => word !== '');
    return words.every((word) => easy.has(word) || joinedFrom(word, easy));
  });
}

// "Passw0rd" and "p@ssword" are "password".
function unmasked(password: string): string {
  return password.toLowerCase().replaceAll('0', 'o').replaceAll('@', 'a').replaceAll('$', 's').replaceAll('1', 'i');
}

function joinedFrom(word: string, easy: ReadonlySet<string>): boolean {
  return [...easy].some((start) => start.length > 2 && word.startsWith(start)
    && (easy.has(word.slice(start.length)) || word.slice(start.length).length <= 1));
}

/** Few different characters, or a run along the alphabet, the digits or the keyboard. */
function isRun(password: string): boolean {
  if (new Set(password).size < 5) return true;
  const runs = 'abcdefghijklmnopqrstuvwxyz01234567890123456789qwertyuiopasdfghjklzxcvbnm';
  return runs.includes(password.toLowerCase());
}
