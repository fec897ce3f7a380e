// The people an invented council knows: families with a name, a home and one or more children, some of them twins.
import type { Day } from '../calendar/day.ts';
import type { Facts } from '../case-history/entry.ts';
import { ageAt, dayNumbered, numberOf } from './day-numbers.ts';
import { inventedNhsNumber, inventedUln, inventedUpn } from './invented-people.ts';
import { forenameIn, mannerFor, surnameIn } from './names.ts';
import { published } from './published.ts';
import type { Chance } from './seeded.ts';

interface Family {
  readonly surname: string;
  readonly postcode: string;
  readonly ethnicity: string;
  readonly manner: ReturnType<typeof mannerFor>;
  /** The area of the council in which they live: 0, 1 or 2. */
  readonly area: number;
  readonly youngest: Day;
}

/** Who a child is, and where. */
export interface Somebody {
  readonly serial: number;
  readonly family: Family;
  readonly born: Day;
  readonly sex: string;
  readonly forename: string;
}

function homeOf(chance: Chance): Pick<Family, 'postcode' | 'area'> {
  const district = chance.whole(1, 24);
  return { postcode: `ZZ${district} ${chance.whole(1, 9)}${chance.pick(['AA', 'BD', 'EF', 'GH', 'JL', 'NP', 'QZ', 'TW'])}`, area: district % 3 };
}

const { F, M } = published.caseloadJanuary2025.bySex;
/** More girls among new plans than among those in force: of the years told, half go by each. */
const boysAndGirls = { F, M };

/** Families as they become known, and who of them has no child known yet beside the first. */
export class Families {
  #open: Family[] = [];
  #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** A child of an age on a day: of a family known already (a brother, sister or twin) or of another one. */
  child(serial: number, age: number, on: number): Somebody {
    const chance = this.#chance;
    const born = dayNumbered(on - Math.floor(age * 365.25) - chance.whole(1, 365));
    const [kin, twins] = chance.yes(0.12) ? this.#kin(born) : [undefined, false];
    const family = kin ?? this.#family(born);
    if (chance.yes(0.25)) this.#open.push({ ...family, youngest: born });
    const sex = chance.weighted(chance.yes(0.5) ? published.newPlans2024.bySex : boysAndGirls);
    return { serial, family, born: twins ? family.youngest : born, sex, forename: forenameIn(chance, family.manner, sex) };
  }

  /** A family with a child of nearly the same age, and whether this one is the twin. */
  #kin(born: Day): [Family | undefined, boolean] {
    if (this.#open.length === 0) return [undefined, false];
    const [family] = this.#open.splice(this.#chance.whole(0, this.#open.length - 1), 1);
    const apart = family === undefined ? 0 : Math.abs(numberOf(born) - numberOf(family.youngest));
    return apart < 250 ? [family, true] : [apart > 300 ? family : undefined, false];
  }

  #family(born: Day): Family {
    const chance = this.#chance;
    const ethnicity = chance.weighted(published.caseloadJanuary2025.byEthnicity);
    const manner = mannerFor(chance, ethnicity);
    return { surname: surnameIn(chance, manner), ...homeOf(chance), ethnicity, manner, youngest: born };
  }
}

/** What an entry of kind PERSON says of somebody, with what is now and then missing or not known. */
export function personFacts(chance: Chance, { serial, family, born, sex, forename }: Somebody, on: number): Facts {
  const age = ageAt(born, on);
  const facts: Facts = { surname: family.surname, forename, dob: born, sex: chance.yes(0.002) ? 'U' : sex };
  // By serial, so that nothing else of the council becomes another: some are called by a part of their name, of few the NHS number is asked.
  if (serial % 23 === 0 && forename.length > 5) facts['knownAs'] = forename.slice(0, 4).trim();
  if (serial % 3 === 0) facts['nhsNumber'] = inventedNhsNumber(serial);
  if (chance.yes(0.97)) facts['ethnicity'] = chance.yes(0.015) ? 'REFU' : family.ethnicity;
  if (chance.yes(0.985)) facts['postcode'] = family.postcode;
  if (age < 5 && chance.yes(0.35)) return chance.yes(0.9) ? { ...facts, upnUnknown: 'UN1' } : facts;
  if (chance.yes(0.975)) facts['upn'] = inventedUpn(serial);
  else if (chance.yes(0.6)) facts['upnUnknown'] = chance.pick(['UN2', 'UN3', 'UN5']);
  if (age >= 14 && chance.yes(0.8)) facts['uln'] = inventedUln(serial);
  return facts;
}

/** A new home, and for some a new name: what a later entry of kind PERSON says. */
export function changedFacts(chance: Chance, { family }: Somebody): Facts {
  return chance.yes(0.15) ? { surname: surnameIn(chance, family.manner) } : { postcode: homeOf(chance).postcode };
}

/** The same child as somebody who did not look first types it again: without accents, another spelling, no numbers. */
export function typedAgain(chance: Chance, { family, born, forename, sex }: Somebody): Facts {
  const plain = (name: string): string => name.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '');
  const surname = chance.yes(0.5) ? plain(family.surname).replaceAll(/['’ -]/g, '') : family.surname;
  const shorter = plain(forename).slice(0, Math.max(3, forename.length - 2));
  return { surname, forename: chance.yes(0.5) ? shorter : plain(forename), dob: born, sex, ...(chance.yes(0.5) ? { postcode: family.postcode } : {}) };
}
