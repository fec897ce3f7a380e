// What `npm start` runs: everything (the database, the web process and the jobs process), or, told `web` or `jobs`, one
// of these, for an installation on several machines that share a DATABASE_URL.
import { prepareRecord } from './casework/derivation.job.ts';
import { newSetUpLink, startWeb } from './app.ts';
import { type Config, readConfig } from './platform/config.ts';
import { databaseTrouble } from './platform/database-trouble.ts';
import { type House, openHouse } from './platform/house.ts';
import { startJobs } from './platform/jobs.ts';
import { errorFields, type Log, processLog } from './platform/logging.ts';
import { askedToEnd, reportReady, reportTrouble, supervise } from './platform/supervise.ts';
import { Trouble } from './platform/trouble.ts';
import { askForCouncil } from './simulation/invented-council.page.ts';

type Work = { ready: string; ended: Promise<unknown>; stop(): Promise<void> };

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function portTrouble(error: unknown, config: Config): Trouble | null {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new Trouble(`Port ${config.port} is in use by another program. Stop that program, or choose another port: `
      + `PORT=${config.port + 1} npm start`);
  }
  if (code === 'EACCES') return new Trouble(`Port ${config.port} may not be used by this user. Choose one above 1023.`);
  if (code === 'EADDRNOTAVAIL') return new Trouble(`SIGHTLINE_HOST is "${config.host}", which this machine is not.`);
  return null;
}

async function web(house: House, log: Log): Promise<Work> {
  try {
    const running = await startWeb({ config: house.config, db: house.database('app'), address: house.address, log, fillDemo: askForCouncil });
    return { ready: running.address, ended: new Promise(() => {}), stop: () => running.stop() };
  } catch (error) {
    throw portTrouble(error, house.config) ?? error;
  }
}

// Loaded here: the web process has no use for what they need, which takes seven megabytes.
async function background(house: House, log: Log): Promise<Work> {
  const { jobs } = await import('./jobs.ts');
  const running = await startJobs(jobs, { house, log });
  return { ready: 'The jobs process is at work.', ended: running.ended, stop: () => running.stop() };
}

async function saySetUpLink(house: House, address: string): Promise<void> {
  const link = await newSetUpLink(house.database('app'));
  if (link === null) return;
  say(`\nNobody can sign in yet. Open this link once, on this machine:\n\n  ${address}${link}\n`);
}

// Three times what the web process ever needed. On a large machine Node may take four gigabytes, and then cleans up so seldom that a third of what
// it holds is of no use any more.
const FOR_WEB = ['--max-old-space-size=1536'];

async function everything(house: House, log: Log, main: string): Promise<Work> {
  await prepareRecord(house, (children) => log.info('Working out all dates.', { children }));
  const programs = [{ name: 'web', options: FOR_WEB }, { name: 'jobs' }].map((program) => ({ ...program, module: main, args: [program.name] }));
  const { ready, failed, stop } = await supervise(programs, log);
  const address = house.config.publicAddress ?? ready['web'] ?? '';
  await saySetUpLink(house, ready['web'] ?? address);
  const ended = failed.then((trouble) => Promise.reject(trouble));
  return { ready: `Sightline is at ${address}\nStop it with Ctrl+C.`, ended, stop };
}

const kinds: Readonly<Record<string, (house: House, log: Log, main: string) => Promise<Work>>> = { all: everything, web, jobs: background };

async function run(kind: string, main: string): Promise<void> {
  const begin = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (begin === undefined) throw new Trouble(`There is no "${kind}" to start: web, jobs, or nothing for both.`, { exitCode: 2 });
  const asked = askedToEnd();
  const config = readConfig();
  const log = processLog(config.logLevel).with({ process: kind });
  const house = await openHouse(config, (remark) => log.warn(remark));
  try {
    const work = await begin(house, log, main);
    if (kind === 'all') say(work.ready);
    else reportReady(work.ready);
    try {
      await Promise.race([asked, work.ended]);
    } finally {
      await work.stop();
    }
  } finally {
    await house.close();
  }
}

/**
 * Runs the program until it is asked to end, then ends the process: with 0, or, after one clear message, with the exit
 * code of the trouble. `kind` is `all`, `web` or `jobs`; `main` is the module that the processes of `all` begin with.
 */
export async function start(kind: string, main: string): Promise<never> {
  // Where nobody reads what it says any more (the terminal is gone), it goes on, and ends in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    await run(kind, main);
    process.exit(0);
  } catch (error) {
    const trouble = databaseTrouble(error);
    if (trouble === null) processLog('error').error('Sightline failed.', errorFields(error));
    await reportTrouble(trouble?.message ?? 'Sightline failed: see the log.');
    process.exit(trouble?.exitCode ?? 1);
  }
}
