const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];

const thousands = new Intl.NumberFormat('en-GB');

/** A day (`2026-06-04`) in words: "4 June 2026". Without a day: "Not recorded". */
export function dayText(day: string | null | undefined): string {
  if (!day) return 'Not recorded';
  const [year, month, date] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** A day in a narrow table: "4 Jun 2026". */
export function shortDayText(day: string | null | undefined): string {
  return day ? dayText(day).replace(/ (\w{3})\w* /, ' $1 ') : 'Not recorded';
}

/** A month (`2026-06`) in words: "June 2026". */
export function monthText(month: string): string {
  return dayText(`${month}-01`).slice(2);
}

/** A whole number with commas: "12,345". Without one: "Not recorded". */
export function numberText(value: number | null | undefined): string {
  return value === null || value === undefined ? 'Not recorded' : thousands.format(value);
}

/** A share to one decimal place: "54.3%". Under ten cases the counts say more and mislead less: "3 of 8" (UI-53). */
export function percentText(numerator: number, denominator: number): string {
  if (denominator === 0) return 'None to count';
  if (denominator < 10) return `${numerator} of ${denominator}`;
  return `${((100 * numerator) / denominator).toFixed(1)}%`;
}

/** A share with its counts: "54.3% (12 of 22)". */
export function shareText(numerator: number, denominator: number): string {
  if (denominator < 10) return percentText(numerator, denominator);
  return `${percentText(numerator, denominator)} (${numberText(numerator)} of ${numberText(denominator)})`;
}

/** "1 child", "2 children", "1,204 children". */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

/** Initials for page titles, which never hold a full name: "Amira Jane Shah" is "A. J. S." */
export function initialsText(name: string): string {
  return name.split(/[\s-]+/).filter((part) => part !== '').map((part) => `${part.charAt(0).toUpperCase()}.`).join(' ');
}

/** How long to wait: "30 seconds", "4 minutes". */
export function waitText(seconds: number): string {
  return seconds < 60 ? countText(Math.ceil(seconds), 'second') : countText(Math.ceil(seconds / 60), 'minute');
}
