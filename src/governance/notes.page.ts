import { address } from '../platform/web-address.ts';
import { type Answer, page, type Route } from '../platform/web-route.ts';

export const helpAddress = address('/help');
export const privacyAddress = address('/privacy');
export const accessibilityAddress = address('/accessibility');
export const dataNotesAddress = address('/data-notes');

function note(template: string): () => Promise<Answer> {
  return async () => ({ page: template, model: {}, shows: 'nobody' });
}

/** The notes at the foot of every page, for anyone to read. */
export const notesRoutes: readonly Route[] = [
  page({ address: helpAddress, who: 'anyone', answer: note('governance/help.njk') }),
  page({ address: privacyAddress, who: 'anyone', answer: note('governance/privacy.njk') }),
  page({ address: accessibilityAddress, who: 'anyone', answer: note('governance/accessibility.njk') }),
  page({ address: dataNotesAddress, who: 'anyone', answer: note('governance/data-notes.njk') }),
];
