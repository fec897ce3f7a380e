import type { Case } from './case.ts';
import { derivedTable } from './derived-table.ts';
import { caseReference } from './case-reference.ts';

export const childTable = derivedTable<Case, Case>({
  name: 'child',
  meaning: 'One row a child or young person: identity as settled.',
  each: (c) => (c.stands ? [c] : []),
  key: [],
  indexes: [['upn'], ['uln'], ['surname', 'forename'], ['birth_on'], ['reference'], ['caseworker_id'], ['team_id']],
  columns: {
    reference: { type: 'text', meaning: 'Case reference, worked out from the child id', of: (c) => caseReference(c.childId) },
    surname: { type: 'text', meaning: 'Surname', of: (c) => c.person.surname },
    forename: { type: 'text', meaning: 'Forename', of: (c) => c.person.forename },
    known_as: { type: 'text', meaning: 'Known as', of: (c) => c.person.knownAs },
    former_names: { type: 'text', meaning: 'Former names', of: (c) => c.person.formerNames },
    birth_on: { type: 'date', meaning: 'Date of birth', of: (c) => c.person.dob },
    sex: { type: 'text', meaning: 'Sex as recorded: M, F or U', of: (c) => c.person.sex },
    ethnicity: { type: 'text', meaning: 'Ethnicity code as recorded', of: (c) => c.person.ethnicity },
    postcode: { type: 'text', meaning: 'Home postcode', of: (c) => c.person.postcode },
    upn: { type: 'text', meaning: 'Unique pupil number', of: (c) => c.person.upn },
    uln: { type: 'text', meaning: 'Unique learner number', of: (c) => c.person.uln },
    nhs_number: { type: 'text', meaning: 'NHS number', of: (c) => c.person.nhsNumber },
    upn_unknown: { type: 'text', meaning: 'Why there is neither number: code of the return', of: (c) => c.person.upnUnknown },
    caseworker_id: { type: 'uuid', meaning: 'Member of staff whose case it is', of: (c) => c.allocation?.caseworker ?? null },
    team_id: { type: 'uuid', meaning: 'Team whose case it is', of: (c) => c.allocation?.team ?? null },
    allocated_on: { type: 'date', meaning: 'Day from which it is theirs', of: (c) => c.allocation?.on ?? null },
    worked_on: { type: 'date', meaning: 'Day on which staff last recorded anything but who works on the case or may see it', of: (c) => c.workedOn },
  },
});
