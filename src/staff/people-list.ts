// The list of people: what its address asks, its columns, rows and filters, and what its file holds.
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { dayText, numberText } from '../platform/layout/format.ts';
import { type ListFile, rowsOf } from '../platform/layout/list-formats.ts';
import { peopleAddress, personAddress } from './addresses.ts';
import { personState, type Standing } from './person-state.ts';
import { isRole, ROLES } from './rights.ts';

const ORDERS = ['name', 'role', 'team'] as const;

export type PeopleOrder = (typeof ORDERS)[number];

/** What the address of the list may ask. */
export const peopleQuery = z.object({
  role: z.string().optional().catch(undefined), team: z.string().optional().catch(undefined),
  state: z.enum(['enabled', 'disabled', 'invited']).optional().catch(undefined),
  sort: z.enum(ORDERS).optional().catch(undefined), down: z.literal('1').optional().catch(undefined),
  page: z.coerce.number().int().positive().optional().catch(undefined),
});

export type PeopleQuery = z.infer<typeof peopleQuery>;

/** What a list of people is narrowed to and sorted by. */
export interface PeopleFilter {
  readonly role?: string | undefined;
  readonly team?: string | undefined;
  readonly state?: 'enabled' | 'disabled' | 'invited' | undefined;
  /** Part of a name or e-mail address. */
  readonly search?: string | undefined;
}

/** Which people a question asks for. */
export function filterIn({ role, team, state }: PeopleQuery): PeopleFilter {
  return { role, team, state };
}

/** A person to list. */
interface Listed extends Standing {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly teamName: string | null;
}

interface Team { readonly id: string; readonly name: string }

/** A person as a line of the list. */
interface PersonRow extends Pick<Listed, 'name' | 'email'> {
  readonly href: string;
  readonly role: string;
  readonly team: string;
  readonly state: { readonly text: string; readonly tag: string | null };
}

/** When the list is looked at, and whether the council is an invented one, in which nobody signs in. */
export interface Looking { readonly now: string; readonly invented: boolean }

/** A person as a line. */
export function rowOf(person: Listed, { now, invented }: Looking): PersonRow {
  const { id, name, email, role, teamName } = person;
  const state = personState(person, now);
  return {
    href: personAddress({ staffId: id }), name, email, role: isRole(role) ? ROLES[role].title : role, team: teamName ?? 'None',
    state: invented && !person.disabled ? { text: 'Can be chosen', tag: null } : state,
  };
}

const columnNames: Readonly<Record<PeopleOrder, string>> = { name: 'Name', role: 'Role', team: 'Team' };

/** The columns to sort by, each with the address that does. */
export function columnsOf(asked: Partial<PeopleQuery>): object[] {
  const { sort = 'name', down } = asked;
  return ORDERS.map((order) => {
    const [current, turned] = [order === sort, order === sort && down === undefined];
    return { name: columnNames[order], sorted: current ? (down === '1' ? 'descending' : 'ascending') : null, href: peopleAddress({ ...asked, sort: order, down: turned ? '1' : undefined, page: undefined }) };
  });
}

const states = [['enabled', 'Can sign in'], ['invited', 'Not come in yet'], ['disabled', 'Disabled']] as const;

/** The filters as lists to choose from. */
export function filtersOf(asked: Partial<PeopleQuery>, teams: readonly Team[]): object {
  const items = (all: string, from: readonly (readonly [string, string])[], chosen: string | undefined): object[] =>
    [['', all] as const, ...from].map(([value, text]) => ({ value, text, selected: value === (chosen ?? '') }));
  return {
    roles: items('All roles', Object.entries(ROLES).map(([role, { title }]) => [role, title] as const), asked.role),
    teams: items('All teams', teams.map(({ id, name }) => [id, name] as const), asked.team), states: items('Everybody', states, asked.state),
  };
}

/** The filters that are chosen, each with the address of the list without it. */
export function chosenOf(asked: PeopleQuery, teams: readonly Team[]): { words: string; href: string }[] {
  const words: Partial<Record<keyof PeopleQuery, string | undefined>> = {
    role: asked.role !== undefined && isRole(asked.role) ? ROLES[asked.role].title : undefined,
    team: teams.find(({ id }) => id === asked.team)?.name, state: states.find(([state]) => state === asked.state)?.[1],
  };
  return Object.entries(words).flatMap(([name, text]) => (text === undefined ? [] : [{ words: text, href: peopleAddress({ ...asked, [name]: undefined, page: undefined }) }]));
}

/** The list as a table for a file: the rows and columns of the page. `which` says in words what it is narrowed to. */
export function peopleFile(people: readonly Listed[], which: string, looking: Looking): ListFile {
  return {
    about: [['List', 'People who work with Sightline'], ['Filters', which || 'None'], ['As at', dayText(dayOfInstant(looking.now))], ['Rows', numberText(people.length)]],
    columns: ['Name', 'E-mail address', 'Role', 'Team', 'State'],
    rows: rowsOf(people, (person) => { const { name, email, role, team, state } = rowOf(person, looking); return [name, email, role, team, state.text]; }),
  };
}
