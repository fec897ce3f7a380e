// A tracker on its way in: sending its file, and the steps until it is loaded, as a list that can be left and taken up again.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { queueJob } from '../platform/jobs.ts';
import { countText } from '../platform/layout/format.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { FILE_LIMITS } from './file-limits.ts';
import {
  importAddress, importsAddress, newImportAddress, newTrackerAddress, trackerAddress, trackerApproveAddress, trackerColumnsAddress, trackerDifferencesAddress, trackerDropAddress,
  trackerMappingAddress, trackerPeopleAddress, trackerValuesAddress,
} from './import-addresses.ts';
import { askBatch, enterBatch, failBatch } from './import-batch.sql.ts';
import { batchTitle } from './import-batch.ts';
import { keepFiles, removeFiles } from './import-files.file.ts';
import { type ImportPlace, scanningWords } from './new-import.ts';
import { countRows } from './tracker-compared.ts';
import { type TrackerInHand, trackerInHand } from './tracker-in-hand.sql.ts';
import { trackerFiles } from './tracker-folder.file.ts';

const who = may('import-files');

/** Sending a tracker, and its list of steps. */
export function trackerRoutes(place: ImportPlace): Route[] {
  return [
    page({ address: newTrackerAddress, who, answer: ({ site }) => Promise.resolve(uploadPage(site.kind, place)) }),
    post({ address: newTrackerAddress, who, form: z.object({}), upload: { maxBytes: FILE_LIMITS.packedBytes }, answer: (request) => receive(request, place) }),
    page({ address: trackerAddress, who, answer: (request) => steps(request, place.dataDir) }),
    page({ address: trackerMappingAddress, who, answer: ({ db, parts }) => downloadMapping(db, parts.batch) }),
    post({ address: trackerDropAddress, who, form: z.object({}), answer: (request) => drop(request, place.dataDir) }),
  ];
}

const limit = `${FILE_LIMITS.packedBytes / 1_000_000} MB`;

function uploadPage(kind: string, { scanning }: ImportPlace, errors: readonly { field: string; message: string }[] = []): Answer {
  const links = { back: newImportAddress(), here: newTrackerAddress() };
  return { page: 'exchange/new-tracker.njk', model: { errors, limit, links, demo: kind === 'demo', scanning: scanningWords(scanning), closed: scanning === 'missing' }, shows: 'nobody' };
}

async function receive({ db, viewer, files, site }: PageRequest<'/trackers/new', object, object, object>, place: ImportPlace): Promise<Answer> {
  const [file, ...others] = files;
  const problem = site.kind === 'demo' ? 'This is an invented council: it can never hold real children, so no file can be loaded'
    : place.scanning === 'missing' ? scanningWords(place.scanning)
      : file === undefined ? 'Select a file' : others.length > 0 ? 'Select one file' : file.tooBig ? `The selected file must be smaller than ${limit}` : file.bytes === 0 ? 'The selected file is empty' : null;
  if (problem !== null || file === undefined) return uploadPage(site.kind, place, [{ field: 'files', message: problem ?? '' }]);
  const batch = randomUUID();
  await keepFiles(place.dataDir, batch, [file.path]);
  await enterBatch(db, viewer, { id: batch, what: 'tracker sent', route: 'POST /trackers' }, async (tx) => {
    await askBatch(tx, { id: batch, kind: 'tracker', files: [file.name.slice(0, 200)], askedBy: viewer.staffId }, 'matching');
    await queueJob(tx, 'prepare-tracker', { batch }, `tracker ${batch}`);
  });
  return { goTo: trackerAddress({ batch }) };
}

type Seen = Pick<PageRequest<'/trackers/:batch', object, object, never>, 'db' | 'parts'>;

