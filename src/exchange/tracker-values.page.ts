// Values of a tracker that could not be taken: said once what they mean, for all cells alike, or listed in a file to be put
// right in the sheet.
import { z } from 'zod';
import { queueJob } from '../platform/jobs.ts';
import { fileLinks, isListFormat } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { trackerProblemsList } from './file-problems.ts';
import { givenIn, nameIn } from './given-problem.sql.ts';
import { holderOf } from './given-line.ts';
import { importProblemAddress, trackerAddress, trackerPeopleAddress, trackerProblemsAddress, trackerValuesAddress } from './import-addresses.ts';
import { enterBatch, keepMapping } from './import-batch.sql.ts';
import { batchTitle } from './import-batch.ts';
import type { Compared } from './tracker-compared.ts';
import { keepTyped, keptTyped, trackerFiles } from './tracker-folder.file.ts';
import { type TrackerInHand, trackerInHand } from './tracker-in-hand.sql.ts';
import { answersInFull } from './tracker-day-orders.ts';
import { NOTHING } from './tracker-meanings.ts';
import { alikeValues, withMeanings } from './tracker-problems.ts';
import { childrenOf, type Errors, excludedBy, meaningsShown, placesOf, typedBesides, valuesNamed, wrongIn } from './tracker-values.ts';

const who = may('import-files');
const query = z.object({ page: z.coerce.number().catch(1) });
const texts = z.preprocess((value) => (typeof value === 'string' ? [value] : value ?? []), z.array(z.string().max(500)).max(100));
// `give`: the place of a problem that is to be given to somebody; `turn`: the page of the list to go on to. What was typed is kept meanwhile.
const number = z.string().regex(/^\d{1,6}$/).optional();
const form = z.object({ column: texts, value: texts, means: texts, give: number, turn: number });

/** The values of a tracker that could not be taken. */
export function trackerValuesRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  return [
    page({ address: trackerValuesAddress, who, query, answer: (request) => show(request, dataDir) }),
    post({ address: trackerValuesAddress, who, query, form, answer: (request) => receive(request, dataDir) }),
    page({ address: trackerProblemsAddress, who, answer: (request) => download(request, request.parts.format, dataDir) }),
  ];
}

type Seen = Pick<PageRequest<'/trackers/:batch/values', object, object, never>, 'db' | 'parts'>;
type Ready = TrackerInHand & { readonly compared: Compared };

async function ready({ db, parts }: Seen, dataDir: string): Promise<Ready | null> {
  const tracker = await trackerInHand(db, parts.batch, (id) => trackerFiles(dataDir, id));
  return tracker === null || tracker.compared === null || tracker.batch.mapping == null || tracker.batch.state !== 'matching' ? null : { ...tracker, compared: tracker.compared };
}

const most = 25;

async function show(seen: Seen & { query: z.infer<typeof query> }, dataDir: string, { errors, typed }: { errors: Errors; typed: readonly string[] } = { errors: [], typed: [] }): Promise<Answer> {
  const tracker = await ready(seen, dataDir);
  if (tracker?.batch.mapping == null) return { goTo: trackerAddress({ batch: seen.parts.batch }) };
  const own = { batch: tracker.batch.id };
  const all = alikeValues(tracker.compared, tracker.batch.mapping);
  const pages = paging(seen.query.page, all.length, (number) => trackerValuesAddress(own, { page: number }), most);
  const rows = all.slice(pages.before, pages.before + most);
  const links = { back: trackerAddress(own), here: trackerValuesAddress(own, { page: pages.page }), files: fileLinks((format) => trackerProblemsAddress({ ...own, format })), next: trackerPeopleAddress(own) };
  const [given, meaningOf] = [await givenIn(seen.db, [own.batch]), meaningsShown(await keptTyped(dataDir, own.batch))];
  const model = {
    errors, links, pages, unsaved: all.some((one) => meaningOf(one) !== one.proposed), problems: tracker.compared.problemCount, kept: tracker.compared.problems.length, kinds: all.length, nothing: NOTHING,
    rows: rows.map((one, i) => ({ ...one, count: one.places.length, where: placesOf(one), typed: typed[i] ?? meaningOf(one), field: `means-${i + 1}`, holder: holderOf(given.get(nameIn({ ...own, problem: one.key }))) })),
    excluded: excludedBy(tracker.compared),
  };
  return { page: 'exchange/tracker-values.njk', model, shows: { what: 'values of a tracker', children: childrenOf(tracker.compared, rows) } };
}

async function receive(request: PageRequest<'/trackers/:batch/values', object, z.infer<typeof query>, z.infer<typeof form>>, dataDir: string): Promise<Answer> {
  const tracker = await ready(request, dataDir);
  const { form: read, db, viewer } = request;
  if (tracker?.batch.mapping == null) return { goTo: trackerAddress({ batch: request.parts.batch }) };
  if (!read.ok) return NOT_FOUND;
  const { column, value, means, give, turn } = read.values;
  const { id, mapping } = tracker.batch;
  const valuesOf = valuesNamed(alikeValues(tracker.compared, mapping));
  const answers = column.map((name, i) => ({ column: name, value: value[i] ?? '', means: (means[i] ?? '').trim() }));
  const others = typedBesides(await keptTyped(dataDir, id), answers);
  const leave = give !== undefined ? importProblemAddress({ batch: id, place: give }) : turn !== undefined ? trackerValuesAddress({ batch: id }, { page: Number(turn) }) : null;
  if (leave !== null) {
    await keepTyped(dataDir, id, [...others, ...answers.filter((one) => valuesOf(one)?.canMean === true)]);
    return { goTo: leave };
  }
  const errors = answers.flatMap((answer, i) => wrongIn(answer, valuesOf(answer), i));
  if (errors.length > 0) return show(request, dataDir, { errors, typed: means });
  await keepTyped(dataDir, id, others);
  await enterBatch(db, viewer, { id, what: 'tracker: values', route: 'POST /trackers' }, async (tx) => {
    await keepMapping(tx, id, withMeanings(mapping, answers.flatMap((answer) => answersInFull(answer, mapping, valuesOf(answer)?.texts ?? []))));
    await queueJob(tx, 'prepare-tracker', { batch: id }, `tracker ${id}`);
  });
  return { goTo: trackerAddress({ batch: id }) };
}

async function download(seen: Seen, format: string, dataDir: string): Promise<Answer> {
  if (!isListFormat(format)) return NOT_FOUND;
  const tracker = await ready(seen, dataDir);
  if (tracker?.batch.mapping == null) return { goTo: trackerAddress({ batch: seen.parts.batch }) };
  const { batch: { id, mapping }, batch, compared } = tracker;
  const given = await givenIn(seen.db, [id]);
  const children = childrenOf(compared, compared.problems.map(({ row }) => ({ rows: row === null ? [] : [row] })));
  const of = { title: batchTitle(batch), people: new Set(compared.problems.map(({ row }) => row)).size };
  const list = trackerProblemsList(of, compared.problems, alikeValues(compared, mapping), (problem) => given.get(nameIn({ batch: id, problem })));
  return { download: listDownload('sightline-tracker-values', format, list), shows: { what: 'values of a tracker, as a file', children } };
}
