// What must hold of a record whatever was killed, asked through the command line.
import assert from 'node:assert/strict';
import { commandLine } from './victim.ts';

async function answer(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Record<string, unknown>> {
  const { code, out, err } = await commandLine([...args, '--json'], env);
  assert.equal(code, 0, `${args.join(' ')}: ${out}${err}`);
  return JSON.parse(out) as Record<string, unknown>;
}

/** Fails where the history does not verify or the derived tables are not what the history says. Gives the hash of the history. */
export async function checkSound(env: NodeJS.ProcessEnv): Promise<string> {
  const verdict = await answer(['history', 'verify'], env);
  assert.deepEqual([verdict['ok'], verdict['bad'], verdict['disposed']], [true, [], 0]);
  const derived = await answer(['history', 'rebuild', '--check'], env);
  assert.deepEqual([derived['ok'], derived['count']], [true, 0]);
  return String((await answer(['history', 'hash'], env))['hash']);
}
