import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** On what measurements were made. `load` is the average of the last minute: above `cores`, others were at work too. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly gigabytes: number;
  readonly load: number;
  readonly node: string;
}

/** This machine, now. */
export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown', cores: availableParallelism(), gigabytes: Math.round(totalmem() / 2 ** 30),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10, node: process.version,
  };
}
