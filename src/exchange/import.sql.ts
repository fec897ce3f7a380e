// Taking a file into the record: checked from end to end, then loaded, in one transaction with one instant.
import type { Cell } from '../case-history/derived-table.ts';
import type { Facts, NewEntry } from '../case-history/entry.ts';
import type { Derive } from '../casework/derivation.ts';
import { beginRecording, record, type Recording } from '../casework/record.sql.ts';
import { writeRows } from '../casework/rows.sql.ts';
import type { Database } from '../platform/database.ts';
import { installationOf } from '../staff/installation.sql.ts';
import { keepGiven } from './given-problem.sql.ts';
import { problemKey } from './given-problem.ts';
import { type Balance, balanceOf } from './import-balance.ts';
import type { AskedBatch, LoadedBefore, FileSource } from './import-batch.ts';
import type { Hear } from './import-progress.ts';
import { beginBatch, endBatch, failBatch, isLoaded, lockImports } from './import-batch.sql.ts';
import type { KeptProblem } from './import-identify.sql.ts';
import { councilNumber, filesOnRecord, loadedBefore, sameFiles } from './import-known.sql.ts';
import type { RowPlan } from './import-match.ts';
import { type FilePerson, peopleOf } from './import-people.ts';
import { childrenOf, planned } from './import-plan.sql.ts';
import { type Attempt, type Loading, loadPeople } from './import-write.sql.ts';
import { refusalOf } from './reading.ts';
import { COMPARED_ANEW, type RowTold } from './return-compared.ts';

/** A file to be taken in, and by what rules. */
export interface ImportTask {
  readonly batch: AskedBatch;
  readonly derive: Derive;
  /** Find out what would become of the rows, and write nothing. */
  readonly dryRun: boolean;
  /** Wait for another import or roll-back to end, instead of being refused. */
  readonly wait?: boolean;
  readonly hear: Hear;
  /** Is told what becomes of each row. */
  readonly tell?: (rows: readonly RowTold[]) => void;
  /** Is given, in a dry run, what would be recorded. */
  readonly attempt?: Attempt;
  /** The files that the record held when this one was compared with it: of any others nothing is loaded. */
  readonly comparedWith?: string | undefined;
}

/** What a file came to. */
export interface Taken {
  readonly batch: string;
  readonly balance: Balance;
  readonly problems: readonly KeptProblem[];
  readonly problemCount: number;
  /** The children whom the rows with problems are about. */
  readonly children: readonly string[];
  /** An earlier batch of the very same files, and what has become of it. */
  readonly sameAs: string | null;
  readonly before: LoadedBefore | null;
  /** Number of the authority in the header; null where it states none. */
  readonly lea: string | null;
}

/** Why nothing was loaded: one message that says what, where and what to do. */
export interface NotTaken {
  readonly refused: string;
  /** It was not checked for viruses yet, and may be loaded once it was. */
  readonly unscanned?: true;
}

/** Another import or roll-back is at work. */
export const busy: NotTaken = { refused: 'Another file is being loaded or rolled back just now. Nothing was done: try again when that is finished.' };

/** Asked under the lock that making a database a demo one takes as well: no real row can slip in between. */
const demoOnly: NotTaken = { refused: 'This database holds an invented council, and can never hold real children. Nothing was loaded. '
  + 'Set SIGHTLINE_DATA_DIR to another directory (or DATABASE_URL to another database) for your council.' };

/** The record is another one than that with which the file was compared. */
export const recordChanged: NotTaken = { refused: COMPARED_ANEW };

/** The same batch was asked for twice, and the other one was quicker. */
const loadedMeanwhile: NotTaken = { refused: 'This file was loaded meanwhile. Nothing more was done.' };

/** How many people are written at a time. */
const windowSize = 1000;

/**
 * Takes a return into the record: all of it or, where anything is wrong, nothing. Its rows are counted in a balance
 * that always adds up. The same file again changes nothing.
 */
export async function takeIn(db: Database, task: ImportTask, source: FileSource): Promise<Taken | NotTaken> {
  const outcome = await db.transaction().execute(async (tx) => {
    if (!await lockImports(tx, task.wait)) return busy;
    if ((await installationOf(tx))?.kind === 'demo') return demoOnly;
    if (await isLoaded(tx, task.batch.id)) return loadedMeanwhile;
    if (task.comparedWith !== undefined && await filesOnRecord(tx) !== task.comparedWith) return recordChanged;
    if (!task.dryRun) await beginBatch(db, task.batch);
    return loadInto(tx, task, source);
  }).catch((error: unknown): NotTaken => {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { refused: refusal.message };
  });
  if ('refused' in outcome && outcome !== busy && outcome !== recordChanged && !task.dryRun) await failBatch(db, task.batch.id, outcome.refused);
  return outcome;
}

