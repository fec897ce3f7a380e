// Addresses of the council's other systems, as templates: https://eyes.example/person/{upn}.
import { shownText } from '../platform/shown-text.ts';
import type { OtherSystem } from '../staff/other-system.ts';

/** What may stand in braces in an address. */
const PLACES = ['{upn}', '{uln}', '{reference}'];

/** What is wrong with the address of a system, in words; null where nothing is. Only addresses of the web are taken. */
export function addressProblem(address: string): string | null {
  const filled = PLACES.reduce((text, place) => text.replaceAll(place, 'X'), address);
  if (/[{}]/.test(filled)) return `Between braces there can be only ${PLACES.join(', ')}`;
  const url = URL.canParse(filled) ? new URL(filled) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return 'Enter an address that begins with https://, like https://eyes.example/person/{upn}';
  if (url.username !== '' || url.password !== '' || /\s/.test(address)) return 'Enter an address without spaces, user name or password';
  return PLACES.some((place) => url.host.includes(place) || address.split('/').slice(0, 3).join('/').includes(place)) ? 'Put what stands in braces after the name of the server' : null;
}

/** What may take the place of braces in an address: a number that is not recorded, or not for the viewer, is null. */
export interface ChildNumbers {
  readonly upn: string | null;
  readonly uln: string | null;
  readonly reference: string;
}

/** The link to a child in another system; to the system's start where its address asks for a number that is null. */
export function linkToSystem({ name, address }: OtherSystem, numbers: ChildNumbers): { text: string; href: string; start: boolean } {
  const named = Object.entries(numbers).filter(([place]) => address.includes(`{${place}}`));
  if (named.some(([, number]) => number === null)) return { text: name, href: `${new URL(address).origin}/`, start: true };
  return { text: name, href: named.reduce((link, [place, number]) => link.replaceAll(`{${place}}`, encodeURIComponent(String(number))), address), start: false };
}

/** How many systems there can be. */
export const MOST_SYSTEMS = 6;

/** Systems from the rows of the form, those left empty left out; and what is wrong with each field. */
export function systemsIn(typed: { readonly [field: string]: unknown }): { systems: OtherSystem[]; errors: { field: string; message: string }[] } {
  const rows = Array.from({ length: MOST_SYSTEMS }, (_, row) => {
    const text = (name: string): string => shownText(String(typed[`${name}-${row}`] ?? ''));
    return { row, name: text('name'), address: text('address') };
  }).filter(({ name, address }) => name !== '' || address !== '');
  const errors = rows.flatMap(({ row, name, address }) => {
    const wrong = addressProblem(address);
    return [
      ...(name === '' ? [{ field: `name-${row}`, message: 'Enter the name of the system' }] : []),
      ...(wrong === null ? [] : [{ field: `address-${row}`, message: wrong }]),
    ];
  });
  return { systems: rows.map(({ name, address }) => ({ name, address })), errors };
}
