/**
 * Whether ten digits are an NHS number: the last is the check digit of the NHS Data Dictionary (modulus 11 with the
 * weights 10 to 2; a remainder of 10 is never given out). Numbers that begin with 999 belong to nobody: they are for tests.
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}
