// The ways in which the program dies.
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { livingServer } from '../../src/platform/embedded-process.ts';
import { killWhole } from '../program.ts';

/** Who dies: the first process alone (the others see that and end), all of the program's, or these and the database's. */
export type Death = 'first process' | 'all processes' | 'database too';

/** Kills the database's server with every process of its own. False where there is none. */
export function killServer(dataDir: string): boolean {
  const server = livingServer(join(dataDir, 'postgres'));
  if (server === null) return false;
  const backends = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ').filter((one) => one !== '');
  for (const pid of [server, ...backends.map(Number)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
  return true;
}

/** Kills the program in this way. */
export function kill(death: Death, program: ChildProcess, dataDir: string): void {
  if (death === 'first process') program.kill('SIGKILL');
  else killWhole(program);
  if (death === 'database too') killServer(dataDir);
}
