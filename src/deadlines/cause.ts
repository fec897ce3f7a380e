// What has to be done about a date: dates that one act would do share a cause.
import { rules } from '../statute/rules.ts';
import type { Deadline } from './deadline.ts';

/** The acts that would do what a rule asks, by its code: the same in all its versions. */
const actsOf: ReadonlyMap<string, readonly string[]> = new Map(rules.map(({ code, done }) => [code, [...new Set(done.map(({ event }) => event))].sort()]));

/** The part of the case and what is to be done in it: the same text for all dates that one act would do. */
export function causeOf({ code, turn, body, part, partNo }: Pick<Deadline, 'code' | 'turn' | 'body' | 'partNo'> & { readonly part: string }): string {
  const acts = actsOf.get(code) ?? [];
  return [`${part} ${partNo}`, acts.length === 0 ? `${code} ${turn}` : acts.join(' '), ...(body === null ? [] : [body])].join('/');
}
