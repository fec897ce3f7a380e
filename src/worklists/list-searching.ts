// The form above a list of cases: what is searched for in it, and its filters.
import { z } from 'zod';
import { numberRefused, wantedIn } from '../children/search-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import { listQuery, type ListQuery, type ListQuestion } from './list-question.ts';
import type { ListedCase } from './listed-case.ts';

/** What the form sends: the search, and the question as the address of a list holds it. Buttons beside the list send the search alone, and ask by their address. */
export const searchForm = z.object({ ...listQuery.shape, search: z.string().trim().max(200, 'Enter 200 characters or fewer').default('') });

interface Wrong { readonly field: string; readonly message: string }

/** The form as it was read. */
type SearchForm =
  | { readonly ok: true; readonly values: z.infer<typeof searchForm>; readonly typed: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly errors: readonly Wrong[]; readonly typed: Readonly<Record<string, unknown>> };

/** A list as asked by the form: an empty search is none. `errors` are about the search, which then narrows nothing and stands as it was typed. */
export interface Searched {
  readonly query: ListQuery;
  readonly search: string;
  readonly typed: string;
  readonly errors: readonly Wrong[];
}

/** Reads the form; null where it is none of ours. `query` is what its address asked. */
export function searchIn(form: SearchForm, query: ListQuery, viewer: Viewer): Searched | null {
  const typed = String(form.typed['search'] ?? '').trim();
  if (!form.ok) return form.errors.every(({ field }) => field === 'search') ? { query, search: '', typed, errors: form.errors } : null;
  const { search, ...asked } = form.values;
  const refused = numberRefused(wantedIn(search), viewer);
  return { query: asked.view === undefined ? query : asked, search: refused === null ? search : '', typed, errors: refused === null ? [] : [{ field: 'search', message: refused }] };
}

/** What the access log holds of a list: what was searched for as well, also where nobody was found. */
export function shownOf(rows: readonly ListedCase[], { search }: ListQuestion, what: string): 'nobody' | { what: string; children: string[]; criteria?: string } {
  const children = rows.map(({ childId }) => childId);
  if (search !== '') return { what, children, criteria: search };
  return children.length === 0 ? 'nobody' : { what, children };
}
