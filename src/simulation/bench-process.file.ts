// Runs programs as a person would, each in a process of its own, and tells how long they took and how much memory.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The memory that a process has held at most, in MB of 1024 kB. */
export interface Peak { readonly megabytes: number; readonly command: string }

export interface Ran {
  readonly seconds: number;
  readonly output: string;
  /** The process itself first, then all that it started; empty where the operating system does not tell. */
  readonly peaks: readonly Peak[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const often = 50;

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function childrenOf(pid: number): number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter((text) => text !== '').map(Number);
}

/** The highest memory so far of a process and of all below it. Only Linux tells. */
export function peaksOf(pid: number): Map<number, Peak> {
  const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0);
  const command = textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  const own: [number, Peak][] = kilobytes === 0 ? [] : [[pid, { megabytes: kilobytes / 1024, command }]];
  return new Map([...own, ...childrenOf(pid).flatMap((child) => [...peaksOf(child)])]);
}

/** Starts Node with our own options for it, and the environment of an installation and nothing else. Whoever started it ends it. */
export function startNode(args: readonly string[], dataDir: string): ChildProcess {
  const env = { SIGHTLINE_DATA_DIR: dataDir, SIGHTLINE_LOG_LEVEL: 'error', PORT: '0' };
  const child = spawn(process.execPath, [...process.execArgv, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
  return child;
}

/** Runs Node with these arguments to its end. Throws where it does not end with 0. */
export async function runNode(args: readonly string[], dataDir: string): Promise<Ran> {
  const began = performance.now();
  const child = startNode(args, dataDir);
  const peaks = new Map<number, Peak>();
  const watch = setInterval(() => {
    for (const [pid, peak] of peaksOf(child.pid ?? 0)) if (peak.megabytes >= (peaks.get(pid)?.megabytes ?? 0)) peaks.set(pid, peak);
  }, often);
  let output = '';
  child.stdout?.on('data', (text: Buffer) => { output += text.toString('utf8'); });
  const [code] = await once(child, 'close') as [number | null];
  clearInterval(watch);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return { seconds: (performance.now() - began) / 1000, output, peaks: [...peaks.values()] };
}

/** Runs one command line of the program. */
export function runCommand(words: readonly string[], dataDir: string): Promise<Ran> {
  return runNode(['src/sightline.ts', ...words], dataDir);
}
