import { address } from '../platform/web-address.ts';
import { type Answer, page, type Route } from '../platform/web-route.ts';

function note(template: string): () => Promise<Answer> {
  return async () => ({ page: template, model: {}, shows: 'nobody' });
}

/** The notes at the foot of every page, for anyone to read. */
export const notesRoutes: readonly Route[] = [
  page({ address: address('/privacy'), who: 'anyone', answer: note('governance/privacy.njk') }),
  page({ address: address('/accessibility'), who: 'anyone', answer: note('governance/accessibility.njk') }),
  page({ address: address('/data-notes'), who: 'anyone', answer: note('governance/data-notes.njk') }),
];
