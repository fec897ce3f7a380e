type Names<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}` ? Name : never;

/** The named parts of an address pattern: `/cases/:reference` has `{ reference: string }`. */
export type Parts<Pattern extends string> = { readonly [Name in Names<Pattern>]: string };

/** What stands after the question mark. Entries that are undefined or empty are left out. */
export type QueryParts = { readonly [name: string]: string | number | undefined };

type Arguments<Pattern extends string> = [Names<Pattern>] extends [never]
  ? [query?: QueryParts]
  : [parts: Parts<Pattern>, query?: QueryParts];

/** An address as a typed value: call it to get a link, read `pattern` to register it. Never glue addresses by hand. */
export interface Address<Pattern extends string> {
  (...given: Arguments<Pattern>): string;
  readonly pattern: Pattern;
}

/**
 * Makes a typed address. `address('/cases/:reference')({ reference: 'A1' }, { tab: 'plan' })` is
 * `/cases/A1?tab=plan`. Addresses hold references and filters, never personal data.
 */
export function address<const Pattern extends string>(pattern: Pattern): Address<Pattern> {
  const hasParts = pattern.includes('/:');
  const link = (...given: Arguments<Pattern>): string => {
    const [first = {}, second = {}] = given as [QueryParts?, QueryParts?];
    const path = hasParts ? fill(pattern, first) : pattern;
    return path + queryText(hasParts ? second : first);
  };
  return Object.assign(link, { pattern });
}

function fill(pattern: string, parts: QueryParts): string {
  return pattern.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(parts[name])));
}

function queryText(query: QueryParts): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}
