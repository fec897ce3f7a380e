// `bench`: measures the program on invented data as large as a large council's, each figure beside its floor.
import { prepareRecord } from '../casework/derivation.job.ts';
import { type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import { inPlace, type Place } from '../platform/scratch-house.ts';
import { fillCouncil, measureDates, measureFigures, measureFilters, measureRebuild } from './bench-council.job.ts';
import { measureDemo, measureImport, measureMemory } from './bench-import.job.ts';
import { measureLists } from './bench-lists.job.ts';
import { measureLive } from './bench-live.job.ts';
import { thisMachine } from './bench-machine.file.ts';
import { measureKnownAt, measureNightly } from './bench-nightly.job.ts';
import { measurePage, measureStart } from './bench-pages.job.ts';
import { measureReturn } from './bench-return.job.ts';
import { measureSearch } from './bench-search.job.ts';
import { measureSteady } from './bench-steady.job.ts';
import { measureTracker } from './bench-tracker.job.ts';
import { judge, lineOf, type Measured, type Verdict } from './bench.ts';

/** What a large council has: children ever known, and the sizes of its files in proportion. */
const usual = { children: 120_000, plansInForce: 25_000, trackerRows: 20_000, demoPlans: 6_000, bytes: 150_000_000, minutes: 10 } as const;

/** How much to measure: the share of a large council, and for how many minutes to watch the memory. */
interface Extent { readonly children: number; readonly minutes: number }

interface Measurement { readonly council: boolean; readonly measure: (place: Place, share: number, minutes: number) => Promise<Measured[]> }

const measurements: Readonly<Record<string, Measurement>> = {
  memory: { council: false, measure: (place, share) => measureMemory(place, Math.round(usual.bytes * share)) },
  demo: { council: false, measure: (place, share) => measureDemo(place, Math.ceil(usual.demoPlans * share)) },
  import: { council: false, measure: (place, share) => measureImport(place, Math.ceil(usual.plansInForce * share)) },
  tracker: { council: true, measure: (place, share) => measureTracker(place, Math.ceil(usual.trackerRows * share)) },
  return: { council: true, measure: (place, share) => measureReturn(place, Math.ceil(usual.plansInForce * share)) },
  figures: { council: true, measure: measureFigures },
  filters: { council: true, measure: measureFilters },
  deadlines: { council: true, measure: (place) => measureDates(place, prepareRecord) },
  rebuild: { council: true, measure: measureRebuild },
  start: { council: true, measure: measureStart },
  search: { council: true, measure: measureSearch },
  lists: { council: true, measure: measureLists },
  'known-at': { council: true, measure: measureKnownAt },
  page: { council: true, measure: (place) => measurePage(place, prepareRecord) },
  live: { council: true, measure: (place) => measureLive(place, prepareRecord) },
  steady: { council: true, measure: (place, _share, minutes) => measureSteady(place, minutes) },
  nightly: { council: true, measure: measureNightly },
};

/** Runs `bench [--children N] [--minutes N] [--only NAME…] [--json]`. 0 where all holds, 1 where something does not, 2 for wrong use. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean' }, children: { type: 'string' }, minutes: { type: 'string' }, only: { type: 'string', multiple: true } });
  const children = numberIn('children', values.children, usual.children);
  const minutes = numberIn('minutes', values.minutes, usual.minutes);
  const names = values.only ?? Object.keys(measurements);
  const unknown = names.find((name) => measurements[name] === undefined);
  if (unknown !== undefined) throw wrongUse(`There is no measurement "${unknown}". There are ${Object.keys(measurements).join(', ')}.`);
  const machine = thisMachine();
  const { verdicts, server } = await inPlace((text) => io.err(text), async (place) => (
    { verdicts: await measureAll(place, names, { children, minutes }), server: place.server }));
  const after = thisMachine().load;
  if (values.json === true) printJson(io, { machine: { ...machine, loadAfter: after, server }, children, verdicts });
  else {
    const { processor, cores, gigabytes, node, load } = machine;
    io.out(`${processor}, ${cores} cores, ${gigabytes} GB, Node ${node}, PostgreSQL ${server}, load ${load} before and ${after} after`);
    for (const verdict of verdicts) io.out(lineOf(verdict));
  }
  return verdicts.some(({ holds }) => holds === false) ? 1 : 0;
}

function numberIn(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw wrongUse(`--${name} takes a whole number from 1, not "${text}".`);
  return Number(text);
}

async function measureAll(place: Place, names: readonly string[], { children, minutes }: Extent): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const chosen = names.flatMap((name) => measurements[name] ?? []);
  if (chosen.some(({ council }) => council)) await fillCouncil(place, children, prepareRecord);
  for (const { measure } of chosen) {
    for (const measured of await measure(place, children / usual.children, minutes)) {
      const verdict = judge(measured);
      place.say(lineOf(verdict));
      verdicts.push(verdict);
    }
  }
  return verdicts;
}
