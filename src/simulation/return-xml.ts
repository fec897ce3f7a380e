// Writes invented returns as XML. Driven by the layout of the year, and independent of the readers.
import { itemsOf, layoutOf } from '../exchange/sen2-layout.ts';
import { COLLECTION_DETAILS } from '../exchange/sen2-items.ts';
import type { ModuleName } from '../exchange/sen2-item.ts';
import type { Item, Layout, Part } from '../exchange/sen2-layout.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { censusDayOf } from './child-in-return.ts';

/** The items of a module by field. */
export type Fields = Record<string, unknown>;

/** Header values of an invented return; any may be given another value. */
export function inventHeader(year: number, over: Record<string, string | null> = {}): Record<string, string | null> {
  return {
    collection: 'SEN2', year: String(year), referenceDate: censusDayOf(year), sourceLevel: 'L', lea: '999', softwareCode: 'Invented',
    release: '1.0', serialNo: '001', dateTime: `${year}-02-01T09:30:00`, dmo: 'Y', dco: 'R', dsco: year >= 2025 ? 'N' : null, ...over,
  };
}

const GENDERS: Record<string, string> = { M: '1', F: '2', U: '9' };

/** The text of an item of a module, or null where it has none. */
export function textOf(item: Item, fields: Fields): string | null {
  const value = fields[item.field];
  if (value === null || value === undefined) return null;
  if (item.codes === 'gender') return GENDERS[String(value)] ?? '0';
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

/** The modules of one kind inside another. In 2023 a plan states what its placements share. */
export function inside(part: Part, fields: Fields): Fields[] {
  const value = fields[part.field];
  const all = (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]) as Fields[];
  if (part.module !== 'ActivePlans') return all;
  return all.map((plan) => {
    const first = (plan['placements'] as Fields[])[0];
    return { ...plan, res: first?.['res'] ?? null, wbp: first?.['wbp'] ?? null };
  });
}

const isPart = (content: Item | Part): content is Part => 'module' in content;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function xmlOf(name: ModuleName, fields: Fields, layout: Layout): string {
  const contents = layout.modules[name].contents.map((content) => {
    if (isPart(content)) return inside(content, fields).map((each) => xmlOf(content.module, each, layout)).join('');
    const text = textOf(content, fields);
    return text === null ? '' : `<${content.element}>${escaped(text)}</${content.element}>\n`;
  });
  return `<${name}>\n${contents.join('')}</${name}>\n`;
}

function xmlHeader(layout: Layout, header: Record<string, string | null>): string {
  const texts = itemsOf(layout.modules.Header).map((item) => [item.element, textOf(item, header)] as const).filter(([, text]) => text !== null);
  const block = (name: string, wanted: boolean): string =>
    `<${name}>${texts.filter(([element]) => COLLECTION_DETAILS.includes(element) === wanted).map(([e, t]) => `<${e}>${t}</${e}>`).join('')}</${name}>`;
  return `<Header>\n${block('CollectionDetails', true)}\n${block('Source', false)}\n</Header>\n`;
}

/** The layout of a year; throws where there is none. */
export function layoutFor(year: number): Layout {
  const layout = layoutOf(year);
  if (layout === null) throw new Error(`no layout for ${year}`);
  return layout;
}

/** The pieces of an XML return in order: what comes before the persons, each person, and the end. */
export function* xmlPieces(records: Iterable<ReturnRecord>, year: number, over: Record<string, string | null> = {}): Generator<string> {
  const layout = layoutFor(year);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n${xmlHeader(layout, inventHeader(year, over))}<Persons>\n`;
  for (const record of records) yield xmlOf('Person', { ...record.person, requests: record.requests }, layout);
  yield '</Persons>\n</Message>\n';
}

/** A whole return as XML. */
export function returnAsXml(records: Iterable<ReturnRecord>, year: number, over: Record<string, string | null> = {}): string {
  return [...xmlPieces(records, year, over)].join('');
}
