import type { Role } from './rights.ts';

/** The people who work at the invented council: one for each role. Their addresses can belong to nobody. */
export const INVENTED_STAFF: readonly { readonly name: string; readonly email: string; readonly role: Role }[] = [
  { name: 'Ruth Aldwinckle', email: 'ruth.aldwinckle@council.invalid', role: 'director' },
  { name: 'Imran Qadir-Hale', email: 'imran.qadir-hale@council.invalid', role: 'team-manager' },
  { name: 'Betsy Ormandroyd', email: 'betsy.ormandroyd@council.invalid', role: 'caseworker' },
  { name: 'Tomasz Wherry', email: 'tomasz.wherry@council.invalid', role: 'data-officer' },
  { name: 'Dilys Amankwah', email: 'dilys.amankwah@council.invalid', role: 'administrator' },
];

/** The name of the invented council. */
export const INVENTED_COUNCIL = 'Wexcombe County Council';
