/** A piece of a drawing, escaped and ready to print. */
export type Drawn = string & { readonly isDrawn: true };

type Attributes = { readonly [name: string]: string | number | undefined };

/** An SVG element. Text given as a plain string is escaped; numbers are kept to two decimal places. */
export function element(name: string, attributes: Attributes, ...inside: (Drawn | string)[]): Drawn {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? String(round(value)) : String(value))}"`)
    .join('');
  return `<${name}${written}>${inside.join('')}</${name}>` as Drawn;
}

/** Text as a drawn part. */
export function words(text: string): Drawn {
  return escaped(text) as Drawn;
}

/** A label at a place. `anchor` says which end of the text is there. */
export function label(x: number, y: number, text: string, more: Attributes = {}): Drawn {
  return element('text', { x, y, class: 'sl-chart__label', ...more }, words(text));
}

/** A part moved to a place. */
export function placed(x: number, y: number, part: Drawn): Drawn {
  return element('g', { transform: `translate(${round(x)} ${round(y)})` }, part);
}

/** Roughly how wide a label is, for leaving room: the drawing has no fonts to measure. */
export function widthOf(text: string): number {
  return text.length * 7.6;
}

/** Moves labels apart so that none covers another: the places in the same order, at least `gap` from each other. */
export function apart(places: readonly number[], gap: number, lowest: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => b.place - a.place);
  const moved: number[] = [];
  let limit = lowest;
  for (const { place, index } of order) {
    moved[index] = Math.min(place, limit);
    limit = moved[index] - gap;
  }
  return moved;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
