// `history verify`, `history rebuild [--check]`, `history hash`, `history checkpoint`.
import { inHouse, type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import type { House } from '../platform/house.ts';
import { recordView } from './access.sql.ts';
import { makeCheckpoint } from './checkpoint.job.ts';
import { ownDerive, prepareRecord } from './derivation.job.ts';
import { checkDerived } from './rebuild-check.sql.ts';
import { rebuild } from './rebuild.sql.ts';
import { verifyRecord } from './verify-record.page.ts';
import { historyHash } from './verify.sql.ts';

/** What an action found: printed as JSON, or as lines for a person. */
interface Finding {
  readonly json: object;
  readonly lines: readonly string[];
  readonly ok: boolean;
  /** Whose records it names. */
  readonly children?: readonly string[];
}

type Action = (house: House, say: (text: string) => void, check: boolean) => Promise<Finding>;

const actions: Readonly<Record<string, Action>> = {
  verify, hash: hashOf, checkpoint,
  rebuild: (house, say, check) => (check ? rebuildCheck(house, say) : rebuildNow(house, say)),
};

/** Runs `history ACTION`. 0 where all is well, 1 where something was found, 2 for wrong use. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, check: { type: 'boolean' } }, ['ACTION']);
  const [name = ''] = positionals;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) throw wrongUse(`There is no "history ${name}". Use verify, rebuild, hash or checkpoint.`);
  if (values.check === true && name !== 'rebuild') throw wrongUse('--check goes with "history rebuild".');
  return inHouse(io, async (house) => {
    const found = await action(house, (text) => io.err(text), values.check === true);
    await recordAccess(house, `history ${name}`, found.children ?? []);
    if (values.json === true) printJson(io, found.json);
    else found.lines.forEach((line) => io.out(line));
    return found.ok ? 0 : 1;
  });
}

/** Committed before anything is printed. Where no child is named there is nothing to write. */
async function recordAccess({ database, config }: House, route: string, children: readonly string[]): Promise<void> {
  if (children.length > 0) await recordView(database('app'), { staffId: config.operator }, { what: 'records found at fault', route, children });
}

async function verify(house: House, say: (text: string) => void): Promise<Finding> {
  const { ok, found, checkpoints, upTo, faults, accessLog } = await verifyRecord(house, say);
  return {
    ok, children: found.bad.flatMap((bad) => (bad.subject === 'child' ? [bad.id] : [])),
    json: { ok, ...found, first: found.bad[0] ?? null, checkpoints, coveredUpTo: upTo, checkpointFaults: faults, accessDisposed: accessLog.disposed, accessFault: accessLog.fault, accessFirst: accessLog.first },
    lines: [
      `${found.entries} entries of ${found.subjects} subjects; the content of ${found.disposed} was disposed of, and of ${accessLog.disposed} entries of the access log.`,
      upTo === null ? 'There is no checkpoint to compare with yet.' : `${checkpoints} checkpoints cover what was recorded up to ${upTo}.`,
      ...faults,
      ...found.bad.map((bad) => `${bad.subject} ${bad.id}, entry ${bad.seq}: ${bad.message}.`),
      ...(accessLog.fault === null ? [] : [accessLog.fault]),
      ok ? 'The record and the access log are as they were recorded.' : verdictOn(found.badSubjects, faults.length, accessLog.fault),
    ],
  };
}

function verdictOn(subjects: number, checkpoints: number, accessLog: string | null): string {
  return `What is kept is not as it was recorded: ${subjects} subjects, ${checkpoints} checkpoints${accessLog === null ? '' : ', the access log'}.`;
}

async function rebuildNow(house: House, say: (text: string) => void): Promise<Finding> {
  const children = await rebuild(house.database('migrate'), ownDerive(), { progress: (done) => say(`${done} children derived`) });
  return { ok: true, json: { ok: true, children }, lines: [`The derived tables of ${children} children were rebuilt.`] };
}

async function rebuildCheck(house: House, say: (text: string) => void): Promise<Finding> {
  const derive = await prepareRecord(house);
  const found = await checkDerived(house.database('app'), derive, (done) => say(`${done} children compared`));
  const ok = found.count === 0;
  return {
    ok, children: found.differences.map(({ child }) => child),
    json: { ok, ...found },
    lines: [
      `${found.children} children and ${found.rows} rows compared.`,
      ...found.differences.map(({ table, child, row, what, columns }) =>
        `${table}, child ${child}${row === '' ? '' : `, ${row}`}: ${what === 'different' ? columns.join(', ') : what}`),
      ok ? 'No difference.' : `${found.count} rows differ. Run "history rebuild" once you know why.`,
    ],
  };
}

async function hashOf(house: House): Promise<Finding> {
  const hash = await historyHash(house.database('app'));
  return { ok: true, json: { hash }, lines: [hash] };
}

async function checkpoint(house: House): Promise<Finding> {
  const made = await makeCheckpoint(house.database('app'), house.config.dataDir);
  return {
    ok: true,
    json: { made: made !== null, ...(made ?? {}) },
    lines: [made === null ? 'Nothing was recorded since the last checkpoint.' : `Checkpoint ${made.number}: ${made.entries} entries, root ${made.root}.`],
  };
}
