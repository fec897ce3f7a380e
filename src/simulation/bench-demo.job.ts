// Making an invented council, from the command to its end.
import { type Place, withHouse } from '../platform/scratch-house.ts';
import { COPYING, secondsToCopy } from './bench-floor.job.ts';
import { runCommand } from './bench-process.file.ts';
import type { Measured } from './bench.ts';

/** An invented council with at least so many plans in force. */
export function measureDemo(place: Place, plans: number): Promise<Measured[]> {
  return withHouse(place, 'demo', async (house) => {
    place.say(`Making an invented council of ${plans} plans in force`);
    const ran = await runCommand(['demo', '--plans', String(plans)], house.config.dataDir);
    const asked = await runCommand(['figures', '--measure', 'caseload.total', '--json'], house.config.dataDir);
    const [{ denominator = 0 } = {}] = (JSON.parse(asked.output) as { figures: { denominator: number }[] }).figures;
    const { seconds, rows, tables } = await secondsToCopy(place, house);
    return [{ name: 'invented council', unit: 's', figure: ran.seconds, floor: seconds, floorIs: COPYING, most: { figure: 60 }, note: `${denominator} plans in force, ${rows} rows in ${tables} tables` }];
  });
}
