// The only place that reads the clock. Rules take today and now as parameters.

const londonDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const londonHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' });

/** The present instant as ISO text in UTC, to the millisecond. */
export function instantNow(): string {
  return new Date().toISOString();
}

/** The civil date in England now, as `ccyy-mm-dd`. */
export function todayInEngland(): string {
  return londonDay.format(new Date());
}

/** The civil date and the hour (0 to 23) in England at an instant given as ISO text. Throws on other text. */
export function londonTime(instant: string): { day: string; hour: number } {
  const date = new Date(instant);
  return { day: londonDay.format(date), hour: Number(londonHour.format(date)) };
}

/** Seconds since the beginning of 1970 at an instant given as ISO text. */
export function secondsAt(instant: string): number {
  return Date.parse(instant) / 1000;
}

/** The instant so many seconds after the beginning of 1970, as ISO text. */
export function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** Milliseconds on a clock that never goes back, for measuring how long something took. */
export function milliseconds(): number {
  return performance.now();
}
