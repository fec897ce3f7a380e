// Finding a case: one box for names, date of birth, reference or number, and all children by name below it.
import { z } from 'zod';
import { type Day, dayOfInstant } from '../calendar/day.ts';
import { dayText } from '../platform/layout/format.ts';
import { fileLinks, isListFormat, type ListFormat } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route, type Shows } from '../platform/web-route.ts';
import { caseAddress, casesFileAddress, emergencyAddress, findCaseAddress } from './addresses.ts';
import { type ClosedRecord, closedRecords } from './closed-records.sql.ts';
import { childrenNamed, childrenNumbered, countChildren, listChildren } from './find-case.sql.ts';
import { foundList, type ListedChild, rowOf } from './found-rows.ts';
import { dayRefused, numberRefused, type Wanted, wantedIn, widerThan } from './search-words.ts';

const who = { right: 'see-children' } as const;
const MOST_FOUND = 25;
const PAGE = 'children/find-case.njk';

const query = z.object({ page: z.coerce.number().int().positive().optional().catch(undefined) });
const search = z.object({ search: z.string().trim().min(1, 'Enter a name, date of birth, case reference, UPN, ULN or NHS number').max(200, 'Enter 200 characters or fewer'), file: z.string().refine(isListFormat, 'There is no such kind of file').optional() });

/** The list of cases and the search, which is posted: it stands in no address but sealed (SEC-73). */
export const findCaseRoutes: readonly Route[] = [
  page({ address: findCaseAddress, who, query, answer: showList }),
  page({ address: casesFileAddress, who, answer: sendAll }),
  post({ address: findCaseAddress, who, form: search, asks: true, answer: find }),
];

type Request<Query, Form> = PageRequest<'/children', typeof who, Query, Form>;
type Search = Request<object, z.infer<typeof search>>;

async function showList({ db, viewer, query: { page: asked = 1 }, now }: Request<z.infer<typeof query>, never>): Promise<Answer> {
  const total = await countChildren(db, viewer, now);
  const { before, page: at, pagination } = paging(asked, total, (number) => findCaseAddress({ page: number }));
  const found = await listChildren(db, viewer, now, { before, most: MOST_FOUND });
  const rows = found.map((child) => rowOf(child, dayOfInstant(now), []));
  return { page: PAGE, model: { total, at, pagination, rows, searched: null, search: '', mayAdd: viewer.rights.has('record-events'), files: fileLinks((format) => casesFileAddress({ format })) }, shows: { what: 'list of cases', children: idsOf(found) } };
}

/** Everybody of the list. */
async function sendAll({ db, viewer, parts: { format }, now }: PageRequest<'/children/file/:format', typeof who, object, never>): Promise<Answer> {
  if (!isListFormat(format)) return NOT_FOUND;
  const found = await listChildren(db, viewer, now, { before: 0, most: await countChildren(db, viewer, now) });
  return fileOf(format, { found, typed: [], today: dayOfInstant(now) }, { what: `export of the list of cases (${format})`, children: idsOf(found) });
}

interface Rows { readonly found: readonly ListedChild[]; readonly typed: readonly string[]; readonly today: Day }

async function fileOf(format: ListFormat, { found, typed, today }: Rows, shows: Shows): Promise<Answer> {
  const list = foundList(found, { today, typed }, [['List', typed.length === 0 ? 'Cases' : 'Cases found'], ['As at', dayText(today)]]);
  return { download: listDownload(`sightline-cases-${typed.length === 0 ? '' : 'found-'}${today}`, format, list), shows };
}

async function find(request: Search): Promise<Answer> {
  const { db, viewer, form, now } = request;
  const search = String(form.typed['search'] ?? '');
  const wanted = wantedIn(search);
  const refused = numberRefused(wanted, viewer) ?? dayRefused(search);
  const errors = !form.ok ? form.errors : refused !== null ? [{ field: 'search', message: refused }] : [];
  if (errors.length > 0) return { page: PAGE, model: { total: 0, at: 1, pagination: null, search, rows: [], searched: null, errors }, shows: { what: 'search', children: [], criteria: search }, refusalEntered: true };
  const [exact, ...others] = await childrenNumbered(db, viewer, wanted, now);
  if (exact !== undefined && others.length === 0) return { goTo: caseAddress({ childId: exact }), shows: { what: 'search', children: [exact], criteria: search } };
  const found = await childrenNamed(db, viewer, { ...wanted, now }, MOST_FOUND + 1);
  const listing = { found: found.slice(0, MOST_FOUND), typed: wanted.names, today: dayOfInstant(now) };
  if (form.ok && form.values.file !== undefined) return fileOf(form.values.file as ListFormat, listing, { what: `export of cases found (${form.values.file})`, children: idsOf(listing.found), criteria: search });
  return foundPage(request, wanted, { found, closed: await closedRecords(db, viewer, wanted, now) });
}

interface Found { readonly found: readonly ListedChild[]; readonly closed: readonly ClosedRecord[] }

function foundPage({ viewer, form, now }: Search, wanted: Wanted, { found, closed }: Found): Answer {
  const searched = String(form.typed['search'] ?? '').trim();
  const shown = found.slice(0, MOST_FOUND);
  const model = {
    total: 0, at: 1, pagination: null, search: searched, searched, rows: shown.map((child) => rowOf(child, dayOfInstant(now), wanted.names)), more: found.length > MOST_FOUND,
    mayAdd: viewer.rights.has('record-events'), wider: shown.length === 0 ? widerThan(searched) : [], closed: closed.map(({ ask }) => ask ?? 'a team manager'),
    formats: fileLinks((format) => format), number: wanted.number !== null, emergencyHref: viewer.rights.has('open-in-emergency') ? emergencyAddress() : null,
  };
  return { page: PAGE, model, shows: { what: 'search', children: [...idsOf(shown), ...idsOf(closed)], criteria: searched } };
}

const idsOf = (found: readonly { readonly childId: string }[]): string[] => found.map(({ childId }) => childId);
