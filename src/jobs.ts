import type { Job } from './platform/jobs.ts';

/** All work in the background. Each job's module says when it runs by itself, if it does. */
export const jobs: readonly Job[] = [];
