// Saying what the columns of a tracker are: proposed by their headings, as last time where the same tracker came before.
import { z } from 'zod';
import { type Day, dayOfInstant, parseDay } from '../calendar/day.ts';
import { queueJob } from '../platform/jobs.ts';
import { typedWords } from '../platform/shown-text.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { trackerAddress, trackerColumnsAddress } from './import-addresses.ts';
import { enterBatch, keepMapping, mappingsBefore } from './import-batch.sql.ts';
import { CHOICES, choiceOf, columnOf, proposals, wordsOfChoice } from './tracker-choices.ts';
import { ORDER_WORDS } from './tracker-day-orders.ts';
import { trackerFiles } from './tracker-folder.file.ts';
import { type TrackerInHand, trackerInHand } from './tracker-in-hand.sql.ts';
import type { SheetLook } from './tracker-look.ts';
import { type MappedColumn, readMapping, type TrackerMapping } from './tracker-mapping.ts';
import { columnsMissing, plainName } from './tracker-sheet.ts';

const who = may('import-files');
const query = z.object({ sheet: z.coerce.number().int().min(0).max(29).optional().catch(undefined) });
const texts = z.preprocess((value) => (typeof value === 'string' ? [value] : value ?? []), z.array(z.string().max(300)).max(500));
const form = z.object({
  sheet: z.coerce.number().int().min(0).max(29), tracker: typedWords('Enter what you call this tracker', 200, 'What you call it must be 200 characters or fewer'),
  'asAt-day': z.string(), 'asAt-month': z.string(), 'asAt-year': z.string(), order: z.enum(['dmy', 'mdy', 'ymd']).default('dmy'), years: z.literal('2000s').optional(), heading: texts, to: texts,
});

type Form = z.infer<typeof form>;
type Errors = readonly { readonly field: string; readonly message: string }[];

/** Matching the columns of a tracker. */
export function trackerColumnsRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  return [
    page({ address: trackerColumnsAddress, who, query, answer: (request) => show(request, dataDir) }),
    post({ address: trackerColumnsAddress, who, form, answer: (request) => receive(request, dataDir) }),
  ];
}

type Seen = Pick<PageRequest<'/trackers/:batch/columns', object, object, never>, 'db' | 'parts'>;

async function show(seen: Seen & { query: z.infer<typeof query> }, dataDir: string): Promise<Answer> {
  const tracker = await trackerInHand(seen.db, seen.parts.batch, (id) => trackerFiles(dataDir, id));
  if (tracker === null || tracker.batch.state !== 'matching' || tracker.sheets === null) return { goTo: trackerAddress({ batch: seen.parts.batch }) };
  const known = tracker.batch.mapping ?? await lastMapping(seen, tracker);
  return shown(tracker, { sheet: sheetOf(tracker.sheets, known, seen.query.sheet), known, errors: [] });
}

/** The latest mapping of another batch whose columns a sheet of this file all has. */
async function lastMapping({ db }: Seen, { batch, sheets }: TrackerInHand): Promise<TrackerMapping | null> {
  const before = await mappingsBefore(db, batch.id);
  const found = before.find((mapping) => sheets?.some(({ headings }) => columnsMissing(mapping, headings).length === 0));
  return found === undefined ? null : { ...found, asAt: undefined };
}

function sheetOf(sheets: readonly SheetLook[], known: TrackerMapping | null, asked: number | undefined): number {
  if (asked !== undefined && sheets[asked] !== undefined) return asked;
  const named = sheets.findIndex(({ name, headings }) => known !== null && (known.sheet === undefined || known.sheet === name) && columnsMissing(known, headings).length === 0);
  return named >= 0 ? named : sheets.reduce((most, sheet, i) => (sheet.rows > (sheets[most]?.rows ?? 0) ? i : most), 0);
}

interface Showing { readonly sheet: number; readonly known: TrackerMapping | null; readonly errors: Errors; readonly typed?: Form }

function shown({ batch, sheets }: TrackerInHand, { sheet, known, errors, typed }: Showing): Answer {
  const look = sheets?.[sheet] as SheetLook;
  const own = { batch: batch.id };
  const proposed = proposals(look.headings, look.above);
  const mapped = new Map(Object.entries(known?.columns ?? {}).map(([name, column]) => [plainName(name), column]));
  const columns = look.headings.map((heading, i) => {
    const before = mapped.get(plainName(heading));
    const chosen = typed?.to[i] ?? (known === null ? proposed[i] ?? '' : before === undefined ? '' : choiceOf(before));
    return { heading, above: look.above?.[i] ?? '', samples: look.samples[i] ?? [], chosen, other: chosen === '' || CHOICES.some(({ value }) => value === chosen) ? null : wordsOfChoice(chosen), order: before?.order === undefined ? null : ORDER_WORDS[before.order], isProposed: typed === undefined && known === null && proposed[i] !== null };
  });
  const [year = '', month = '', day = ''] = (known?.asAt ?? '').split('-');
  const model = {
    errors, batch, look, columns, groups: groupsOfChoices(), sheet, tracker: typed?.tracker ?? known?.tracker ?? '', order: typed?.order ?? known?.dates?.order ?? 'dmy', years: typed === undefined ? known?.dates?.twoDigitYears : typed.years,
    asAt: typed === undefined ? { day, month, year } : { day: typed['asAt-day'], month: typed['asAt-month'], year: typed['asAt-year'] }, remembered: known !== null && batch.mapping == null ? known.tracker : null,
    sheets: (sheets ?? []).map(({ name, rows }, i) => ({ name, rows, current: i === sheet, href: trackerColumnsAddress(own, { sheet: i }) })),
    unmatched: columns.filter(({ chosen }) => chosen === '').map(({ heading }) => heading), links: { back: trackerAddress(own), here: trackerColumnsAddress(own) },
  };
  return { page: 'exchange/tracker-columns.njk', model, shows: 'nobody' };
}

