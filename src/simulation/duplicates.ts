// Records made a second time of a child already known: some are found and joined, the others wait to be.
import type { ChildFile, CouncilLife } from './council-life.ts';
import { childIdOf } from './seeded-ids.ts';
import { seeded } from './seeded.ts';

/** Makes `count` records again, of children with a request in the years told. */
export function makeDuplicates(life: CouncilLife, count: number): void {
  const chance = seeded(life.seed, 3_300_000);
  const asked = life.files.filter(({ happenings }) => happenings.some(({ kind }) => kind === 'REQUEST_RECEIVED'));
  for (let one = 0; one < count && asked.length > 0; one += 1) {
    const [original] = asked.splice(chance.whole(0, asked.length - 1), 1);
    if (original !== undefined) duplicate(life, original);
  }
}

function duplicate(life: CouncilLife, original: ChildFile): void {
  const serial = life.files.length;
  const copy: ChildFile = { ...original, who: { ...original.who, serial }, chance: seeded(life.seed, serial), copyOf: original, happenings: [], plan: null, assessed: false, closed: false };
  life.files.push(copy);
  const request = original.happenings.find(({ kind }) => kind === 'REQUEST_RECEIVED');
  const on = request?.on ?? life.until;
  life.tell(copy, 'REQUEST_RECEIVED', request?.facts ?? {}, on);
  const found = on + copy.chance.spread([10, 60, 150, 400, 1500]);
  if (found >= life.until || !copy.chance.yes(0.7)) return;
  const [from, into] = [childIdOf(life.seed, serial), childIdOf(life.seed, original.who.serial)];
  copy.happenings.push({ kind: 'CHILD_MERGED', on: found, facts: { with: into, into } });
  original.happenings.push({ kind: 'CHILD_MERGED', on: found, facts: { with: from, into } });
}
