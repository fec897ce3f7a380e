// The mapping of a tracker from its file.
import { readFile } from 'node:fs/promises';
import { parseDay } from '../calendar/day.ts';
import type { TrackerOptions } from './sen2-reading.ts';
import { readMapping } from './tracker-mapping.ts';

/** What the file says, with `asAt` in place of its own day where one is given; or why it cannot be read, or used. */
export async function readTrackerOptions(
  path: string, asAt: string | undefined,
): Promise<{ readonly options: TrackerOptions } | { readonly unread: string } | { readonly wrong: string }> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return { unread: `The mapping ${path} cannot be read. Nothing was loaded. Name a file that is there and that you may read.` };
  const read = readMapping(text);
  if ('faults' in read) return { wrong: `The mapping ${path} cannot be used. Nothing was loaded.\n${read.faults.join('\n')}` };
  const stated = asAt ?? read.mapping.asAt;
  if (stated === undefined) return { wrong: 'Say as at which day the sheet speaks: "asAt" in the mapping, or --as-at 2026-03-31.' };
  const day = parseDay(stated);
  return day === null ? { wrong: '--as-at takes a day, such as 2026-03-31.' } : { options: { mapping: read.mapping, asAt: day } };
}
