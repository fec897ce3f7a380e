// The program at work as people meet it: how long it takes to start, and how long a page takes with many viewers.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startNode } from './bench-process.file.ts';

/** A program that answers at an address. */
export interface Answering { readonly child: ChildProcess; readonly address: string; readonly milliseconds: number }

async function addressSaid(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const piece of child.stdout as AsyncIterable<Buffer>) {
    said += piece.toString('utf8');
    const address = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error('it ended without saying where it listens');
}

/** Where to start: a data directory, and what must be done should we be told to end ourselves. */
export interface Start { readonly dataDir: string; readonly endings: Set<() => Promise<void>> }

/** Starts Node with these arguments and opens `path`: the milliseconds run until the page has come whole. */
export async function startAnswering(args: readonly string[], { dataDir, endings }: Start, path: string): Promise<Answering> {
  const began = performance.now();
  const child = startNode(args, dataDir);
  const end = (): Promise<void> => endProgram(child);
  endings.add(end);
  child.once('close', () => endings.delete(end));
  const address = await addressSaid(child);
  const answer = await fetch(`${address}${path}`);
  await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  child.stdout?.resume();
  return { child, address, milliseconds: performance.now() - began };
}

/** Asks a program to end, and waits until it has: with it goes the database server that it started. */
export function stopAnswering({ child }: Answering): Promise<void> {
  return endProgram(child);
}

async function endProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'close');
}

/** The least that can be started and answer a page: Node with a server of one line. */
export const bareServer = ['--eval', `const s = require('http').createServer((_, a) => a.end('page'));
  s.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + s.address().port)); process.on('SIGTERM', () => process.exit(0));`];

/** The form token on a page. */
export function tokenOf(html: string): string {
  return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** Signs in at an invented council as the first person with a role, by its title; gives the cookie. */
export async function signIn(address: string, role = 'Director'): Promise<string> {
  const form = await fetch(`${address}/sign-in`);
  const html = await form.text();
  const token = tokenOf(html);
  const item = html.split('govuk-radios__item"').find((part) => new RegExp(`govuk-radios__hint">\\s*${role}\\s*<`).test(part)) ?? '';
  const person = /name="person"[^>]*value="([^"]+)"/.exec(item)?.[1] ?? '';
  const answer = await fetch(`${address}/sign-in/person`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ token, person }),
    headers: { cookie: cookieOf(form), origin: address },
  });
  const cookie = cookieOf(answer);
  if (cookie === '') throw new Error(`signing in answered ${answer.status}`);
  return cookie;
}

function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie().map((set) => set.split(';')[0] ?? '').join('; ');
}

/** Which pages each of so many viewers opens, one after another. */
export interface Openings { readonly paths: readonly string[]; readonly viewers: number }

/** What each opening of a page took, in milliseconds, no viewer pausing in between; null where there is no such page. */
export async function openPage(address: string, cookies: readonly string[], { paths, viewers }: Openings): Promise<number[] | null> {
  const took: number[] = [];
  const view = async (cookie: string): Promise<void> => {
    for (const path of paths) {
      const began = performance.now();
      const answer = await fetch(`${address}${path}`, { headers: { cookie }, redirect: 'manual' });
      await answer.text();
      if (answer.status === 404) return;
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      took.push(performance.now() - began);
    }
  };
  await Promise.all(cookies.slice(0, viewers).map(view));
  return took.length === 0 ? null : took;
}
