import { createHash } from 'node:crypto';
import type { Role } from './rights.ts';

/** The name of the invented council. */
export const INVENTED_COUNCIL = 'Wexcombe County Council';

/** An id made of words: the same on every machine, so that what an invented council records names its people. */
function idOf(words: string): string {
  const hex = createHash('sha256').update(`Wexcombe/${words}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A team of the invented council. */
export interface InventedTeam {
  readonly id: string;
  readonly name: string;
  readonly area: string;
}

const areas = ['North', 'Middle', 'South'] as const;

/** The teams of the invented council: one for each area. */
export const INVENTED_TEAMS: readonly InventedTeam[] = areas.map((area) => ({ id: idOf(`team ${area}`), name: `${area} team`, area }));

/** Somebody who works at the invented council. */
export interface InventedPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly teamId: string | null;
  readonly service: string | null;
}

/** Somebody whom an invented council names, who may have left. */
export interface SeatedPerson extends InventedPerson {
  readonly left?: boolean;
}

type Place = Partial<{ area: (typeof areas)[number]; service: string }>;

function person(role: Role, name: string, { area, service }: Place = {}): InventedPerson {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@council.invalid`;
  return { id: idOf(email), name, email, role, teamId: INVENTED_TEAMS.find((team) => team.area === area)?.id ?? null, service: service ?? null };
}

/** The people who work at the invented council: somebody for each role. Their addresses can belong to nobody. */
export const INVENTED_STAFF: readonly InventedPerson[] = [
  person('director', 'Ruth Aldwinckle'),
  person('head-of-service', 'Grace Pellowe'),
  person('team-manager', 'Imran Qadir-Hale', { area: 'North' }),
  person('team-manager', 'Solveig Tranter', { area: 'Middle' }),
  person('team-manager', 'Marcus Iveagh', { area: 'South' }),
  person('senior-caseworker', 'Nuala Fenwright', { area: 'North' }),
  person('senior-caseworker', 'Teodor Blissett', { area: 'Middle' }),
  person('senior-caseworker', 'Carys Oduya', { area: 'South' }),
  person('caseworker', 'Betsy Ormandroyd', { area: 'North' }),
  person('caseworker', 'Kwame Larkinson', { area: 'North' }),
  person('caseworker', 'Priya Thornbury', { area: 'North' }),
  person('caseworker', 'Hal Wintersgill', { area: 'Middle' }),
  person('caseworker', 'Meera Castleton', { area: 'Middle' }),
  person('caseworker', 'Joss Everingham', { area: 'Middle' }),
  person('caseworker', 'Yasmin Pockridge', { area: 'South' }),
  person('caseworker', 'Colm Rafferton', { area: 'South' }),
  person('caseworker', 'Ines Bramhall', { area: 'South' }),
  person('data-officer', 'Tomasz Wherry'),
  person('performance-officer', 'Joan Tillotson'),
  person('adviser', 'Hephzibah Lorne', { service: 'EDUCATIONAL_PSYCHOLOGIST' }),
  person('adviser', 'Owen Strickland', { service: 'HEALTH' }),
  person('lead-member', 'Patrick Delahunt'),
  person('finance', 'Wanda Kishore'),
  person('information-governance', 'Silas Nettleship'),
  person('administrator', 'Dilys Amankwah'),
];
