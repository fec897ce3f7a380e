// How far a file has come, for whoever waits.

/** How far a file has come. It may be scanned for viruses; then it is checked from end to end, then loaded. */
export interface Progress {
  readonly stage: 'scanning' | 'checking' | 'loading';
  readonly rows: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

/** What each stage is called while it lasts. */
export const stages: Readonly<Record<Progress['stage'], string>> = {
  scanning: 'Checking for viruses', checking: 'Checking the file', loading: 'Loading',
};

/** Hears how far it has come. */
export type Hear = (progress: Progress) => void;

/** Percent done, 0 to 100: checking is counted as a quarter of the work, and scanning not at all. */
export function percentDone({ stage, bytesRead, bytesTotal }: Progress): number {
  const share = bytesTotal === 0 ? 0 : Math.min(1, bytesRead / bytesTotal);
  if (stage === 'scanning') return 0;
  return Math.floor(stage === 'checking' ? 25 * share : 25 + 75 * share);
}

/** A quarter of a second: often enough for people. */
const pause = 250;

/** Passes on what it hears some times a second, and the last of each stage. `clock` tells milliseconds. */
export function seldom(hear: Hear, clock: () => number): Hear {
  let last = 0;
  return (progress) => {
    const now = clock();
    if (now - last < pause && progress.bytesRead < progress.bytesTotal) return;
    last = now;
    hear(progress);
  };
}
