import { type Day, daysBetween, dayOfInstant } from '../calendar/day.ts';
import { importAddress } from '../exchange/import-addresses.ts';
import { type Balance, type Outcome, OUTCOMES } from '../exchange/import-balance.ts';
import { allBatches } from '../exchange/import-batch.sql.ts';
import { batchTitle, type ImportBatch } from '../exchange/import-batch.ts';
import { address } from '../platform/web-address.ts';
import { type Answer, page, type PageRequest, type Route } from '../platform/web-route.ts';
import { type AccessibilityProblem, knownProblems, lastCheckedOn, lastTriedOn, preparedOn } from './accessibility.ts';
import { restrictedRecordsAddress } from '../staff/addresses.ts';
import { overdueReviews } from '../staff/restriction-tasks.sql.ts';
import { gapsInData, lastWorkedOn } from './about-the-data.sql.ts';

function note(template: string): () => Promise<Answer> {
  return async () => ({ page: template, model: {}, shows: 'nobody' });
}

/** The notes at the foot of every page, for anyone to read; counts only for those who may see figures. */
export const notesRoutes: readonly Route[] = [
  page({ address: address('/privacy'), who: 'anyone', answer: note('governance/privacy.njk') }),
  page({ address: address('/accessibility'), who: 'anyone', answer: async () => accessibilityStatement({ problems: knownProblems, preparedOn, lastCheckedOn, lastTriedOn }) }),
  page({ address: address('/data-notes'), who: 'anyone', answer: aboutTheData }),
];

interface Statement { readonly problems: readonly AccessibilityProblem[]; readonly preparedOn: Day; readonly lastCheckedOn: Day; readonly lastTriedOn: Day | null }

/** The public statement: what the checks let pass, and when who last checked. */
export function accessibilityStatement(model: Statement): Answer {
  return { page: 'governance/accessibility.njk', model, shows: 'nobody' };
}

async function aboutTheData({ db, viewer, now }: PageRequest<'/data-notes', 'anyone', object, never>): Promise<Answer> {
  if (viewer === null || !viewer.rights.has('see-figures')) return { page: 'governance/data-notes.njk', model: {}, shows: 'nobody' };
  const today = dayOfInstant(now);
  const [batches, gaps, workedOn] = [await allBatches(db), await gapsInData(db, today), await lastWorkedOn(db)];
  const loaded = batches.filter(({ state }) => state === 'done');
  const opens = viewer.rights.has('import-files');
  const latest = loaded.flatMap(({ censusDay }) => censusDay ?? []).toSorted().at(-1) ?? null;
  // The number tells of nobody; which they are is on the list of those who look after restricted records.
  const reviews = { overdue: await overdueReviews(db, viewer, now), href: viewer.rights.has('restrict-records') ? restrictedRecordsAddress() : null };
  const model = {
    counts: { latest, latestAge: latest === null ? 0 : daysBetween(latest, today), workedOn, sources: loaded.map((batch) => sourceLine(batch, opens)), outcomes: Object.values(OUTCOMES), gaps, reviews, empty: gaps.every(({ all }) => all === 0) },
  };
  return { page: 'governance/data-notes.njk', model, shows: 'nobody' };
}

function sourceLine(batch: ImportBatch, opens: boolean): object {
  const balance = batch.balance as Balance;
  const parts = (Object.keys(OUTCOMES) as Outcome[]).map((outcome) => balance[outcome]);
  return { title: batchTitle(batch), href: opens ? importAddress({ batch: batch.id }) : null, censusDay: batch.censusDay, endedAt: batch.endedAt, rows: balance.in, parts, problems: batch.problems };
}
