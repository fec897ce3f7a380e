// Kinds of entry that say when a child is looked after by the authority. They change no date.
import { kindsOf } from '../kind.ts';

export const lookedAfterKinds = kindsOf('Person', null, [
  { name: 'LOOKED_AFTER_STARTED', title: 'Looked after', dayLabel: 'First day looked after' },
  { name: 'LOOKED_AFTER_ENDED', title: 'No longer looked after', dayLabel: 'Last day looked after' },
]);
