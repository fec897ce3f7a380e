// Whoever may not see a field may not filter by it either, or the rows that are left would tell it (SEC-04).
import type { RawRequest, Route } from '../platform/web-route.ts';
import { NotUnderstood } from '../platform/web-form.ts';
import { filterKeys, hiddenFilter } from './filters.ts';

/** The same pages of figures, refusing a filter by a field that the viewer may not see with a plain page; as each refusal it has its access entry. */
export function refuseHiddenFilters(routes: readonly Route[]): Route[] {
  return routes.map((route) => ({
    ...route,
    run: async (raw) => {
      refuseHidden(raw);
      return route.run(raw);
    },
  }));
}

function refuseHidden({ viewer, query, fields }: RawRequest): void {
  const asked: Record<string, unknown> = { ...query as object, ...fields };
  const hidden = viewer === null ? null : hiddenFilter(viewer.fields, filterKeys.filter((key) => (asked[key] ?? '') !== ''));
  if (hidden !== null) throw new NotUnderstood(`Your role does not see the field “${hidden}”, and so does not filter by it. Take that filter away.`);
}
