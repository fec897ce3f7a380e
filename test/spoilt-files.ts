// Copies of a file spoilt by chance: bytes changed, ends cut off, pieces taken out or doubled. The same seed, the same copies.
import { seeded } from '../src/simulation/seeded.ts';
import type { Chance } from '../src/simulation/seeded.ts';

function spoilt(content: Buffer, chance: Chance): Buffer {
  const bytes = Buffer.from(content);
  for (let times = chance.whole(1, 6); times > 0; times -= 1) bytes[chance.whole(0, bytes.length - 1)] = chance.whole(0, 255);
  const [a, b] = [chance.whole(0, bytes.length), chance.whole(0, bytes.length)];
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  const kind = chance.fraction();
  if (kind < 0.2) return bytes.subarray(0, a);
  if (kind < 0.3) return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  return kind < 0.4 ? Buffer.concat([bytes.subarray(0, a), bytes.subarray(from, to), bytes.subarray(a)]) : bytes;
}

/** `count` spoilt copies of a file, one at a time. */
export function* spoiltCopies(content: Buffer, count: number, seed: number): Generator<Buffer> {
  for (let place = 0; place < count; place += 1) yield spoilt(content, seeded(seed, place));
}