async function steps({ db, parts }: Seen, dataDir: string): Promise<Answer> {
  const tracker = await trackerInHand(db, parts.batch, (id) => trackerFiles(dataDir, id));
  if (tracker === null) return NOT_FOUND;
  const { batch } = tracker;
  const own = { batch: batch.id };
  if (batch.state !== 'matching') return { goTo: importAddress(own) };
  const links = { back: importsAddress(), here: trackerAddress(own), drop: trackerDropAddress(own), mapping: batch.mapping == null ? null : trackerMappingAddress(own) };
  const working = workingOn(tracker);
  const model = { heading: batchTitle(batch), batch, links, working, refused: tracker.refused, steps: stepLines(tracker) };
  return { page: 'exchange/file-steps.njk', model, shows: 'nobody' };
}

/** What is being done in the background; null where the person has to go on. */
function workingOn({ sheets, hasFile, batch, compared, refused }: TrackerInHand): string | null {
  if (!hasFile) return null;
  if (sheets === null) return 'Checking the file and looking at its sheets';
  return batch.mapping != null && compared === null && refused === null ? 'Comparing every row with the record' : null;
}

interface StepLine { readonly title: string; readonly href: string | null; readonly status: string; readonly done: boolean }

function stepLines({ batch, sheets, compared, refused }: TrackerInHand): StepLine[] {
  const own = { batch: batch.id };
  const ready = compared !== null;
  const counts = compared === null ? null : countRows(compared);
  const later = 'Cannot start yet';
  const step = (title: string, href: string, status: string): StepLine => ({ title, href: ready ? href : null, status: ready ? status : later, done: ready && status === 'Completed' });
  const values = compared?.problemCount ?? 0;
  const waits = counts?.waits ?? 0;
  const different = (counts?.disagrees ?? 0) + (counts?.['says-more'] ?? 0) + (counts?.stands ?? 0) + (counts?.['only-tracker'] ?? 0);
  return [
    { title: 'Upload', href: null, status: 'Completed', done: true },
    { title: 'Match columns', href: sheets === null ? null : trackerColumnsAddress(own), status: sheets === null ? later : refused !== null ? 'There is a problem' : batch.mapping == null ? 'Not yet started' : 'Completed', done: batch.mapping != null && refused === null },
    step('Check values', trackerValuesAddress(own), values === 0 ? 'Completed' : `${countText(values, 'value')} not taken`),
    step('Match people', trackerPeopleAddress(own), waits === 0 ? 'Completed' : `${countText(waits, 'row')} to decide after loading`),
    step('Review differences', trackerDifferencesAddress(own), different === 0 ? 'No differences' : countText(different, 'row is not as in the record', 'rows are not as in the record')),
    step('Approve', trackerApproveAddress(own), 'Not yet started'),
    { title: 'Result', href: null, status: later, done: false },
  ];
}

async function downloadMapping(db: Seen['db'], id: string): Promise<Answer> {
  const tracker = await trackerInHand(db, id, () => Promise.resolve({ sheets: null, prepared: null, hasFile: false }));
  if (tracker?.batch.mapping == null) return NOT_FOUND;
  return { download: { fileName: 'sightline-tracker-mapping.json', contentType: 'application/json', body: `${JSON.stringify(tracker.batch.mapping, null, 2)}\n` }, shows: 'nobody' };
}

async function drop({ db, viewer, parts }: PageRequest<'/trackers/:batch/drop', object, object, object>, dataDir: string): Promise<Answer> {
  const tracker = await trackerInHand(db, parts.batch, (id) => trackerFiles(dataDir, id));
  if (tracker?.batch.state !== 'matching') return { goTo: trackerAddress(parts) };
  const { id } = tracker.batch;
  await enterBatch(db, viewer, { id, what: 'tracker given up', route: 'POST /trackers' }, (tx) => failBatch(tx, id, 'It was given up before it was loaded.'));
  await removeFiles(dataDir, id);
  return { goTo: importsAddress(), notice: 'The tracker was given up, and its file removed. Nothing was loaded.' };
}
