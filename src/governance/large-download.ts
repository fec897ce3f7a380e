// Files of many children: what counts as one, how its address is written, and how it stands with it.

/** The children that one file may hold without a second person: section 2 of the rules for security, SEC-07 ("bulk export over 500 children"). */
export const MOST_AT_ONCE = 500;

/** How long what was agreed stands. Long enough for the next morning, and not for the next week. */
export const HOURS_AGREED = 24;

/** How long what was asked for waits for an answer. Whoever still needs it after a week asks again, of the list as it is then. */
export const DAYS_WAITING = 7;

/** By how much more children than were agreed to a file may hold by the time that it is made: those who came since. */
export const MAY_GROW_BY = 0.1;

/** One that somebody asked for. */
export interface LargeDownload {
  readonly id: string;
  readonly askedBy: string;
  readonly asker: string;
  readonly askedAt: string;
  /** When it lapses, where nobody has answered. */
  readonly lapsesAt: string;
  readonly lapsed: boolean;
  /** Its address, with everything that it asks. */
  readonly file: string;
  /** What it is and its columns, in words. */
  readonly holds: { readonly about: readonly (readonly [name: string, value: string])[]; readonly columns: readonly string[] };
  readonly children: number;
  readonly reason: string;
  readonly answer: { readonly by: string; readonly at: string; readonly endsAt: string; readonly over: boolean; readonly agreed: boolean; readonly note: string } | null;
}

/** Waiting for a second person, never answered in time, refused, agreed to, or agreed to and over. */
export function standingOf({ answer, lapsed }: Pick<LargeDownload, 'answer' | 'lapsed'>): 'waiting' | 'lapsed' | 'refused' | 'agreed' | 'over' {
  if (answer === null) return lapsed ? 'lapsed' : 'waiting';
  if (!answer.agreed) return 'refused';
  return answer.over ? 'over' : 'agreed';
}

/** What an address asks: the parts of its path, and what stands after the question mark. */
export interface Asked {
  readonly parts: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
}

interface Page { readonly method: string; readonly pattern: string }

/** The address of a file, the same for the same question in whatever order it is asked. */
export function fileAddress(pattern: string, { parts, query }: Asked): string {
  const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''));
  const asked = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])));
  asked.sort();
  return asked.size === 0 ? path : `${path}?${asked.toString()}`;
}

/** The page among these that answers an address, and what is asked of it; null where none does. */
export function routeOfFile<Route extends Page>(routes: readonly Route[], address: string): (Asked & { readonly route: Route }) | null {
  const [, path = '', after = ''] = /^([^?]*)\??(.*)$/s.exec(address) ?? [];
  for (const route of routes) {
    const found = route.method === 'GET' ? patternOf(route).exec(path) : null;
    if (found !== null) {
      const asked = readAsked(found.groups ?? {}, after);
      return asked === null ? null : { ...asked, route };
    }
  }
  return null;
}

const patternOf = ({ pattern }: Page): RegExp => new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);

// A path that nobody can have written, such as one with half a character, is the address of nothing.
function readAsked(written: Readonly<Record<string, string>>, after: string): Asked | null {
  const asked = new URLSearchParams(after);
  const query = Object.fromEntries([...asked.keys()].map((name): [string, string | string[]] => {
    const all = asked.getAll(name);
    return [name, all.length === 1 ? all[0] ?? '' : all];
  }));
  try {
    const parts = Object.fromEntries(Object.entries(written).map(([name, value]) => [name, decodeURIComponent(value)]));
    const nul = [...Object.values(parts), ...asked.values(), ...asked.keys()].some((text) => text.includes('\0'));
    return nul ? null : { parts, query };
  } catch {
    return null;
  }
}
