/** Rows on a page of a list (UI-24). */
const ROWS_ON_PAGE = 25;

/** One page of a list, and the parameters of the `govukPagination` macro to move between pages. */
export interface Paging {
  /** From 1. A page that is not there becomes the first. */
  readonly page: number;
  readonly pages: number;
  /** How many rows come before this page: the OFFSET of the query. */
  readonly before: number;
  /** Null where there is one page: then nothing is printed. */
  readonly pagination: { readonly previous?: Link; readonly next?: Link; readonly items: readonly Item[] } | null;
}

interface Link {
  readonly href: string;
}

type Item = { readonly number: number; readonly href: string; readonly current: boolean } | { readonly ellipsis: true };

/** The page asked for of a list of `total` rows. `link` makes the address of a page. */
export function paging(asked: number, total: number, link: (page: number) => string, size: number = ROWS_ON_PAGE): Paging {
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Number.isInteger(asked) && asked >= 1 && asked <= pages ? asked : 1;
  const before = (page - 1) * size;
  if (pages === 1) return { page, pages, before, pagination: null };
  const previous = page > 1 ? { previous: { href: link(page - 1) } } : {};
  const next = page < pages ? { next: { href: link(page + 1) } } : {};
  return { page, pages, before, pagination: { ...previous, ...next, items: itemsOf(page, pages, link) } };
}

// The first, the last, this one and those beside it; dots for the others.
function itemsOf(page: number, pages: number, link: (page: number) => string): Item[] {
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter((number) => number >= 1 && number <= pages);
  return shown.flatMap((number, index) => {
    const item: Item = { number, href: link(number), current: number === page };
    const jumps = index > 0 && number - (shown[index - 1] ?? 0) > 1;
    return jumps ? [{ ellipsis: true as const }, item] : [item];
  });
}
