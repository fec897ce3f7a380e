// The pages of files loaded: the list, and of each how far it is and what it came to.
import type { Database } from '../platform/database.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import {
  fileMailAddress, importAddress, importProblemsAddress, importRowsAddress, importsAddress, newImportAddress, newTrackerAddress, quarantineAddress, restartAddress, rollBackAddress, stepsAddress,
} from './import-addresses.ts';
import { type Balance, type Outcome, OUTCOMES } from './import-balance.ts';
import { batchStates, batchTitle, type ImportBatch, NO_AUTHORITY, restartable } from './import-batch.ts';
import { percentDone, type Progress, stages } from './import-progress.ts';
import { allBatches, batchNamed } from './import-batch.sql.ts';
import { givenLine } from './given-line.ts';
import { givenTo } from './given-problem.sql.ts';
import { keptFiles } from './import-files.file.ts';
import { loadedBefore } from './import-known.sql.ts';
import { importCounts, staffNames } from './import-lists.sql.ts';
import { authorityOf, ENDED_AUTHORITIES } from './local-authorities.ts';
import { returnFiles } from './return-folder.file.ts';
import { returnInHand, type ReturnInHand } from './return-in-hand.sql.ts';
import { trackerFiles } from './tracker-folder.file.ts';
import { trackerInHand, type TrackerInHand } from './tracker-in-hand.sql.ts';

const who = may('import-files');

/** The list of files loaded, and the page of each. `dataDir` is where uploads are kept until they are loaded. */
export function importRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  return [
    page({ address: importsAddress, who, answer: (request) => list(request, dataDir) }),
    page({ address: importAddress, who, answer: (request) => show(request, dataDir) }),
  ];
}

async function list({ db, viewer, site, now }: PageRequest<'/imports', object, object, never>, dataDir: string): Promise<Answer> {
  const batches = await allBatches(db);
  const names = await staffNames(db, batches.map(({ askedBy }) => askedBy));
  const rows = await Promise.all(batches.map(async (batch) => ({
    href: batch.state === 'matching' ? stepsAddress(batch) : importAddress({ batch: batch.id }), title: batchTitle(batch), ...await standing(db, batch, dataDir), askedAt: batch.askedAt,
    files: batch.files.join(', '), by: names.get(batch.askedBy) ?? batch.askedBy, rows: batch.state === 'rolled-back' ? null : batch.balance?.in ?? null,
  })));
  const given = await givenTo(db, viewer, now);
  // Who has alerts chooses it beside them.
  const mail = viewer.rights.has('record-events') ? null : fileMailAddress();
  const shows = given.length === 0 ? 'nobody' : { what: 'problems of files, given', children: [...new Set(given.flatMap(({ children }) => children))] };
  return { page: 'exchange/imports.njk', model: { rows, given: given.map(givenLine), invented: site.kind === 'demo', links: { load: newImportAddress(), tracker: newTrackerAddress(), quarantine: quarantineAddress(), mail } }, shows };
}

/** The state of a batch in words; of one that waits for a person before it is loaded, also until when it is kept. */
async function standing(db: Database, batch: ImportBatch, dataDir: string): Promise<{ state: string; until: string | null }> {
  const waitsFor = batch.state !== 'matching' ? null : batch.kind === 'tracker' ? trackerWaitsFor(await trackerInHand(db, batch.id, (id) => trackerFiles(dataDir, id)))
    : returnWaitsFor(await returnInHand(db, batch.id, (id) => returnFiles(dataDir, id)));
  if (waitsFor === null) return { state: batchStates[batch.state], until: null };
  return 'nobody' in waitsFor ? { state: waitsFor.nobody, until: null } : { state: `Waits ${waitsFor.person}: nothing is loaded yet`, until: batch.keptUntil };
}

type WaitsFor = { readonly person: string } | { readonly nobody: string } | null;

const [comparing, notKept] = [{ nobody: 'Being compared with the record: nothing is loaded yet' }, { nobody: 'No longer kept: nothing was loaded' }];

function returnWaitsFor(file: ReturnInHand | null): WaitsFor {
  if (file === null) return null;
  if (!file.hasFile) return notKept;
  if (file.stale) return { person: 'to be compared again' };
  return file.figures === null ? comparing : { person: 'for approval' };
}

function trackerWaitsFor(file: TrackerInHand | null): WaitsFor {
  if (file === null || (file.hasFile && file.sheets === null)) return null;
  if (!file.hasFile) return notKept;
  if (file.batch.mapping == null || file.refused !== null) return { person: 'for its columns to be matched' };
  return file.compared === null ? comparing : { person: 'for approval' };
}

async function show({ db, parts }: PageRequest<'/imports/:batch', object, object, never>, dataDir: string): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch === null) return NOT_FOUND;
  if (batch.state === 'matching') return { goTo: stepsAddress(batch) };
  const [names, counts, kept] = await Promise.all([staffNames(db, [batch.askedBy, batch.rolledBackBy ?? '']), importCounts(db, batch.id), keptFiles(dataDir, batch.id)]);
  const before = batch.sameAs === null ? null : await loadedBefore(db, batch.sameAs);
  const own = { batch: batch.id };
  const links = {
    back: importsAddress(), here: importAddress(own), problems: importProblemsAddress(own), rollBack: rollBackAddress(own), restart: restartAddress(own),
    load: newImportAddress(), figures: `/line-of-sight${batch.censusDay === null ? '' : `?asAt=${batch.censusDay}`}`, quarantine: quarantineAddress({ batch: batch.id }), rows: importRowsAddress(own),
    ...(batch.sameAs === null ? {} : { sameAs: importAddress({ batch: batch.sameAs }) }),
  };
  const model = {
    heading: batchTitle(batch), batch, by: names.get(batch.askedBy) ?? batch.askedBy, rolledBackBy: names.get(batch.rolledBackBy ?? '') ?? batch.rolledBackBy, state: batchStates[batch.state], links, ...counts,
    before: before && { ...before, since: before.since.map((one) => ({ ...one, href: importAddress({ batch: one.batch }) })) },
    noAuthority: batch.state === 'done' && batch.kind !== 'tracker' && batch.lea === null ? NO_AUTHORITY : null,
    balance: balanceLines(batch), authority: authorityWords(batch), progress: progressWords(batch), canRestart: restartable(batch) && kept.length > 0,
  };
  return { page: 'exchange/import.njk', model, shows: 'nobody' };
}

function authorityWords({ lea }: ImportBatch): string | null {
  if (lea === null) return null;
  const name = authorityOf(lea)?.name ?? ENDED_AUTHORITIES[lea]?.name;
  return name === undefined ? lea : `${name} (${lea})`;
}

function balanceLines({ id, balance }: ImportBatch): object[] {
  if (balance === null) return [];
  const names = Object.keys(OUTCOMES) as Outcome[];
  return names.map((name) => ({ ...OUTCOMES[name], count: (balance as Balance)[name], href: importRowsAddress({ batch: id }, { outcome: name }) }));
}

function progressWords({ state, progress }: ImportBatch): object | null {
  const told = 'stage' in progress ? progress as Progress : null;
  if (state === 'waiting' && told?.stage !== 'scanning') return { words: 'Waiting for its turn', percent: 0, rows: 0 };
  if (state !== 'waiting' && state !== 'running') return null;
  if (told === null) return { words: 'Opening the file', percent: 0, rows: 0 };
  return { words: stages[told.stage], percent: percentDone(told), rows: told.rows };
}
