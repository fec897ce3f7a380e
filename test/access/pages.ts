// What a page leads to, and what an answer holds when it is unpacked.
import { inflateRawSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';

const plain = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** Addresses in the attributes of a page. */
export function linksIn(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/g)].map(([, link = '']) => plain(link));
}

/** The addresses that forms which ask lead to: as they stand, and with every choice of each of their lists. */
export function askedIn(html: string, at: string): string[] {
  const forms = [...html.matchAll(/<form[^>]*method="get"[^>]*>[^]*?<\/form>/g)].map(([form]) => form);
  return forms.flatMap((form) => {
    const action = plain(/action="([^"]*)"/.exec(form)?.[1] ?? at).split('?')[0] ?? at;
    const boxes = [...form.matchAll(/<input[^>]*name="([^"]+)"[^>]*>/g)].map(([input, name = '']): [string, string] => [name, plain(/value="([^"]*)"/.exec(input)?.[1] ?? '')]);
    const lists = [...form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([^]*?)<\/select>/g)].map(([, name = '', options = '']) => ({
      name, chosen: plain(/<option value="([^"]*)" selected/.exec(options)?.[1] ?? ''), values: [...options.matchAll(/<option value="([^"]*)"/g)].map(([, value = '']) => plain(value)),
    }));
    const standing = new Map([...boxes, ...lists.map(({ name, chosen }): [string, string] => [name, chosen])]);
    const choices = lists.flatMap(({ name, values }) => values.map((value) => new Map(standing).set(name, value)));
    return [standing, ...choices].map((fields) => `${action}?${new URLSearchParams([...fields].filter(([, value]) => value !== '')).toString()}`);
  });
}

/** The text of an answer: of a workbook, that of every part of it. */
export function textIn({ body, rawPayload, headers }: LightMyRequestResponse): string {
  return String(headers['content-type']).includes('spreadsheet') ? unzipped(rawPayload) : body;
}

// By the directory at the end: the names and places of the parts.
function unzipped(zip: Buffer): string {
  const texts: string[] = [];
  let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\x05\x06')) + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [method, size, from] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const start = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28);
    const part = zip.subarray(start, start + size);
    texts.push((method === 8 ? inflateRawSync(part) : part).toString());
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return texts.join('\n');
}
