// Filters that are refused with a plain page, whatever else is asked; and names that were given up, read as those of today.
import type { RawRequest, Route } from '../platform/web-route.ts';
import { NotUnderstood } from '../platform/web-form.ts';
import { type Filter, filterKeys, hiddenFilter } from './filters.ts';
import { readCode } from './fixed-report.ts';
import { filtersFixed } from './fixed-report.sql.ts';
import { nameNow, unknownName } from './names-on-record.sql.ts';

/** What a page is to be asked, which may be more than what it was asked; throws where it is refused. */
type Check = (raw: RawRequest) => Promise<RawRequest>;

function checked(routes: readonly Route[], check: Check): Route[] {
  return routes.map((route) => ({ ...route, run: async (raw) => route.run(await check(raw)) }));
}

/**
 * The same pages, refusing a filter by a field that the viewer may not see, also where a fixed report that is asked for holds
 * it: the counts and rows that are left would tell it (SEC-04).
 */
export function refuseHiddenFilters(routes: readonly Route[]): Route[] {
  return checked(routes, async (raw) => {
    const hidden = raw.viewer === null ? null : hiddenFilter(raw.viewer.fields, [...askedIn(raw), ...await filtersFixed(raw.db, codesIn(raw))]);
    if (hidden !== null) throw new NotUnderstood(hidden);
    return raw;
  });
}

/** The same pages of figures, refusing a filter by a team or an area that there is not. One that was renamed since is called as it is now. */
export function refuseUnknownNames(routes: readonly Route[]): Route[] {
  return checked(routes, async (raw) => {
    const asked = askedIn(raw);
    const problem = await unknownName(raw.db, asked);
    if (problem !== null) throw new NotUnderstood(problem);
    const names: (readonly [string, string])[] = [];
    for (const filter of asked) {
      const now = await nameNow(raw.db, filter);
      if (now !== null) names.push([filter.key, now]);
    }
    return { ...raw, query: renamed(raw.query as object, names), fields: renamed(raw.fields, names) };
  });
}

/** What stands twice stays so: it is refused further on. */
function renamed(parts: object, names: readonly (readonly [string, string])[]): Record<string, unknown> {
  return { ...parts, ...Object.fromEntries(names.filter(([key]) => typeof (parts as Record<string, unknown>)[key] === 'string')) };
}

/** The codes of fixed reports that an address names. */
function codesIn({ parts, query }: RawRequest): string[] {
  const { before, after } = query as Record<string, unknown>;
  return [parts['code'], before, after].flatMap((typed) => (typeof typed === 'string' ? readCode(typed) ?? [] : []));
}

/** The filters that an address or a form holds, as written there. */
function askedIn({ query, fields }: RawRequest): Filter[] {
  const asked: Record<string, unknown> = { ...query as object, ...fields };
  return filterKeys.flatMap((key) => [asked[key] ?? ''].flat().filter((value) => value !== '').map((value) => ({ key, value: String(value).trim() })));
}
