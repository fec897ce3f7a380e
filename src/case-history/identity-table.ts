import type { Case, Identity } from './case.ts';
import { derivedTable } from './derived-table.ts';
import { nameKey } from './identity.ts';

interface Row extends Identity { no: number }

export const identityTable = derivedTable<Case, Row>({
  name: 'identity',
  meaning: 'One row a combination of names, numbers and birth date by which a source has ever known the child.',
  each: (c) => c.identities.map((identity, i) => ({ ...identity, no: i + 1 })),
  key: ['no'],
  indexes: [['upn'], ['uln'], ['nhs_number'], ['name_key'], ['birth_on']],
  columns: {
    no: { type: 'int', meaning: '1, 2 … within the child', of: (r) => r.no },
    surname: { type: 'text', meaning: 'Surname as stated', of: (r) => r.surname },
    forename: { type: 'text', meaning: 'Forename as stated', of: (r) => r.forename },
    birth_on: { type: 'date', meaning: 'Date of birth as stated', of: (r) => r.dob },
    upn: { type: 'text', meaning: 'Unique pupil number as stated', of: (r) => r.upn },
    uln: { type: 'text', meaning: 'Unique learner number as stated', of: (r) => r.uln },
    nhs_number: { type: 'text', meaning: 'NHS number as stated', of: (r) => r.nhsNumber },
    name_key: { type: 'text', meaning: 'Names without accents, case and marks, with the date of birth', of: (r) => nameKey(r) },
  },
});
