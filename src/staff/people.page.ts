// People who work with Sightline: the list and finding somebody, as a page and as a file. A name that is looked for is posted, so that it
// stands in no address.
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { fileLinks, isListFormat, type ListFormat } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { administrationTabs } from './administration-tabs.ts';
import { administrationAddress, peopleAddress, peopleFileAddress } from './addresses.ts';
import { chosenOf, columnsOf, filterIn, filtersOf, type Looking, peopleFile, peopleQuery, type PeopleQuery, rowOf } from './people-list.ts';
import { countPeople, listPeople, type Person } from './people.sql.ts';
import { may } from './rights.ts';
import { allTeams } from './teams.sql.ts';

const who = may('manage-staff');
const MOST = 25;
const searchForm = z.object({ search: z.string().trim().min(1, 'Enter a part of a name or e-mail address').max(200), file: z.string().refine(isListFormat, 'There is no such kind of file').optional() });

/** The list of people, for administrators. */
export const peopleRoutes: readonly Route[] = [
  page({ address: administrationAddress, who, answer: async () => ({ goTo: peopleAddress() }) }),
  page({ address: peopleAddress, who, query: peopleQuery, answer: showPeople }),
  page({ address: peopleFileAddress, who, query: peopleQuery, answer: (request) => sendPeople(request, request.parts.format) }),
  post({ address: peopleAddress, who, form: searchForm, asks: true, answer: findPeople }),
];

type Request<Asked, Form> = PageRequest<string, typeof who, Asked, Form>;

const lookingAt = ({ now, site }: Pick<Request<object, unknown>, 'now' | 'site'>): Looking => ({ now, invented: site.kind === 'demo' });
const orderIn = ({ sort = 'name', down }: PeopleQuery): { order: NonNullable<PeopleQuery['sort']>; down: boolean } => ({ order: sort, down: down === '1' });

async function showPeople(request: Request<PeopleQuery, unknown>): Promise<Answer> {
  const { db, viewer, query: asked } = request;
  const total = await countPeople(db, filterIn(asked));
  const { before, page: at, pagination } = paging(asked.page ?? 1, total, (number) => peopleAddress({ ...asked, page: number }));
  const people = await listPeople(db, filterIn(asked), { ...orderIn(asked), before, most: MOST });
  const teams = await allTeams(db);
  const files = fileLinks((format) => peopleFileAddress({ format }, { ...asked, page: undefined }));
  const model = { total, at, pagination, files, rows: people.map((person) => rowOf(person, lookingAt(request))), columns: columnsOf(asked), filters: filtersOf(asked, teams), chosen: chosenOf(asked, teams), clear: peopleAddress(), tabs: administrationTabs(viewer.rights, 'People') };
  return { page: 'staff/people.njk', model, shows: 'nobody' };
}

/** Everybody of the list. */
async function sendPeople(request: Request<PeopleQuery, unknown>, format: string): Promise<Answer> {
  const { db, query: asked } = request;
  if (!isListFormat(format)) return NOT_FOUND;
  const people = await listPeople(db, filterIn(asked), { ...orderIn(asked), before: 0, most: null });
  return fileOf(request, format, { people, which: chosenOf(asked, await allTeams(db)).map(({ words }) => words).join('; ') });
}

/** A file of staff shows no child; it is an entry all the same. */
function fileOf(request: Request<object, unknown>, format: ListFormat, { people, which, search }: { people: readonly Person[]; which: string; search?: string }): Answer {
  const list = peopleFile(people, which, lookingAt(request));
  const shows = { what: `export of people (${format})`, children: [], ...(search === undefined ? {} : { criteria: search }) };
  return { download: listDownload(`sightline-people-${dayOfInstant(request.now)}`, format, list), shows };
}

async function findPeople(request: Request<object, z.infer<typeof searchForm>>): Promise<Answer> {
  const { db, viewer, form } = request;
  const teams = await allTeams(db);
  const model = { search: form.typed['search'], columns: columnsOf({}), filters: filtersOf({}, teams), chosen: [], clear: peopleAddress(), tabs: administrationTabs(viewer.rights, 'People') };
  if (!form.ok) return { page: 'staff/people.njk', model: { ...model, total: 0, rows: [], errors: form.errors }, shows: 'nobody' };
  const { search, file } = form.values;
  const order = { order: 'name', down: false, before: 0 } as const;
  if (file !== undefined) return fileOf(request, file as ListFormat, { people: await listPeople(db, { search }, { ...order, most: null }), which: `Search: “${search}”`, search });
  const people = await listPeople(db, { search }, { ...order, most: MOST });
  const total = await countPeople(db, { search });
  const rows = people.map((person) => rowOf(person, lookingAt(request)));
  return { page: 'staff/people.njk', model: { ...model, searched: search, total, more: total > rows.length, rows, formats: fileLinks((format) => format) }, shows: 'nobody' };
}
