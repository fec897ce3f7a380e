// Which two reports an address asks to compare: each a period, a day and an instant, or a report that was fixed.
import { z } from 'zod';
import { addMonths } from '../calendar/day.ts';
import type { QueryParts } from '../platform/web-address.ts';
import { questionParts, type WrittenQuestion } from './figure-addresses.ts';
import { filterKeys } from './filters.ts';
import { type PageQuestion, pageQuestion, questionQuery } from './page-question.ts';
import { typedInstant } from './typed-days.ts';
import { causes } from './what-changed.ts';

const text = z.string().trim().max(60).optional().catch(undefined);

/** What the address holds: the report after as on every page of figures, the one before under names of its own. */
export const changedQuery = questionQuery.extend({
  beforeWindow: text, beforeAsAt: text, beforeKnownAt: text, before: text, after: text,
  line: z.enum(causes).optional().catch(undefined), page: z.coerce.number().int().optional().catch(undefined),
});

export type ChangedQuery = z.infer<typeof changedQuery>;

/** The codes of fixed reports among the two, and what those asked. */
export interface FixedAsked {
  readonly before: { readonly code: string; readonly asked: WrittenQuestion } | null;
  readonly after: { readonly code: string; readonly asked: WrittenQuestion } | null;
}

export interface AskedReports {
  readonly before: PageQuestion;
  readonly after: PageQuestion;
  /** Both, as an address holds them. */
  readonly carried: QueryParts;
  readonly errors: PageQuestion['errors'];
}

/** The two reports; what a fixed one asked is taken from it. */
export function askedReports(query: ChangedQuery, fixed: FixedAsked, now: string): AskedReports {
  const after = fixed.after === null ? laterOf(query, fixed.before?.asked ?? null, now) : pageQuestion(fixed.after.asked, now);
  const before = fixed.before === null ? earlierOf(query, after, now) : pageQuestion(fixed.before.asked, now);
  return {
    before, after, errors: [...(fixed.before === null ? namedBefore(before.errors) : []), ...(fixed.after === null ? after.errors : [])],
    carried: {
      ...(fixed.after === null ? questionParts(after.written) : { after: fixed.after.code }),
      ...(fixed.before === null ? { beforeWindow: before.written.window, beforeAsAt: before.written.asAt, beforeKnownAt: before.written.knownAt } : { before: fixed.before.code }),
    },
  };
}

/** The report after: beside a fixed one the same question, unless a period or day of its own is given. */
function laterOf({ window, asAt, knownAt, ...others }: ChangedQuery, beside: WrittenQuestion | null, now: string): PageQuestion {
  const filters = filtersOf(beside ?? others);
  const same = beside !== null && !window && !asAt;
  return pageQuestion({ ...filters, window: same ? beside.window : window, asAt: same ? beside.asAt : asAt, knownAt }, now);
}

/**
 * The report before. Where nothing is said of it: that of a month earlier. What is left open is as in the report after; as known
 * at the end of the day as at which it stands, for that is when such a report is made.
 */
function earlierOf({ beforeWindow, beforeAsAt, beforeKnownAt }: ChangedQuery, { written, reading }: PageQuestion, now: string): PageQuestion {
  const said = [beforeWindow, beforeAsAt, beforeKnownAt].some((part) => part);
  const asked = said
    ? { window: beforeWindow || written.window, asAt: beforeAsAt || reading.asAt }
    : { window: reading.window?.kind, asAt: addMonths(reading.asAt, -1) };
  const found = pageQuestion({ ...filtersOf(written), ...asked, knownAt: beforeKnownAt }, now);
  if (found.knownAt !== undefined) return found;
  const ended = typedInstant(found.reading.asAt, now) ?? now;
  return { ...found, knownAt: ended, written: { ...found.written, knownAt: ended } };
}

function filtersOf(written: WrittenQuestion): WrittenQuestion {
  return Object.fromEntries(filterKeys.map((key) => [key, written[key]]));
}

const names: Readonly<Record<string, string>> = { window: 'beforeWindow', asAt: 'beforeAsAt', knownAt: 'beforeKnownAt' };

/** Errors of the report before at the boxes that ask for it; those of filters are told of the report after. */
function namedBefore(errors: PageQuestion['errors']): PageQuestion['errors'] {
  return errors.flatMap(({ field, message }) => (names[field] === undefined ? [] : [{ field: names[field], message: `The report before: ${message}` }]));
}
