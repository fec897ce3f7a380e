// What a tracker would change: whom its rows are about, what it says otherwise than the record, what figures would be, and
// approving it.
import { hash } from 'node:crypto';
import { z } from 'zod';
import { caseAddress } from '../children/addresses.ts';
import type { Database } from '../platform/database.ts';
import { queueJob } from '../platform/jobs.ts';
import { fileLinks, isListFormat } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import {
  importAddress, trackerAddress, trackerApproveAddress, trackerDifferencesAddress, trackerDifferencesFileAddress, trackerPeopleAddress, trackerValuesAddress,
} from './import-addresses.ts';
import { approveBatch, enterBatch } from './import-batch.sql.ts';
import { batchTitle } from './import-batch.ts';
import { differencesList } from './tracker-differences.ts';
import { referencesOf } from './tracker-compare.sql.ts';
import { type Compared, type ComparedRow, countFields, countRows, type OnlyInRecord, RESTRICTED, ROW_VERDICTS, type RowVerdict } from './tracker-compared.ts';
import { FIGURE_CAUSES, type FigureCause } from './tracker-figures.ts';
import { trackerFiles } from './tracker-folder.file.ts';
import { type TrackerInHand, trackerInHand } from './tracker-in-hand.sql.ts';
import { listOf, listQuery } from './tracker-lists.ts';

const who = may('import-files');
const approveForm = z.object({ compared: z.string().max(64) });
const peopleQuery = z.object({ page: z.coerce.number().catch(1) });

/** Reviewing a tracker and approving it. */
export function trackerReviewRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  return [
    page({ address: trackerPeopleAddress, who, query: peopleQuery, answer: (request) => people(request, dataDir) }),
    page({ address: trackerDifferencesAddress, who, query: listQuery, answer: (request) => differences(request, dataDir) }),
    page({ address: trackerDifferencesFileAddress, who, answer: (request) => download(request, request.parts.format, dataDir) }),
    page({ address: trackerApproveAddress, who, answer: (request) => approval(request, dataDir) }),
    post({ address: trackerApproveAddress, who, form: approveForm, answer: (request) => approve(request, dataDir) }),
  ];
}

type Ready = TrackerInHand & { readonly compared: Compared };
interface Seen { readonly db: Database; readonly viewer: Viewer; readonly parts: { readonly batch: string }; readonly now: string }

async function ready({ db, parts }: Pick<Seen, 'db' | 'parts'>, dataDir: string): Promise<Ready | null> {
  const tracker = await trackerInHand(db, parts.batch, (id) => trackerFiles(dataDir, id));
  return tracker === null || tracker.compared === null || tracker.batch.state !== 'matching' ? null : { ...tracker, compared: tracker.compared };
}

const most = 25;
const knownOf = (counts: Record<RowVerdict, number>): number => counts.agrees + counts.disagrees + counts['says-more'] + counts.stands;
const childrenIn = (rows: readonly { readonly child: string | null }[]): string[] => [...new Set(rows.flatMap(({ child }) => child ?? []))];

async function people(seen: Seen & { query: z.infer<typeof peopleQuery> }, dataDir: string): Promise<Answer> {
  const tracker = await ready(seen, dataDir);
  if (tracker === null) return { goTo: trackerAddress({ batch: seen.parts.batch }) };
  const own = { batch: tracker.batch.id };
  const { rows } = tracker.compared;
  const counts = countRows(tracker.compared);
  const waits = rows.filter(({ verdict }) => verdict === 'waits');
  const pages = paging(seen.query.page, waits.length, (number) => trackerPeopleAddress(own, { page: number }), most);
  const lines = [
    { title: 'New: not in the record, so a record would be begun', count: counts['only-tracker'] }, { title: 'Changed or unchanged: known by number and date of birth, or from this tracker before', count: knownOf(counts) },
    { title: 'Merged: further rows about the same child', count: counts.merged }, { title: 'Quarantined: like a child of the record, and a person decides after loading', count: counts.waits }, { title: 'Excluded: not about a child, or nothing tells about whom', count: counts.excluded },
  ];
  const model = { lines, all: rows.length, waiting: waits.slice(pages.before, pages.before + most), waits: waits.length, pages, links: { back: trackerAddress(own), differences: trackerDifferencesAddress(own) } };
  return { page: 'exchange/tracker-people.njk', model, shows: { what: 'people of a tracker', children: childrenIn(model.waiting) } };
}

async function differences(seen: Seen & { query: z.infer<typeof listQuery> }, dataDir: string): Promise<Answer> {
  const tracker = await ready(seen, dataDir);
  if (tracker?.batch.mapping == null) return { goTo: trackerAddress({ batch: seen.parts.batch }) };
  const { compared } = tracker;
  const own = { batch: tracker.batch.id };
  const counts = countRows(compared);
  const { chosen, list, heading, means, parts } = listOf(tracker, seen.query, tracker.batch.mapping);
  const pages = paging(seen.query.page, list.length, (number) => trackerDifferencesAddress(own, { ...parts, page: number }), most);
  const shown = list.slice(pages.before, pages.before + most);
  const references = await referencesOf(seen.db, seen.viewer, childrenIn(shown), seen.now);
  const model = {
    ways: waysOf(own, { counts, onlyRecord: compared.onlyInRecord.length, chosen }), all: compared.rows.length, fields: countFields(compared.rows), chosen, pages, total: list.length,
    heading, means, rows: shown.map((one) => lineOf(one, references)), links: { back: trackerAddress(own), files: fileLinks((format) => trackerDifferencesFileAddress({ ...own, format })), next: trackerApproveAddress(own) },
  };
  return { page: 'exchange/tracker-differences.njk', model, shows: { what: 'differences of a tracker', children: [...references.keys()] } };
}

