// Returns with errors sown into them: for tests of what counts at the edges.
import { addDays } from '../src/calendar/day.ts';
import type { Day } from '../src/calendar/day.ts';
import type { ReturnRecord } from '../src/case-history/return-record.ts';
import { seeded } from '../src/simulation/seeded.ts';
import type { Chance } from '../src/simulation/seeded.ts';

type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

const CODES: Record<string, readonly string[]> = {
  requestOutcome: ['Y', 'N', 'A', 'W', 'H'], assessmentOutcome: ['Y', 'N', 'A', 'W', 'H'], ceaseReason: ['1', '5', '9'], sex: ['M', 'F', 'U'],
  dp: ['E', 'S', 'H', 'I'], res: ['A', 'B'], wbp: ['A', 'T', 'S'], reviewOutcome: ['A', 'C', 'M'], senTypeRank: ['1', '2'], transferLa: ['XXX'],
};
const FLAGS = new Set(['rya', 'requestMediation', 'requestTribunal', 'assessmentMediation', 'assessmentTribunal', 'week20', 'pb', 'oa']);
const DATE = /Date$|^lastReview$|^reviewMeeting$/;
const LIMITS = [-1, 0, 28, 29, 42, 43, 112, 113, 140, 141, 364, 365];

function edgesOf({ year, referenceDate }: ReturnRecord): Day[] {
  const ends = [`${year - 1}-01-01`, `${year - 2}-12-31`, `${year - 1}-12-31`, `${year}-01-01`] as Day[];
  return [...ends, referenceDate, addDays(referenceDate, 1), addDays(referenceDate, -1)];
}

/** Another value for the field `name`; undefined where the field is left as it is. */
function instead(name: string, record: ReturnRecord, chance: Chance): Value | undefined {
  if (FLAGS.has(name)) return chance.pick([true, false, null]);
  if (CODES[name] !== undefined) return chance.pick([...CODES[name], null]);
  if (!DATE.test(name) || name === 'referenceDate') return undefined;
  const edge = chance.pick(edgesOf(record));
  const received = record.requests[0]?.receivedDate ?? edge;
  return chance.pick<Value>([null, edge, addDays(received, chance.pick(LIMITS))]);
}

/** A copy of `records` in which about one value in twelve is missing, on the edge of a limit or a period, or wrong. */
export function disturbed(records: readonly ReturnRecord[], seed: number): ReturnRecord[] {
  const chance = seeded(seed);
  const walk = (value: Value, record: ReturnRecord): Value => {
    if (Array.isArray(value)) return value.map((item) => walk(item, record));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => {
      const changed = chance.yes(0.08) ? instead(name, record, chance) : undefined;
      return [name, changed === undefined ? walk(held, record) : changed];
    }));
  };
  return records.map((record) => walk(record as unknown as Value, record) as unknown as ReturnRecord);
}
