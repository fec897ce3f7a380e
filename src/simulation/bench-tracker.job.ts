// A large tracker beside the record of an invented council: from the command to its counts.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { addDays, day } from '../calendar/day.ts';
import { milliseconds, todayInEngland } from '../platform/clock.ts';
import { type Place, withHouse } from '../platform/scratch-house.ts';
import { secondsToReadEntries, type TrackedChild, trackedChildren } from './bench-tracker.sql.ts';
import type { Measured } from './bench.ts';
import { runCommand } from './bench-process.file.ts';

const mapping = {
  tracker: 'Requests', dates: { order: 'ymd' },
  columns: {
    'UPN': { to: 'upn' }, 'Surname': { to: 'surname' }, 'Forename': { to: 'forename' }, 'DOB': { to: 'dob' }, 'Received': { to: 'REQUEST_RECEIVED' },
    'Decision': { to: 'decision', values: { assess: 'Y', refuse: 'N' } }, 'Decided': { to: 'decisionOn' }, 'Draft': { to: 'DRAFT_PLAN_SERVED' },
  },
};

/** Every tenth row has the request a day later than the record, and every twentieth is about a child whom nobody knows. */
function cellsOf({ upn, surname, forename, bornOn, receivedOn, decidedOn, outcome, draftOn }: TrackedChild, i: number): (string | null)[] {
  const isDecided = outcome === 'assess' || outcome === 'refuse';
  const rest = [i % 10 === 0 ? addDays(day(receivedOn), 1) : receivedOn, isDecided ? outcome : null, isDecided ? decidedOn : null, draftOn];
  return i % 20 === 1 ? [null, `${surname}-Nobody`, `${forename}a${i}`, addDays(day(bornOn), 1 + (i % 300)), ...rest] : [upn, surname, forename, bornOn, ...rest];
}

/** A tracker with so many rows compared with the record; nothing is loaded. */
export function measureTracker(place: Place, rows: number): Promise<Measured[]> {
  return withHouse(place, 'council', async (at) => {
    const db = at.database('app');
    const today = todayInEngland();
    const children = await trackedChildren(db, today, rows);
    const [file, map] = [join(place.folder, 'tracker.csv'), join(place.folder, 'tracker.json')];
    await writeFile(file, stringify(children.map(cellsOf), { header: true, columns: Object.keys(mapping.columns) }));
    await writeFile(map, JSON.stringify(mapping));
    place.say(`Comparing a tracker of ${children.length} rows`);
    const ran = await runCommand(['import', 'tracker', file, '--mapping', map, '--as-at', today, '--compare', '--json'], at.config.dataDir);
    const { in: read, problems, rows: counts } = JSON.parse(ran.output) as { in: number; problems: number; rows: Readonly<Record<string, number>> };
    if (read !== children.length || problems > 0) throw new Error(`${children.length} rows were written, ${read} compared with ${problems} problems`);
    const floor = await secondsToReadEntries(db, children, milliseconds);
    await rm(file);
    return [{
      name: 'tracker beside the record', unit: 's', figure: ran.seconds, floor, most: { figure: 120, ratio: 8 }, floorIs: 'the entries of the same children read by their keys',
      note: `${read} rows, ${counts['disagrees'] ?? 0} disagree, ${counts['only-tracker'] ?? 0} new`,
    }];
  });
}
