// import rollback BATCH [--json]
import { prepareRecord } from '../casework/derivation.job.ts';
import { inHouse, type Io, printJson, readArguments } from '../platform/command.ts';
import { Trouble } from '../platform/trouble.ts';
import { batchNamed } from './import-batch.sql.ts';
import { rollBack } from './import-roll-back.sql.ts';

/** Rolls a batch back, named by its id or the beginning of it. 0 where that was done, 1 where it is refused. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, ['BATCH']);
  const [name = ''] = positionals;
  const done = await inHouse(io, async (house) => {
    const db = house.database('app');
    const batch = await batchNamed(db, name);
    if (batch === null) throw new Trouble(`There is no batch "${name}", or more than one begins so. The page "Files loaded" lists them all.`);
    return rollBack(db, await prepareRecord(house), batch, house.config.operator);
  });
  if ('refused' in done) throw new Trouble(done.refused);
  if (values.json === true) printJson(io, done);
  else io.out(`Batch ${done.batch} was rolled back: ${done.retracted} entries of ${done.children} children no longer hold.`);
  return 0;
}
