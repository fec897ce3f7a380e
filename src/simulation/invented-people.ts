// Invented people. Names are made up; numbers are right in form and check digit and impossible in fact: no
// authority has the number 999, no school a URN above 900000, and no postcode begins with ZZ.
import { isNhsNumber } from '../case-history/nhs-number.ts';
import { dayFrom } from '../calendar/day.ts';
import type { ReturnPerson } from '../case-history/return-record.ts';
import type { Chance } from './seeded.ts';

const FORENAMES = ['Alderin', 'Brynna', 'Corvan', 'Dellowen', 'Emberly', 'Fenwyn', 'Gwillow', 'Hartlin', 'Ivorel', 'Jessamy',
  'Kestrin', 'Larkwyn', 'Mirabo', 'Noëlan', 'Orrinda', 'Pipwell', 'Quillan', 'Rowanna', 'Sorrelin', 'Thistlan',
  'Umberto-Fen', 'Vesperine', 'Wrenna', 'Xanthel', 'Yarrowin', 'Zinniah', 'Anaïsa', 'Łukaszin'];
const STARTS = ['Apple', 'Bramble', 'Clover', 'Dapple', 'Elder', 'Fern', 'Gorse', 'Hazel', 'Ivy', 'Juniper', 'Kelp', 'Linden',
  'Meadow', 'Nettle', "O'Wren", 'Pebble', 'Quarry', 'Rush', 'Saffron', 'Teasel', 'Umber', 'Vetch', 'Willow', 'Yew', 'Brontë'];
const ENDS = ['by', 'combe', 'croft', 'dale', 'fell', 'gate', 'ham', 'ley', 'mere', 'ness', 'over', 'stead', 'thwaite',
  'ton', 'wick', 'worth', '-Tarn', 'shaw', 'holt', 'garth'];
const ETHNICITIES = ['WBRI', 'WBRI', 'WBRI', 'WBRI', 'WENG', 'WIRI', 'WEEU', 'WROM', 'MWBC', 'MWAS', 'MOTM', 'AIND', 'APKN', 'AOPK',
  'ABAN', 'AOTA', 'BCRB', 'BAFR', 'BSOM', 'CHNE', 'OOTH', 'OARA', 'REFU', 'NOBT'];
const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** UPN number `serial` of the authority 999, which does not exist; the check letter is right. */
export function inventedUpn(serial: number): string {
  const digits = `999${String(serial).padStart(9, '0')}`;
  let sum = 0;
  for (let place = 0; place < 12; place += 1) sum += Number(digits[place]) * (place + 2);
  return `${UPN_LETTERS[sum % 23] as string}${digits}`;
}

/** The first ULN at or after `serial` of a range never given out whose check digit exists. */
export function inventedUln(serial: number): string {
  const nine = `99${String(serial).padStart(7, '0')}`;
  let sum = 0;
  for (let place = 0; place < 9; place += 1) sum += Number(nine[place]) * (10 - place);
  const rest = sum % 11;
  return rest === 0 ? inventedUln(serial + 5_000_000) : `${nine}${10 - rest}`;
}

/** The first NHS number at or after `serial` of the range that is kept for tests, with the right check digit. */
export function inventedNhsNumber(serial: number): string {
  const nine = `999${String(serial % 1_000_000).padStart(6, '0')}`;
  const last = [...'0123456789'].find((digit) => isNhsNumber(nine + digit));
  return last === undefined ? inventedNhsNumber(serial + 500_000) : nine + last;
}

/** The number of one of sixty establishments that do not exist. */
export function inventedUrn(chance: Chance): string {
  return String(900_001 + chance.whole(0, 59));
}

/** The number of one of ten providers that do not exist. */
export function inventedUkprn(chance: Chance): string {
  return String(19_900_001 + chance.whole(0, 9));
}

/** Who a child is. `serial` is unlike that of every other child, and so are the numbers made from it. */
export function inventPerson(chance: Chance, serial: number, bornIn: number): ReturnPerson {
  const born = chance.day(dayFrom(bornIn, 1, 1), dayFrom(bornIn, 12, 31));
  const unknown = chance.yes(0.03);
  return {
    surname: `${chance.pick(STARTS)}${chance.pick(ENDS)}`,
    forename: chance.pick(FORENAMES),
    personBirthDate: born,
    sex: chance.yes(0.005) ? 'U' : chance.yes(0.7) ? 'M' : 'F',
    ethnicity: chance.pick(ETHNICITIES),
    postCode: chance.yes(0.98) ? `ZZ${chance.whole(1, 99)} ${chance.whole(1, 9)}${chance.pick(['AA', 'BD', 'QZ'])}` : null,
    upn: unknown ? null : inventedUpn(serial),
    uniqueLearnerNumber: !unknown && bornIn < 2009 && chance.yes(0.8) ? inventedUln(serial) : null,
    upnUnknown: unknown ? chance.pick(['UN2', 'UN3', 'UN5', 'UN9']) : null,
  };
}
