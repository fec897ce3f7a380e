// `demo`: fills an empty database with an invented council.
import { addDays, type Day, day, parseDay } from '../calendar/day.ts';
import { prepareRecord } from '../casework/derivation.job.ts';
import { instantNow, milliseconds, todayInEngland } from '../platform/clock.ts';
import { inHouse, type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import { openDemo } from '../staff/installation.sql.ts';
import { childrenHeld, inventCouncil } from './invented-council.sql.ts';
import { type InventedCouncil, knownForEachPlan, lookRound } from './invented-council.ts';
import { isService, kindsOfService, type ServiceName } from './kinds-of-service.ts';

function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,7}$/.test(text)) throw wrongUse(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}

/** The years before it must lie in those for which the calendar and the published figures are known. */
const earliest = day('2021-01-01');

function untilIn(text: string | undefined, today: Day): Day {
  const until = parseDay(text ?? addDays(today, -1));
  if (until === null) throw wrongUse(`--until takes a day as ccyy-mm-dd, not "${text}".`);
  if (until > today) throw wrongUse(`--until ${until} is in the future.`);
  if (until < earliest) throw wrongUse(`--until ${until} is too early: an invented council is told up to a day of 2021 or later.`);
  return until;
}

function serviceIn(text: string | undefined): ServiceName {
  if (text === undefined) return lookRound.service;
  if (!isService(text)) throw wrongUse(`--service takes one of ${Object.keys(kindsOfService).join(', ')}, not "${text}".`);
  return text;
}

function childrenIn({ children, plans }: Values): number {
  if (children !== undefined && plans !== undefined) throw wrongUse('Give --children or --plans, not both: one follows from the other.');
  return plans === undefined ? wholeNumber(children, 'children', lookRound.children) : Math.round(wholeNumber(plans, 'plans', 0) * knownForEachPlan);
}

type Values = Readonly<Partial<Record<'children' | 'plans' | 'seed' | 'until' | 'service', string>>>;

function councilOf(values: Values, today: Day): InventedCouncil {
  const { until, service, seed } = values;
  return { children: childrenIn(values), seed: wholeNumber(seed, 'seed', lookRound.seed), until: untilIn(until, today), service: serviceIn(service) };
}

/**
 * Runs `demo [--children N | --plans N] [--seed S] [--until DAY] [--service failing|average|good]`. 0 when filled, 1 where the
 * database is not empty or is being filled.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = readArguments(args, {
    json: { type: 'boolean' }, children: { type: 'string' }, plans: { type: 'string' }, seed: { type: 'string' }, until: { type: 'string' },
    service: { type: 'string' },
  });
  const [now, began] = [instantNow(), milliseconds()];
  const council = councilOf(values as Values, day(todayInEngland()));
  return inHouse(io, async (house) => {
    const db = house.database('app');
    const derive = await prepareRecord(house);
    if (!(await openDemo(db, now))) return notEmpty(io, house.config.dataDir, null);
    const filled = await inventCouncil(db, derive, council, (children) => io.err(`${children} of ${council.children} children`));
    if (filled === 'busy') return busy(io);
    if (filled === null) return notEmpty(io, house.config.dataDir, await childrenHeld(db));
    if (values['json'] === true) printJson(io, council);
    else io.out(`An invented council of ${filled} children, made in ${((milliseconds() - began) / 1000).toFixed(1)} s. Start Sightline with npm start and choose whom to sign in as.`);
    return 0;
  });
}

/** `invented`: how many children an invented council has that is there already; null where the database is not one of an invented council. */
function notEmpty(io: Io, dataDir: string, invented: number | null): number {
  const there = invented === null
    ? 'This database is not empty, and is not that of an invented council, which needs one of its own.'
    : `This database holds an invented council of ${invented} children already. If they are fewer than you asked for, an earlier demo was ended before it was done. `
      + `Nobody in it is real: delete ${dataDir} (or empty the database of DATABASE_URL) and start again, or look round what is there with npm start.`;
  io.err(`${there} Otherwise set SIGHTLINE_DATA_DIR to a new directory.`);
  return 1;
}

function busy(io: Io): number {
  io.err('Another invented council, or a file, is being loaded into this database just now. Nothing was done: look again when that is finished.');
  return 1;
}