function groupsOfChoices(): { readonly title: string; readonly choices: readonly { readonly value: string; readonly words: string }[] }[] {
  return [...new Set(CHOICES.map(({ group }) => group))].map((title) => ({ title, choices: CHOICES.filter(({ group }) => group === title) }));
}

async function receive({ db, viewer, parts, form: read, now }: PageRequest<'/trackers/:batch/columns', object, object, Form>, dataDir: string): Promise<Answer> {
  const tracker = await trackerInHand(db, parts.batch, (id) => trackerFiles(dataDir, id));
  if (tracker === null || tracker.batch.state !== 'matching' || tracker.sheets === null) return { goTo: trackerAddress(parts) };
  const typed = read.ok ? read.values : typedIn(read.typed);
  const look = tracker.sheets[typed.sheet];
  if (look === undefined || typed.heading.length !== look.headings.length || typed.to.length !== look.headings.length) return NOT_FOUND;
  const known = tracker.batch.mapping ?? await lastMapping({ db, parts }, tracker);
  const made = mappingIn(typed, { look, known, today: dayOfInstant(now), several: tracker.sheets.length > 1 });
  // What a mapping is refused for may come of what is missing from the form, but for its day.
  const wrong = 'errors' in made ? made.errors.filter(({ field }) => read.ok || field === 'asAt-day') : [];
  if (!read.ok || 'errors' in made) return shown(tracker, { sheet: typed.sheet, known, typed, errors: [...(read.ok ? [] : read.errors), ...wrong] });
  const { id } = tracker.batch;
  await enterBatch(db, viewer, { id, what: 'tracker: columns', route: 'POST /trackers' }, async (tx) => {
    await keepMapping(tx, id, made.mapping);
    await queueJob(tx, 'prepare-tracker', { batch: id }, `tracker ${id}`);
  });
  return { goTo: trackerAddress({ batch: tracker.batch.id }) };
}

/** What was typed, where some of it is wrong: to be shown again. */
function typedIn(typed: { readonly [field: string]: unknown }): Form {
  const text = (name: string): string => String(typed[name] ?? '');
  const list = (name: string): string[] => [typed[name] ?? []].flat().map(String);
  const order = text('order');
  return {
    'sheet': Number(text('sheet')) || 0, 'tracker': text('tracker').slice(0, 300), 'asAt-day': text('asAt-day'), 'asAt-month': text('asAt-month'), 'asAt-year': text('asAt-year'),
    'order': order === 'mdy' || order === 'ymd' ? order : 'dmy', 'years': typed['years'] === '2000s' ? '2000s' : undefined, 'heading': list('heading'), 'to': list('to'),
  };
}

/** The mapping that was chosen; what the last one said of values, skipped rows and empty words is kept. */
function mappingIn(typed: Form, { look, known, today, several }: { look: SheetLook; known: TrackerMapping | null; today: Day; several: boolean }): { mapping: TrackerMapping } | { errors: Errors } {
  const asAt = parseDay([typed['asAt-year'], typed['asAt-month'].padStart(2, '0'), typed['asAt-day'].padStart(2, '0')].join('-'));
  if (asAt === null) return { errors: [{ field: 'asAt-day', message: 'Enter the day as at which the tracker speaks, such as 31 3 2026' }] };
  if (asAt > today) return { errors: [{ field: 'asAt-day', message: 'The day as at which the tracker speaks must not be in the future' }] };
  // Said anew how days are written, it holds for every column.
  const reread = typed.order !== (known?.dates?.order ?? 'dmy');
  const before = new Map(Object.entries(known?.columns ?? {}).map(([name, { order, ...column }]) => [plainName(name), order === undefined || reread ? column : { ...column, order }]));
  const columns = Object.fromEntries(look.headings.flatMap((heading, i): [string, MappedColumn][] => {
    const column = columnOf(typed.to[i] ?? '', before.get(plainName(heading)));
    return column === null ? [] : [[heading, column]];
  }));
  const has = new Set(look.headings.map(plainName));
  const skip = known?.skip?.filter(({ column }) => has.has(plainName(column)));
  const dates = { order: typed.order, ...(typed.years === undefined ? {} : { twoDigitYears: typed.years }) };
  const made = {
    tracker: typed.tracker, asAt, ...(several ? { sheet: look.name } : {}), headingsRow: look.headingsRow, dates, columns,
    ...(known?.nothing === undefined ? {} : { nothing: known.nothing }), ...(known?.constants === undefined ? {} : { constants: known.constants }),
    ...(skip === undefined || skip.length === 0 ? {} : { skip }), ...(known?.covers === undefined ? {} : { covers: known.covers }),
  };
  const read = readMapping(JSON.stringify(made));
  return 'mapping' in read ? read : { errors: read.faults.map((message) => ({ field: 'to', message: plainFault(message) })) };
}

/** The fault in words for the page, where the JSON is not seen. */
function plainFault(message: string): string {
  if (message.includes('nothing tells who')) return 'Say which column tells who a row is about: a UPN, ULN or NHS number, or the names and the date of birth';
  const both = /both "(.*?)" and "(.*?)" are/.exec(message);
  return both === null ? message.replace(/^"columns" → /, '') : `Two columns cannot be the same thing: change “${both[1] ?? ''}” or “${both[2] ?? ''}”`;
}
