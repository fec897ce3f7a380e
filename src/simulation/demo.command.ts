// `demo`: fills an empty database with an invented council.
import { parseDay } from '../calendar/day.ts';
import { prepareRecord } from '../casework/derivation.job.ts';
import { instantNow, todayInEngland } from '../platform/clock.ts';
import { inHouse, type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import { openDemo } from '../staff/installation.sql.ts';
import { type InventedCouncil, inventCouncil, lookRound } from './invented-council.sql.ts';

function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,7}$/.test(text)) throw wrongUse(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}

function councilOf(values: { children?: string; seed?: string; until?: string }, today: string): InventedCouncil {
  const until = parseDay(values.until ?? today);
  if (until === null) throw wrongUse(`--until takes a day as ccyy-mm-dd, not "${values.until}".`);
  if (until > today) throw wrongUse(`--until ${until} is in the future.`);
  return { until, children: wholeNumber(values.children, 'children', lookRound.children), seed: wholeNumber(values.seed, 'seed', lookRound.seed) };
}

/** Runs `demo [--children N] [--seed S] [--until DAY]`. 0 when filled, 1 where the database is not empty or is being filled. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = readArguments(args, {
    json: { type: 'boolean' }, children: { type: 'string' }, seed: { type: 'string' }, until: { type: 'string' },
  });
  const now = instantNow();
  const council = councilOf(values as Record<string, string>, todayInEngland());
  return inHouse(io, async (house) => {
    const db = house.database('app');
    const derive = await prepareRecord(house);
    if (!(await openDemo(db, now))) return notEmpty(io);
    const filled = await inventCouncil(db, derive, council, (children) => io.err(`${children} of ${council.children} children`));
    if (filled === 'busy') return busy(io);
    if (filled === null) return notEmpty(io);
    if (values['json'] === true) printJson(io, council);
    else io.out(`An invented council of ${filled} children. Start Sightline with npm start and choose whom to sign in as.`);
    return 0;
  });
}

function notEmpty(io: Io): number {
  io.err('This database is not empty, or is being filled just now: an invented council needs one of its own. Set SIGHTLINE_DATA_DIR to a new directory.');
  return 1;
}

function busy(io: Io): number {
  io.err('Another invented council, or a file, is being loaded into this database just now. Nothing was done: look again when that is finished.');
  return 1;
}