function waysOf(own: { batch: string }, { counts, onlyRecord, chosen }: { counts: Record<RowVerdict, number>; onlyRecord: number; chosen: string | null }): object[] {
  const href = (show: RowVerdict | 'only-record'): string => trackerDifferencesAddress(own, { show });
  const rows = (Object.keys(ROW_VERDICTS) as RowVerdict[]).map((name) => ({ text: ROW_VERDICTS[name].title, count: counts[name], href: href(name), current: name === chosen, ofRows: true }));
  return [...rows, { text: 'Only in the record', count: onlyRecord, href: href('only-record'), current: chosen === 'only-record', ofRows: false }];
}

function lineOf(one: ComparedRow | OnlyInRecord, references: ReadonlyMap<string, string>): object {
  const reference = one.child === null ? null : references.get(one.child) ?? null;
  if (one.child !== null && reference === null) return { name: RESTRICTED, at: 'at' in one ? one.at : null, why: null, since: null, fields: [] };
  const link = one.child === null || reference === null ? {} : { href: caseAddress({ childId: one.child }), reference };
  if ('since' in one) return { ...link, name: [one.surname, one.forename].filter((part) => part !== null).join(', ') || 'No name recorded', at: null, since: one.since, fields: [] };
  return { ...link, name: one.name || 'No name in the row', at: one.at, why: one.why, since: null, begins: one.verdict === 'only-tracker', fields: one.fields.filter(({ verdict }) => verdict !== 'agrees') };
}

async function download(seen: Seen, format: string, dataDir: string): Promise<Answer> {
  if (!isListFormat(format)) return NOT_FOUND;
  const tracker = await ready(seen, dataDir);
  if (tracker === null) return { goTo: trackerAddress({ batch: seen.parts.batch }) };
  const { rows, onlyInRecord } = tracker.compared;
  const references = await referencesOf(seen.db, seen.viewer, childrenIn([...rows, ...onlyInRecord]), seen.now);
  const list = differencesList(batchTitle(tracker.batch), tracker.compared, references);
  return { download: listDownload('sightline-tracker-differences', format, list), shows: { what: 'differences of a tracker, as a file', children: [...references.keys()] } };
}

async function approval(seen: Pick<Seen, 'db' | 'parts'>, dataDir: string, problem?: string): Promise<Answer> {
  const tracker = await ready(seen, dataDir);
  if (tracker === null) return { goTo: trackerAddress({ batch: seen.parts.batch }) };
  const own = { batch: tracker.batch.id };
  const counts = countRows(tracker.compared);
  const model = {
    compared: digestOf(tracker), heading: batchTitle(tracker.batch), asAt: tracker.batch.mapping?.asAt, counts, known: knownOf(counts), problems: tracker.compared.problemCount,
    changed: tracker.figures?.filter(({ before, after }) => before !== after).map((figure) => ({ ...figure, causes: figure.causes.map((cause) => causeLine(own, figure.id, cause)) })) ?? null,
    same: tracker.figures?.filter(({ before, after }) => before === after).length ?? 0,
    errors: problem === undefined ? [] : [{ field: '', message: problem }],
    links: { back: trackerAddress(own), here: trackerApproveAddress(own), values: trackerValuesAddress(own), differences: trackerDifferencesAddress(own) },
  };
  return { page: 'exchange/tracker-approve.njk', model, shows: 'nobody' };
}

function causeLine(own: { readonly batch: string }, figure: string, { of, rows, change }: FigureCause): object {
  return { count: rows.length, about: FIGURE_CAUSES[of], change, href: trackerDifferencesAddress(own, { figure, of }) };
}

/** Stands for the meanings by which a tracker was compared: who approves it has seen what these lead to. */
const digestOf = ({ batch: { mapping } }: TrackerInHand): string => hash('sha256', JSON.stringify(mapping), 'hex').slice(0, 32);

const otherMeanings = 'What columns or values mean was changed since you opened this page, perhaps in another tab. Nothing was loaded. Look at what will happen now, and approve that.';

async function approve(seen: PageRequest<'/trackers/:batch/approve', object, object, z.infer<typeof approveForm>>, dataDir: string): Promise<Answer> {
  const { db, viewer } = seen;
  const tracker = await trackerInHand(db, seen.parts.batch, (id) => trackerFiles(dataDir, id));
  if (tracker === null) return NOT_FOUND;
  const { id } = tracker.batch;
  const goTo = importAddress({ batch: id });
  if (tracker.batch.state !== 'matching') return { goTo };
  if (tracker.compared === null) return { goTo: trackerAddress({ batch: id }) };
  if (!seen.form.ok || seen.form.values.compared !== digestOf(tracker)) return approval(seen, dataDir, otherMeanings);
  await enterBatch(db, viewer, { id, what: 'tracker approved', route: 'POST /trackers' }, async (tx) => {
    if (await approveBatch(tx, id)) await queueJob(tx, 'import', { batch: id }, `import ${id}`);
  });
  return { goTo };
}
