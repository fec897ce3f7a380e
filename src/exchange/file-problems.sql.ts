// The values of a file that could not be taken, of one that is loaded as of a tracker on its way in: as far as a viewer may see the children.
import { seenAmong } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import { countText } from '../platform/layout/format.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { ImportBatch } from './import-batch.ts';
import { problemKey } from './given-problem.ts';
import { importProblems, type ListedProblem } from './import-lists.sql.ts';
import type { Compared } from './tracker-compared.ts';
import { isTurned } from './tracker-days.ts';
import type { AlikeInFile } from './problem-desk.ts';
import { type BesideFile, trackerInHand } from './tracker-in-hand.sql.ts';

/** More than are kept of one file. */
const ALL = { from: 0, most: 100_000 };

type Told = ListedProblem & { readonly value: string; readonly message: string };
const isTold = (one: ListedProblem): one is Told => one.value !== null && one.message !== null;

/** The problem of a file at a place, and all that are alike; null where there is none, and the children whose record is closed to the viewer where it is or may be about such. */
export async function alikeInFile(db: Database, viewer: Viewer, { batch, place, now }: { batch: ImportBatch; place: number; now: string }, beside: (batch: string) => Promise<BesideFile>): Promise<AlikeInFile | { readonly closed: readonly string[] } | null> {
  const all = batch.state === 'matching' ? await ofTracker(db, viewer, { batch, now }, beside) : await importProblems(db, viewer, { batch: batch.id, now }, ALL);
  const asked = all.find((one) => one.place === place);
  if (asked === undefined || !isTold(asked)) return asked === undefined ? null : { closed: asked.closed };
  const told = all.filter(isTold);
  const key = problemKey(asked);
  const { element, message } = asked;
  const problems = told.filter((one) => problemKey(one) === key);
  const others = new Set(problems.map((one) => one.value)).size - 1;
  const value = isTurned(message) && others > 0 ? `${asked.value} and ${countText(others, 'more day', 'more days')} the other way round` : asked.value;
  return { key, element, value, message, problems };
}

async function ofTracker(db: Database, viewer: Viewer, { batch, now }: { batch: ImportBatch; now: string }, beside: (batch: string) => Promise<BesideFile>): Promise<ListedProblem[]> {
  const compared = (await trackerInHand(db, batch.id, beside))?.compared ?? null;
  if (compared === null) return [];
  const children = childrenByRow(compared);
  const seen = await seenAmong(db, viewer, [...children.values()], now);
  return compared.problems.map(({ row, at, element, value, message }, i) => {
    const child = children.get(row ?? 0) ?? null;
    const [told, about] = [{ place: i + 1, row, at, element }, child === null ? [] : [child]];
    return child === null || seen.has(child) ? { ...told, value, message, about, child, closed: [] } : { ...told, value: null, message: null, about: [], child: null, closed: about };
  });
}

const childrenByRow = ({ rows }: Compared): Map<number, string> => new Map(rows.flatMap(({ row, child }): [number, string][] => (child === null ? [] : [[row, child]])));
