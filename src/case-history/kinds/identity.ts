// Kinds of entry that are not events: who the child is, what a return says of the child, how two records belong together.
import { kindsOf } from '../kind.ts';
import { ethnicities } from './ethnicity.ts';

export const identityKinds = kindsOf('Personal details', null, [
  {
    name: 'PERSON', title: 'Personal details', dayLabel: 'Day from which it holds',
    fields: [
      { name: 'surname', label: 'Surname', type: 'text' }, { name: 'forename', label: 'Forename', type: 'text' },
      { name: 'knownAs', label: 'Known as', type: 'text', hint: 'What the child or young person is called, where that is not the forename' },
      { name: 'formerNames', label: 'Former names', type: 'text', hint: 'Before adoption or marriage, for example. Put commas between several' },
      { name: 'dob', label: 'Date of birth', type: 'day' },
      { name: 'sex', label: 'Sex', type: 'code', codes: { M: 'Male', F: 'Female', U: 'Not known' } },
      { name: 'ethnicity', label: 'Ethnicity', type: 'code', codes: ethnicities }, { name: 'postcode', label: 'Home postcode', type: 'text' },
      { name: 'upn', label: 'Unique pupil number (UPN)', type: 'text' }, { name: 'uln', label: 'Unique learner number (ULN)', type: 'text' },
      { name: 'nhsNumber', label: 'NHS number', type: 'text', hint: '10 digits, for example on a letter from a hospital' },
      { name: 'upnUnknown', label: 'Why there is neither number', type: 'text' }, { name: 'setting', label: 'School or setting', type: 'text' },
    ],
  },
  { name: 'SEN2_RECORD', title: 'Stated in a SEN2 return', dayLabel: 'Census day' },
  { name: 'TRACKER_ROW', title: 'Stated in a tracker', dayLabel: 'Day as at which the sheet speaks' },
  { name: 'CHILD_MERGED', title: 'Joined with another record', fields: [{ name: 'with', label: 'The other record', type: 'text', required: true }] },
  { name: 'CHILD_UNMERGED', title: 'Separated from another record', fields: [{ name: 'with', label: 'The other record', type: 'text', required: true }] },
  {
    name: 'IMPORT_BATCH', title: 'File loaded', subject: 'source', dayLabel: 'Day as at which the file speaks',
    fields: [
      { name: 'kind', label: 'Kind of file', type: 'text', required: true }, { name: 'digest', label: 'SHA-256 of the files', type: 'text', required: true },
      { name: 'year', label: 'Collection year', type: 'number' }, { name: 'header', label: 'Header of the file', type: 'long-text' },
      { name: 'balance', label: 'What became of its rows', type: 'long-text' },
    ],
  },
]);
