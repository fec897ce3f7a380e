/** Failures within an hour that cost nothing but the try (SEC-33). */
const FREE_FAILURES = 10;

/**
 * Seconds to wait after the last failure before an account is tried again: none up to ten failures within the hour,
 * then half a minute, doubled with each failure, never more than a quarter of an hour. Nobody is locked out for good.
 */
export function waitAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(900, 30 * 2 ** (failures - FREE_FAILURES));
}

/** The wait in words: "30 seconds", "4 minutes". */
export function waitText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return seconds < 60 ? `${Math.ceil(seconds)} seconds` : `${minutes} minute${minutes === 1 ? '' : 's'}`;
}
