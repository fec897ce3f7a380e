// What has to be done about a date: dates that one act would do share a cause.
import { rules } from '../statute/rules.ts';
import type { Deadline } from './deadline.ts';

/** The acts that would do what a rule asks, by its code: the same in all its versions. */
const actsOf: ReadonlyMap<string, readonly string[]> = new Map(rules.map(({ code, done }) => [code, [...new Set(done.map(({ event }) => event))].sort()]));

/** The duties that each of these takes the place of, by code. */
const insteadOf: ReadonlyMap<string, string> = new Map(rules.flatMap(({ code, insteadOf: other }) => (other === undefined ? [] : [[code, other]])));

/** The codes of dates that are the other way to do a duty. */
export const otherWays: ReadonlySet<string> = new Set(insteadOf.keys());

/** The part of the case and what is to be done in it: the same text for all dates that one act would do, and for both of which either is enough. */
export function causeOf({ code, turn, body, part, partNo }: Pick<Deadline, 'code' | 'turn' | 'body' | 'partNo'> & { readonly part: string }): string {
  const acts = actsOf.get(insteadOf.get(code) ?? code) ?? [];
  return [`${part} ${partNo}`, acts.length === 0 ? `${code} ${turn}` : acts.join(' '), ...(body === null ? [] : [body])].join('/');
}
