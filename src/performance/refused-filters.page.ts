// Filters that are refused with a plain page, whatever else is asked.
import type { RawRequest, Route } from '../platform/web-route.ts';
import { NotUnderstood } from '../platform/web-form.ts';
import { recordView } from '../staff/access.sql.ts';
import { type Filter, filterKeys, hiddenFilter } from './filters.ts';
import { unknownName } from './names-on-record.sql.ts';

type Check = (raw: RawRequest, route: string) => Promise<void>;

function checked(routes: readonly Route[], check: Check): Route[] {
  return routes.map((route) => ({
    ...route,
    run: async (raw) => {
      await check(raw, `${route.method} ${route.pattern}`);
      return route.run(raw);
    },
  }));
}

/**
 * The same pages, refusing a filter by a field that the viewer may not see, with an access entry: the rows that are left would
 * tell it (SEC-04).
 */
export function refuseHiddenFilters(routes: readonly Route[]): Route[] {
  return checked(routes, async (raw, route) => {
    const { db, viewer } = raw;
    const hidden = viewer === null ? null : hiddenFilter(viewer.fields, askedIn(raw).map(({ key }) => key));
    if (viewer === null || hidden === null) return;
    await recordView(db, viewer, { what: 'refused', route, children: [] });
    throw new NotUnderstood(`Your role does not see the field “${hidden}”, and so does not filter by it. Take that filter away.`);
  });
}

/** The same pages of figures, refusing a filter by a team or an area that there is not. */
export function refuseUnknownNames(routes: readonly Route[]): Route[] {
  return checked(routes, async (raw) => {
    const problem = await unknownName(raw.db, askedIn(raw));
    if (problem !== null) throw new NotUnderstood(problem);
  });
}

/** The filters that an address or a form holds, as written there. */
function askedIn({ query, fields }: RawRequest): Filter[] {
  const asked: Record<string, unknown> = { ...query as object, ...fields };
  return filterKeys.flatMap((key) => ((asked[key] ?? '') === '' ? [] : [{ key, value: String(asked[key]).trim() }]));
}
