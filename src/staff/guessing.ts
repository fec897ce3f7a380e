/**
 * How often within an hour something is refused before there are waits. An account: ten times (SEC-33). A network address: sixty
 * times, our own number: an office whose 300 people share one address mistypes less often in its first hour. One name in the log (that of
 * somebody, or of nobody known): five such networks.
 */
export const FREE_REFUSALS = { account: 10, network: 60, name: 300 } as const;

/**
 * Seconds to wait after the last refusal of so many within the hour: none up to those that are free, then half a minute,
 * doubled with each, never more than a quarter of an hour. Nobody is locked out for good.
 */
export function waitAfter(refusals: number, free: number): number {
  if (refusals < free) return 0;
  return Math.min(900, 30 * 2 ** (refusals - free));
}

/**
 * The network that an address stands for: itself, without the port that some servers in front add; of IPv6 the first 64 bits, all of
 * which one household or office has.
 */
export function networkOf(address: string): string {
  const four = /^(?:::ffff:)?(\d+(?:\.\d+){3})(?::\d+)?$/i.exec(address)?.[1];
  if (four !== undefined) return four;
  const [head = '', tail] = address.toLowerCase().replace(/^\[(.*)\].*$/, '$1').split('::');
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== '')) as [string[], string[]];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after].slice(0, 4).join(':');
}
