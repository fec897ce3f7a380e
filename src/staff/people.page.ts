// People who work with Sightline: the list, finding somebody, and adding somebody.
import { z } from 'zod';
import { paging } from '../platform/layout/paging.ts';
import { whole } from '../platform/database.ts';
import { newToken } from '../platform/web-cookie.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { administrationTabs } from './administration-tabs.ts';
import { administrationAddress, invitationAddress, newPersonAddress, peopleAddress, personAddress } from './addresses.ts';
import { invite } from './invitation.sql.ts';
import { addPerson, countPeople, listPeople, type PeopleFilter, type PeopleOrder, type Person } from './people.sql.ts';
import { factsIn, newPersonForm, personChoices, personErrors } from './person-form.ts';
import { personState } from './person-state.ts';
import { askForProof } from './proof.sql.ts';
import { isRole, may, ROLES } from './rights.ts';
import type { StaffParts } from './second-step.ts';
import { allTeams, type Team } from './teams.sql.ts';

const who = may('manage-staff');
const MOST = 25;
const ORDERS = ['name', 'role', 'team'] as const satisfies readonly PeopleOrder[];
const query = z.object({
  role: z.string().optional().catch(undefined), team: z.string().optional().catch(undefined),
  state: z.enum(['enabled', 'disabled', 'invited']).optional().catch(undefined),
  sort: z.enum(ORDERS).optional().catch(undefined), down: z.literal('1').optional().catch(undefined),
  page: z.coerce.number().int().positive().optional().catch(undefined),
});
type Query = z.infer<typeof query>;
const searchForm = z.object({ search: z.string().trim().min(1, 'Enter a part of a name or e-mail address').max(200) });

/** The pages of people, for administrators. */
export function peopleRoutes(parts: Pick<StaffParts, 'derive'>): Route[] {
  return [
    page({ address: administrationAddress, who, answer: async () => ({ goTo: peopleAddress() }) }),
    page({ address: peopleAddress, who, query, answer: showPeople }),
    post({ address: peopleAddress, who, form: searchForm, answer: findPeople }),
    page({ address: newPersonAddress, who, answer: (request) => showNew(request) }),
    post({ address: newPersonAddress, who, form: newPersonForm, answer: (request) => add(request, parts) }),
  ];
}

type Request<Asked, Form> = PageRequest<string, typeof who, Asked, Form>;

async function showPeople({ db, viewer, query: asked, now }: Request<Query, unknown>): Promise<Answer> {
  const filter: PeopleFilter = { role: asked.role, team: asked.team, state: asked.state };
  const total = await countPeople(db, filter);
  const { before, page: at, pagination } = paging(asked.page ?? 1, total, (number) => peopleAddress({ ...asked, page: number }));
  const people = await listPeople(db, filter, { order: asked.sort ?? 'name', down: asked.down === '1', before, most: MOST });
  const teams = await allTeams(db);
  const model = { total, at, pagination, rows: people.map((person) => rowOf(person, now)), columns: columnsOf(asked), filters: filtersOf(asked, teams), chosen: chosenOf(asked, teams), clear: peopleAddress(), tabs: administrationTabs(viewer.rights, 'People') };
  return { page: 'staff/people.njk', model, shows: 'nobody' };
}

async function findPeople({ db, viewer, form, now }: Request<object, z.infer<typeof searchForm>>): Promise<Answer> {
  const teams = await allTeams(db);
  const model = { search: form.typed['search'], columns: columnsOf({}), filters: filtersOf({}, teams), chosen: [], clear: peopleAddress(), tabs: administrationTabs(viewer.rights, 'People') };
  if (!form.ok) return { page: 'staff/people.njk', model: { ...model, total: 0, rows: [], errors: form.errors }, shows: 'nobody' };
  const filter = { search: form.values.search };
  const people = await listPeople(db, filter, { order: 'name', down: false, before: 0, most: MOST });
  const total = await countPeople(db, filter);
  const rows = people.map((person) => rowOf(person, now));
  return { page: 'staff/people.njk', model: { ...model, searched: form.values.search, total, more: total > rows.length, rows }, shows: 'nobody' };
}

