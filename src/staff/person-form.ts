import { z } from 'zod';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { typedWords } from '../platform/shown-text.ts';
import { type PersonalRight, type Role, ROLES } from './rights.ts';

/** A reason for a change: kept with it for good. */
export const reason = typedWords('Enter a reason', 500, 'The reason must be 500 characters or fewer');

const person = {
  name: typedWords('Enter their name', 120, 'The name must be 120 characters or fewer'),
  email: z.string().trim().pipe(z.email('Enter an e-mail address in the correct format, like name@example.com').max(320)),
  role: z.enum(Object.keys(ROLES) as Role[], 'Choose a role'),
  team: z.union([z.literal(''), z.uuid()]).transform((id) => (id === '' ? null : id)),
  service: z.union([z.literal(''), z.enum(Object.keys(adviceBodies) as (keyof typeof adviceBodies)[])]).transform((code) => (code === '' ? null : code)),
  names: z.literal('yes').optional(),
};

const adviserNeedsService = 'Choose the service that they belong to';

/** Somebody new. */
export const newPersonForm = z.object(person);
/** Somebody as they are to be, and why. */
export const changePersonForm = z.object({ ...person, reason });

type Filled = z.infer<typeof newPersonForm>;

/** What a filled form says of a person. An adviser has a service; nobody else does. */
export function factsIn({ name, email, role, team, service, names }: Filled): { name: string; email: string; role: Role; teamId: string | null; service: string | null; extraRights: PersonalRight[] } {
  const ofRole = (ROLES[role].rights as readonly string[]).includes('see-names');
  return { name, email, role, teamId: team, service: role === 'adviser' ? service : null, extraRights: names === 'yes' && !ofRole ? ['see-names'] : [] };
}

/** What is wrong besides each field by itself. */
export function personErrors({ role, service }: Filled): { field: string; message: string }[] {
  return role === 'adviser' && service === null ? [{ field: 'service', message: adviserNeedsService }] : [];
}

interface Item { readonly value: string; readonly text: string; readonly selected?: boolean }

/** The choices of the form, with what is chosen now. */
export function personChoices(typed: { readonly [field: string]: unknown }, teams: readonly { id: string; name: string; ended: boolean }[]): { roles: Item[]; teams: Item[]; services: Item[] } {
  const items = (from: readonly (readonly [string, string])[], chosen: unknown): Item[] => from.map(([value, text]) => ({ value, text, selected: value === chosen }));
  const open = teams.filter(({ id, ended }) => !ended || id === typed['team']);
  return {
    roles: items([['', 'Choose a role'], ...Object.entries(ROLES).map(([role, { title }]) => [role, title] as const)], typed['role']),
    teams: items([['', 'None'], ...open.map(({ id, name }) => [id, name] as const)], typed['team']),
    services: items([['', 'None'], ...Object.entries(adviceBodies)], typed['service']),
  };
}
