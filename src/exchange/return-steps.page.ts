// A return on its way in: the steps until it is loaded, as a list that can be left and taken up again.
import { z } from 'zod';
import { queueJob } from '../platform/jobs.ts';
import { countText } from '../platform/layout/format.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import {
  importAddress, importProblemsAddress, importRowsAddress, importsAddress, returnAgainAddress, returnApproveAddress, returnDropAddress, returnStepsAddress,
} from './import-addresses.ts';
import { batchTitle } from './import-batch.ts';
import { batchNamed, compareAnew, enterBatch, failBatch } from './import-batch.sql.ts';
import { removeFiles } from './import-files.file.ts';
import { percentDone, type Progress } from './import-progress.ts';
import { COMPARED_ANEW } from './return-compared.ts';
import { forgetCompared, returnFiles } from './return-folder.file.ts';
import { returnInHand, type ReturnInHand } from './return-in-hand.sql.ts';

const who = may('import-files');

/** The steps of a return until it is loaded. `dataDir` is where its file is kept. */
export function returnStepsRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  return [
    page({ address: returnStepsAddress, who, answer: (request) => steps(request, dataDir) }),
    post({ address: returnAgainAddress, who, form: z.object({}), answer: (request) => again(request, dataDir) }),
    post({ address: returnDropAddress, who, form: z.object({}), answer: (request) => drop(request, dataDir) }),
  ];
}

type Seen = Pick<PageRequest<'/imports/:batch/steps', object, object, never>, 'db' | 'parts'>;
type Acting = PageRequest<'/imports/:batch/drop', object, object, object>;

const inHand = ({ db, parts }: Seen, dataDir: string): Promise<ReturnInHand | null> => returnInHand(db, parts.batch, (id) => returnFiles(dataDir, id));

async function steps(seen: Seen, dataDir: string): Promise<Answer> {
  const file = await inHand(seen, dataDir);
  if (file === null) return elsewhere(seen);
  const { batch, sum, stale } = file;
  const own = { batch: batch.id };
  const links = { back: importsAddress(), here: returnStepsAddress(own), drop: returnDropAddress(own), again: stale ? returnAgainAddress(own) : null };
  const model = { heading: batchTitle({ ...batch, year: sum?.year ?? batch.year }), batch, links, working: stale ? null : workingOn(file), refused: batch.trouble, steps: stepLines(file) };
  return { page: 'exchange/file-steps.njk', model, shows: 'nobody' };
}

/** A return that is no longer prepared has its page; of anything else there is none. */
async function elsewhere({ db, parts }: Seen): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  return batch === null ? NOT_FOUND : { goTo: importAddress({ batch: batch.id }) };
}

/** What is being done in the background; null where the person has to go on. */
function workingOn({ hasFile, batch: { progress }, sum, figures }: ReturnInHand): string | null {
  if (!hasFile || figures !== null) return null;
  const doing = sum === null ? 'Comparing every row with the record' : 'Working out what will change in figures: nothing is written to the record';
  const told = 'stage' in progress ? progress as Progress : null;
  return told === null ? doing : `${doing}: ${countText(told.rows, 'row')}, ${percentDone(told)}%`;
}

/** A step. Where its status is made of `lists`, each of them opens. */
interface StepLine { readonly title: string; readonly href: string | null; readonly status: string; readonly done: boolean; readonly lists?: readonly { readonly text: string; readonly href: string }[] }

function stepLines({ batch, sum, figures, stale }: ReturnInHand): StepLine[] {
  const own = { batch: batch.id };
  const later = 'Cannot start yet';
  const step = (title: string, href: string, status: string): StepLine => (sum === null || stale ? { title, href: null, status: later, done: false } : { title, href, status, done: status === 'Completed' });
  const { quarantined: waits = 0, new: begun = 0, changed = 0 } = sum?.balance ?? {};
  const values = sum?.problems ?? 0;
  const approving = step('Approve', returnApproveAddress(own), 'Not yet started');
  return [
    { title: 'Upload', href: null, status: 'Completed', done: true },
    { title: 'Match columns', href: null, status: 'Nothing to do: the columns of a return are fixed', done: true },
    step('Check values', importProblemsAddress(own), values === 0 ? 'Completed' : `${countText(values, 'value')} not taken`),
    step('Match people', importRowsAddress(own, { outcome: 'quarantined' }), waits === 0 ? 'Completed' : `${countText(waits, 'row')} to decide after loading`),
    differences(step('Review differences', importRowsAddress(own), 'No differences'), batch.id, { changed, new: begun }),
    figures === null ? { ...approving, href: null, status: later } : approving,
    { title: 'Result', href: null, status: later, done: false },
  ];
}

/** The step of differences, with a list for each way in which rows are not as in the record: one number would stand for two lists. */
function differences(step: StepLine, batch: string, rows: Readonly<Record<'changed' | 'new', number>>): StepLine {
  const lists = (['changed', 'new'] as const).flatMap((outcome) => (rows[outcome] === 0 ? [] : { text: countText(rows[outcome], `${outcome} row`), href: importRowsAddress({ batch }, { outcome }) }));
  return step.href === null || lists.length === 0 ? step : { ...step, href: null, lists };
}

/** Has the file compared anew where the record has other files by now. */
async function again(seen: Pick<Acting, 'db' | 'viewer' | 'parts'>, dataDir: string): Promise<Answer> {
  const file = await inHand(seen, dataDir);
  if (file?.stale !== true) return { goTo: importAddress(seen.parts) };
  const { id } = file.batch;
  await enterBatch(seen.db, seen.viewer, { id, what: 'file compared again', route: 'POST /imports' }, async (tx) => {
    await compareAnew(tx, id, COMPARED_ANEW);
    await queueJob(tx, 'compare-return', { batch: id }, `return ${id}`);
  });
  // Once it is entered: what was found stays where nothing is compared.
  await forgetCompared(dataDir, id);
  return { goTo: returnStepsAddress({ batch: id }) };
}

async function drop(seen: Pick<Acting, 'db' | 'viewer' | 'parts'>, dataDir: string): Promise<Answer> {
  const file = await inHand(seen, dataDir);
  if (file === null) return elsewhere(seen);
  const { id } = file.batch;
  await enterBatch(seen.db, seen.viewer, { id, what: 'file given up', route: 'POST /imports' }, (tx) => failBatch(tx, id, 'It was given up before it was loaded.'));
  await removeFiles(dataDir, id);
  return { goTo: importsAddress(), notice: 'The file was given up and removed. Nothing was loaded.' };
}
