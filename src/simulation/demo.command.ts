// `demo`: fills an empty database with an invented council.
import { addDays, type Day, day, parseDay } from '../calendar/day.ts';
import { prepareRecord } from '../casework/derivation.job.ts';
import { forgetPastRows } from '../casework/keep-past-rows.sql.ts';
import { instantNow, milliseconds, todayInEngland } from '../platform/clock.ts';
import { inHouse, type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import { openDemo } from '../staff/installation.sql.ts';
import { goOnInventing, inventCouncil } from './invented-council.sql.ts';
import { childrenHeld, demoBegunOn } from './inventing.sql.ts';
import { type InventedCouncil, knownForEachPlan, lookRound } from './invented-council.ts';
import { isService, kindsOfService, type ServiceName } from './kinds-of-service.ts';

function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,7}$/.test(text)) throw wrongUse(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}

/** The years before it must lie in those for which the calendar and the published figures are known. */
const earliest = day('2021-01-01');

/** Yesterday where it is left out; where an ended demo goes on, the day before it was begun. */
function untilIn(text: string | undefined, { today, begun }: Days): Day {
  const until = parseDay(text ?? addDays(begun ?? today, -1));
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

interface Days { readonly today: Day; readonly begun: Day | null }

type Values = Readonly<Partial<Record<'children' | 'plans' | 'seed' | 'until' | 'service', string>>>;

function councilOf(values: Values, days: Days): InventedCouncil {
  const { until, service, seed } = values;
  return { children: childrenIn(values), seed: wholeNumber(seed, 'seed', lookRound.seed), until: untilIn(until, days), service: serviceIn(service) };
}

/**
 * Runs `demo [--children N | --plans N] [--seed S] [--until DAY] [--service failing|average|good] [--go-on]`. 0 when filled, 1 where
 * the database is not empty or is being filled. `--go-on`: where one was ended, with the same arguments, it is filled up.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = readArguments(args, {
    json: { type: 'boolean' }, children: { type: 'string' }, plans: { type: 'string' }, seed: { type: 'string' }, until: { type: 'string' },
    service: { type: 'string' }, 'go-on': { type: 'boolean' },
  });
  const [now, began] = [instantNow(), milliseconds()];
  const goOn = values['go-on'] === true;
  const today = day(todayInEngland());
  councilOf(values as Values, { today, begun: null });
  return inHouse(io, async (house) => {
    const db = house.database('app');
    const derive = await prepareRecord(house);
    if (!(await openDemo(db, now))) return notEmpty(io, house.config.dataDir, null);
    const council = councilOf(values as Values, { today, begun: goOn ? await demoBegunOn(db) : null });
    const filled = await (goOn ? goOnInventing : inventCouncil)(db, derive, council, (children) => io.err(`${children} of ${council.children} children`));
    if (filled === 'busy') return busy(io);
    if (filled === 'other') return other(io);
    if (filled === null) return notEmpty(io, house.config.dataDir, await childrenHeld(db));
    await forgetPastRows(house.database('migrate'));
    if (values['json'] === true) printJson(io, council);
    else io.out(`An invented council of ${filled} children, made in ${((milliseconds() - began) / 1000).toFixed(1)} s. Start Sightline with npm start and choose whom to sign in as.`);
    return 0;
  });
}

/** `invented`: how many children an invented council has that is there already; null where the database is not one of an invented council. */
function notEmpty(io: Io, dataDir: string, invented: number | null): number {
  const there = invented === null
    ? 'This database is not empty, and is not that of an invented council, which needs one of its own.'
    : `This database holds an invented council of ${invented} children already. If they are fewer than you asked for, an earlier demo was ended before it was done: `
      + 'give the same command with --go-on, and it is filled up. Or look round what is there with npm start. '
      + `Nobody in it is real: to begin another one, delete ${dataDir} (or empty the database of DATABASE_URL).`;
  io.err(`${there} Otherwise set SIGHTLINE_DATA_DIR to a new directory.`);
  return 1;
}

function other(io: Io): number {
  io.err('The invented council that is there was made with other arguments, so this does not go on with it. Nothing was added. Give the same --children or --plans, --seed, --until and --service as then.');
  return 1;
}

function busy(io: Io): number {
  io.err('Another invented council, or a file, is being loaded into this database just now. Nothing was done: look again when that is finished.');
  return 1;
}
