// Whom one may be in an invented council: first somebody of each role that most people come to see.
import { type Role, ROLES } from './rights.ts';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: { readonly text: string };
}

const everyday: readonly Role[] = ['director', 'head-of-service', 'team-manager', 'caseworker', 'data-officer', 'administrator'];

/** Of one role, no more than these: a large council has hundreds of caseworkers, who all see alike. */
const mostOfRole = 12;

/** The first of each everyday role, and all others by role in the order of the table of rights. */
export function peopleToChoose(people: readonly Account[]): { everyday: Choice[]; others: { title: string; choices: Choice[] }[] } {
  const first = everyday.flatMap((role) => people.find((person) => person.role === role) ?? []);
  const others = (Object.keys(ROLES) as Role[]).map((role) => ({
    title: ROLES[role].title,
    choices: people.filter((person) => person.role === role && !first.includes(person)).slice(0, mostOfRole).map(({ id, name }) => ({ value: id, text: name })),
  }));
  return {
    everyday: first.map(({ id, name, role }) => ({ value: id, text: name, hint: { text: ROLES[role as Role].title } })),
    others: others.filter(({ choices }) => choices.length > 0),
  };
}
