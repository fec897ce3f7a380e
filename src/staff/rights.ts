// Who may do what: the one table. docs/rights.md is this file in print, for an information governance officer to review.

/** What somebody may do, each in plain words. A route names the right that it needs. */
export const RIGHTS = {
  'see-figures': 'See figures, charts and definitions',
  'see-lists': 'See the rows behind a figure, by case reference',
  'see-names': 'See names of children in lists',
  'see-children': 'Find and open a case',
  'record-events': 'Record and correct what happened in a case',
  'allocate': 'Say whose case it is',
  'import-files': 'Load files, and take them out again',
  'decide-matches': 'Decide whether two records are of one child',
  'see-access-log': 'See who looked at whom, and what was refused',
  'restrict-records': 'Restrict a record, and name who may open it',
  'appoint-guardians': 'Choose the record guardian of a restricted record whose guardian has gone, without seeing it',
  'agree-to-downloads': 'Agree that somebody else downloads a file of more than 500 children',
  'open-in-emergency': 'Open a restricted record in an emergency, with a reason and an alert',
  'manage-staff': 'Add people and teams, change roles, end sign-ins',
  'manage-settings': 'Change the settings of the council',
  'fix-reports': 'Keep a report as it stands under a code',
  'back-up': 'See backups and how their test went',
} as const;

export type Right = keyof typeof RIGHTS;

/** How somebody stands to a case that is open to all who reach it. */
export const RELATIONS = {
  'own-caseload': 'Allocated to them; for an adviser, an open assessment in which advice was asked of their service',
  'own-team': 'Allocated to their team, or to nobody yet',
  'other-team': 'Allocated to another team',
} as const;

export type Relation = keyof typeof RELATIONS;

/** Classes of fields that a role may see, sort by, filter by, search in and take out. */
export const FIELD_CLASSES = {
  name: 'Names and date of birth',
  contact: 'Addresses, telephone and e-mail',
  numbers: 'UPN, ULN and other numbers',
  ethnicity: 'Ethnicity',
  'social-care': 'Looked after by the authority',
  reasons: 'Reasons and other free text',
} as const;

export type FieldClass = keyof typeof FIELD_CLASSES;

interface RoleRights {
  readonly title: string;
  /** Who holds it, in a few words. */
  readonly for: string;
  readonly rights: readonly Right[];
  /** Cases that it reaches. The states of a record (restricted, conflict of interest, disposed) count before this. */
  readonly sees: readonly Relation[];
  readonly records: readonly Relation[];
  readonly fields: readonly FieldClass[];
}

const everyRelation = ['own-caseload', 'own-team', 'other-team'] as const;
const everyField = ['name', 'contact', 'numbers', 'ethnicity', 'social-care', 'reasons'] as const;
const figures = ['see-figures', 'see-lists'] as const;
const cases = [...figures, 'see-names', 'see-children'] as const;
const managing = [...cases, 'record-events', 'allocate', 'decide-matches', 'see-access-log', 'restrict-records', 'agree-to-downloads', 'open-in-emergency', 'fix-reports'] as const;

const roles = {
  'director': {
    title: 'Director', for: 'Director of children’s services, and those who stand in', rights: [...figures, 'fix-reports'],
    sees: everyRelation, records: [], fields: ['ethnicity', 'social-care'],
  },
  'head-of-service': { title: 'Head of service', for: 'Head of the SEND service', rights: [...managing, 'appoint-guardians'], sees: everyRelation, records: everyRelation, fields: everyField },
  'team-manager': { title: 'Team manager', for: 'Manager of a team of caseworkers', rights: managing, sees: everyRelation, records: everyRelation, fields: everyField },
  'senior-caseworker': {
    title: 'Senior caseworker', for: 'Caseworker who also allocates and stands in for the manager',
    rights: [...cases, 'record-events', 'allocate', 'decide-matches', 'open-in-emergency'], sees: everyRelation, records: everyRelation, fields: everyField,
  },
  'caseworker': {
    title: 'Caseworker', for: 'Case officer or plan coordinator', rights: [...cases, 'record-events', 'open-in-emergency'],
    sees: everyRelation, records: ['own-caseload', 'own-team'], fields: everyField,
  },
  'data-officer': {
    title: 'Data officer', for: 'Loads files and makes the statutory return', rights: [...cases, 'import-files', 'decide-matches', 'fix-reports'],
    sees: everyRelation, records: [], fields: ['name', 'contact', 'numbers', 'ethnicity', 'social-care'],
  },
  'performance-officer': {
    title: 'Performance officer', for: 'Makes reports of figures', rights: [...figures, 'fix-reports'],
    sees: everyRelation, records: [], fields: ['numbers', 'ethnicity', 'social-care'],
  },
  'adviser': {
    title: 'Adviser', for: 'Psychologist, or another who gives advice for assessments', rights: cases,
    sees: ['own-caseload'], records: [], fields: ['name', 'contact', 'numbers', 'social-care'],
  },
  'lead-member': {
    title: 'Lead member or scrutiny', for: 'Councillor who leads on or scrutinises the service', rights: figures,
    sees: everyRelation, records: [], fields: [],
  },
  'finance': {
    title: 'Finance', for: 'Finance officer of the service', rights: figures, sees: everyRelation, records: [], fields: ['numbers'],
  },
  'information-governance': {
    title: 'Information governance', for: 'Data protection officer and those who answer requests for records',
    rights: [...cases, 'see-access-log', 'restrict-records', 'appoint-guardians', 'agree-to-downloads', 'fix-reports'], sees: everyRelation, records: [], fields: everyField,
  },
  // In a small council one person sets up, loads the first file and looks whether it came in right.
  'administrator': {
    title: 'Administrator', for: 'Sets Sightline up, and looks after its people and settings',
    rights: [...cases, 'record-events', 'import-files', 'decide-matches', 'see-access-log', 'manage-staff', 'manage-settings', 'back-up'],
    sees: everyRelation, records: everyRelation, fields: everyField,
  },
} as const satisfies Record<string, RoleRights>;

export type Role = keyof typeof roles;

/** Each role with its title, whom it is for, its rights, and the cases and fields that it reaches. */
export const ROLES: Readonly<Record<Role, RoleRights>> = roles;

/** Rights that a person can be given besides those of their role. */
export const PERSONAL_RIGHTS = ['see-names'] as const satisfies readonly Right[];

export type PersonalRight = (typeof PERSONAL_RIGHTS)[number];

/** The policy of a route for the holders of a right. */
export function may<const Held extends Right>(right: Held): { readonly right: Held } {
  return { right };
}

/** Whether a stored role is one that this version knows. */
export function isRole(role: string): role is Role {
  return Object.hasOwn(ROLES, role);
}
