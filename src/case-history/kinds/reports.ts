// The kind of entry by which the council's chain commits to a report that somebody kept as it stood.
import { kindsOf } from '../kind.ts';

export const reportKinds = kindsOf('Council', null, [
  {
    name: 'REPORT_FIXED', title: 'Report fixed', subject: 'council', dayLabel: 'Day on which it was fixed',
    fields: [
      { name: 'code', label: 'Code', type: 'text', required: true }, { name: 'title', label: 'Title', type: 'text', required: true },
      { name: 'figures', label: 'How many figures', type: 'number', required: true },
      { name: 'knownAt', label: 'As known at', type: 'instant', required: true },
      { name: 'digest', label: 'SHA-256 of what was kept', type: 'text', required: true },
    ],
  },
]);
