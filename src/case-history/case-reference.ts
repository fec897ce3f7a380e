const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The case reference that people say on the telephone: ten letters and digits in two groups, for example
 * `7K2QM-3XD0A`, taken from the first fifty bits of the child's random id. No I, L, O or U.
 */
export function caseReference(childId: string): string {
  let bits = BigInt(`0x${childId.replaceAll('-', '').slice(0, 13)}`) >> 2n;
  let text = '';
  for (let place = 0; place < 10; place += 1) {
    text = LETTERS[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}
