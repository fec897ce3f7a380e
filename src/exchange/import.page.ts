// The pages of files loaded: the list, and of each how far it is and what it came to.
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

const who = may('import-files');

/** The list of files loaded, and the page of each. `dataDir` is where uploads are kept until they are loaded. */
export function importRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  return [
    page({ address: importsAddress, who, answer: list }),
    page({ address: importAddress, who, answer: (request) => show(request, dataDir) }),
  ];
}

async function list({ db, viewer, site, now }: PageRequest<'/imports', object, object, never>): Promise<Answer> {
  const batches = await allBatches(db);
  const names = await staffNames(db, batches.map(({ askedBy }) => askedBy));
  const rows = batches.map((batch) => ({
    href: batch.state === 'matching' ? stepsAddress(batch) : importAddress({ batch: batch.id }), title: batchTitle(batch), state: batchStates[batch.state], askedAt: batch.askedAt,
    files: batch.files.join(', '), by: names.get(batch.askedBy) ?? batch.askedBy, rows: batch.state === 'rolled-back' ? null : batch.balance?.in ?? null,
  }));
  const given = await givenTo(db, viewer, now);
  // Who has alerts chooses it beside them.
  const mail = viewer.rights.has('record-events') ? null : fileMailAddress();
  const shows = given.length === 0 ? 'nobody' : { what: 'problems of files, given', children: [...new Set(given.flatMap(({ children }) => children))] };
  return { page: 'exchange/imports.njk', model: { rows, given: given.map(givenLine), invented: site.kind === 'demo', links: { load: newImportAddress(), tracker: newTrackerAddress(), quarantine: quarantineAddress(), mail } }, shows };
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