/** The same in the caller's transaction, which holds the lock of imports unless it is a dry run. */
export async function loadInto(tx: Database, task: ImportTask, source: FileSource): Promise<Taken | NotTaken> {
  const own = await councilNumber(tx);
  const { header, digest } = source;
  if (own !== null && header.lea !== null && header.lea !== own) return { refused: otherCouncil(header.lea, own) };
  const sameAs = await sameFiles(tx, digest);
  const { plans, begun, ...found } = await planned(tx, task.hear, source);
  const recording = task.dryRun ? null : await begin(tx, task.batch, plans, begun);
  const loading: Loading = { batch: task.batch.id, derive: task.derive, recording, digests: found.digests, begun, tell: task.tell, attempt: task.attempt, counts: {} };
  await loadAll(tx, task, { source, plans, loading });
  const balance = balanceOf(loading.counts, plans.length);
  const { problems, problemCount } = found;
  const before = sameAs === null ? null : await loadedBefore(tx, sameAs);
  const children = childrenOf(problems, plans, task.dryRun ? new Map<number, string>() : begun);
  const taken = { batch: task.batch.id, balance, problems, problemCount, children, sameAs, before, lea: header.lea };
  if (recording !== null) await finish(tx, task, { source, recording, taken });
  return taken;
}

function otherCouncil(stated: string, own: string): string {
  return `The header says that this is the return of authority ${stated}; the files loaded so far are those of authority ${own}. `
    + 'A database holds one council. Choose the file of this council; if the first file was the wrong one, roll it back first.';
}

/** Locks all that will be written to. Nothing is locked, nor any instant taken, where the file says nothing new. */
async function begin(
  tx: Database, batch: AskedBatch, plans: readonly RowPlan[], begun: ReadonlyMap<number, string>,
): Promise<Recording> {
  const known = plans.flatMap((plan) => (plan.to === 'known' ? plan.child : []));
  const waits = plans.some(({ to }) => to === 'quarantine');
  const children = [...begun.values(), ...known].map((id) => ({ kind: 'child' as const, id }));
  const subjects = children.length > 0 || waits ? [{ kind: 'source' as const, id: batch.id }, ...children] : [];
  return beginRecording(tx, { recordedBy: batch.askedBy, source: batch.id, operationId: batch.id }, subjects);
}

async function loadAll(
  tx: Database, task: ImportTask, { source, plans, loading }: { source: FileSource; plans: readonly RowPlan[]; loading: Loading },
): Promise<void> {
  let waiting: FilePerson[] = [];
  let rows = 0;
  for await (const { people, batch } of peopleOf(source.read(), plans)) {
    waiting.push(...people);
    rows += batch.records.length;
    if (waiting.length >= windowSize) {
      await loadPeople(tx, loading, waiting);
      waiting = [];
    }
    task.hear({ stage: 'loading', rows, bytesRead: batch.bytesRead, bytesTotal: batch.bytesTotal });
  }
  await loadPeople(tx, loading, waiting);
}

async function finish(
  tx: Database, task: ImportTask, { source, recording, taken }: { source: FileSource; recording: Recording; taken: Taken },
): Promise<void> {
  const { batch } = task;
  const { balance, problems, problemCount, sameAs } = taken;
  if (recording.locked.has(`source/${batch.id}`)) await record(tx, task.derive, recording, [batchEntry(task, source, balance)]);
  const rows = problems.map((one, i): Cell[] => [batch.id, i + 1, one.row, one.at, one.element, one.value, one.message]);
  await writeRows(tx, [{ table: 'public.import_problem', columns: problemColumns, rows }]);
  await keepGiven(tx, batch.id, problems.map(problemKey));
  await endBatch(tx, batch.id, { digest: source.digest, header: source.header, balance, problems: problemCount, sameAs });
}

const problemColumns = ['batch', 'problem_no', 'row_no', 'at', 'element', 'value', 'message'];

function batchEntry({ batch }: ImportTask, { header, digest }: FileSource, balance: Balance): NewEntry {
  const { problems: _problems, raw, ...stated } = header;
  const facts: Facts = { kind: batch.kind, digest, year: header.year, header: { ...stated }, balance: { ...balance } };
  return { subjectKind: 'source', subjectId: batch.id, kind: 'IMPORT_BATCH', occurredOn: header.referenceDate, facts, sourceRow: raw };
}