function rowOf(person: Person, now: string): object {
  const { id, name, email, role, teamName } = person;
  return { href: personAddress({ staffId: id }), name, email, role: isRole(role) ? ROLES[role].title : role, team: teamName ?? 'None', state: personState(person, now) };
}

const columnNames: Readonly<Record<(typeof ORDERS)[number], string>> = { name: 'Name', role: 'Role', team: 'Team' };

function columnsOf(asked: Partial<Query>): object[] {
  const { sort = 'name', down } = asked;
  return ORDERS.map((order) => {
    const [current, turned] = [order === sort, order === sort && down === undefined];
    return { name: columnNames[order], sorted: current ? (down === '1' ? 'descending' : 'ascending') : null, href: peopleAddress({ ...asked, sort: order, down: turned ? '1' : undefined, page: undefined }) };
  });
}

const states = [['enabled', 'Can sign in'], ['invited', 'Not come in yet'], ['disabled', 'Disabled']] as const;

function filtersOf(asked: Partial<Query>, teams: readonly Team[]): object {
  const items = (all: string, from: readonly (readonly [string, string])[], chosen: string | undefined): object[] =>
    [['', all] as const, ...from].map(([value, text]) => ({ value, text, selected: value === (chosen ?? '') }));
  return {
    roles: items('All roles', Object.entries(ROLES).map(([role, { title }]) => [role, title] as const), asked.role),
    teams: items('All teams', teams.map(({ id, name }) => [id, name] as const), asked.team), states: items('Everybody', states, asked.state),
  };
}

function chosenOf(asked: Query, teams: readonly Team[]): { words: string; href: string }[] {
  const words: Partial<Record<keyof Query, string | undefined>> = {
    role: asked.role !== undefined && isRole(asked.role) ? ROLES[asked.role].title : undefined,
    team: teams.find(({ id }) => id === asked.team)?.name, state: states.find(([state]) => state === asked.state)?.[1],
  };
  return Object.entries(words).flatMap(([name, text]) => (text === undefined ? [] : [{ words: text, href: peopleAddress({ ...asked, [name]: undefined, page: undefined }) }]));
}

async function showNew(request: Request<object, unknown>, typed: Readonly<Record<string, unknown>> = {}, errors: readonly object[] = []): Promise<Answer> {
  const proof = await askForProof(request.db, request, newPersonAddress());
  if (proof !== null) return proof;
  const choices = personChoices(typed, await allTeams(request.db));
  return { page: 'staff/person-form.njk', model: { isNew: true, values: typed, choices, action: newPersonAddress(), back: { href: peopleAddress(), text: 'People' }, errors }, shows: 'nobody' };
}

async function add(request: Request<object, z.infer<typeof newPersonForm>>, { derive }: Pick<StaffParts, 'derive'>): Promise<Answer> {
  const { db, viewer, form, now, site } = request;
  const errors = form.ok ? personErrors(form.values) : form.errors;
  if (!form.ok || errors.length > 0) return showNew(request, form.typed, errors);
  const proof = await askForProof(db, request, { address: newPersonAddress(), fields: form.typed });
  if (proof !== null) return proof;
  const token = newToken();
  const id = await whole(db, async (tx) => {
    const added = await addPerson(tx, { derive: derive(), by: viewer.staffId }, factsIn(form.values), now);
    if (added !== null && site.kind === 'real') await invite(tx, { token, now }, added);
    return added;
  });
  if (id === null) return showNew(request, form.typed, [{ field: 'email', message: 'Somebody has this e-mail address already' }]);
  const person = personAddress({ staffId: id });
  if (site.kind !== 'real') return { goTo: person, notice: `${form.values.name} is added. Anybody who looks round can choose to be them.` };
  return { page: 'staff/invited.njk', model: { name: form.values.name, path: invitationAddress({ token }), person }, shows: 'nobody' };
}
