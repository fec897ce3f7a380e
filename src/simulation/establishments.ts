// The schools, colleges and other places of an invented council. Their numbers are right in form and belong to nobody.
import { plainSurname } from './names.ts';
import type { Chance } from './seeded.ts';
import { seeded } from './seeded.ts';

/** Groups of placement as the published tables have them. */
export type PlacementGroup = 'mainstream' | 'special' | 'alternative_provision' | 'further_education' | 'educated_elsewhere' | 'early_years' | 'not_recorded';

type Phase = 'nursery' | 'primary' | 'secondary' | 'all';

/** Where somebody is placed: what an entry of kind PLACEMENT_STARTED says of it. */
export interface Place {
  readonly group: PlacementGroup;
  readonly phase: Phase;
  readonly name: string;
  readonly urn?: string;
  readonly ukprn?: string;
  readonly senSetting?: string;
}

const kindsOfPlace: readonly { group: PlacementGroup; phase: Phase; count: number; called: string }[] = [
  { group: 'mainstream', phase: 'primary', count: 36, called: 'Primary School' },
  { group: 'mainstream', phase: 'secondary', count: 12, called: 'Academy' },
  { group: 'special', phase: 'all', count: 9, called: 'School' },
  { group: 'alternative_provision', phase: 'all', count: 2, called: 'Pupil Referral Unit' },
  { group: 'further_education', phase: 'all', count: 4, called: 'College' },
];

/** Kinds of setting of the return, item 3.3, in the proportions of the published table. */
const elsewhere = { EHE: 7155, OLA: 11524, OPA: 1012, OTH: 4345, NEET: 18056, NIEC: 1806, NIEO: 5452 };
const elsewhereWords: Readonly<Record<string, string>> = {
  EHE: 'Educated at home', OLA: 'Other arrangements by the authority', OPA: 'Other arrangements by the parents', OTH: 'Another setting', NEET: 'Not in education', NIEC: 'Not in education: notice to cease', NIEO: 'Not in education, another reason', EYP: 'Early years provider',
};

/** What an entry says of a place: its number and what it is called, else the kind of setting. */
export function placeAsRecorded({ name, urn, ukprn, senSetting }: Place): Record<string, string> {
  if (senSetting !== undefined) return { senSetting };
  return { ...(urn === undefined ? {} : { urn }), ...(ukprn === undefined ? {} : { ukprn }), settingName: name };
}

/** All places of a council that have numbers of their own. */
export function inventPlaces(seed: number): Place[] {
  const chance = seeded(seed, 3_500_000);
  const called = new Set<string>();
  return kindsOfPlace.flatMap(({ group, phase, count, called: kind }) => Array.from({ length: count }, () => ({ group, phase, name: `${freshName(chance, called)} ${kind}` })))
    .map((place, i) => (place.group === 'further_education' && i % 2 === 0 ? { ...place, ukprn: String(19_900_001 + i) } : { ...place, urn: String(900_001 + i) }));
}

function freshName(chance: Chance, taken: Set<string>): string {
  for (;;) {
    const name = plainSurname(chance);
    if (!taken.has(name)) { taken.add(name); return name; }
  }
}

/** A place of a group for somebody of an age. */
export function placeIn(chance: Chance, places: readonly Place[], group: PlacementGroup, age: number): Place {
  if (group === 'educated_elsewhere') return without(group, age < 16 ? chance.weighted({ EHE: 7, OLA: 10, OPA: 1, OTH: 3, NIEO: 1 }) : chance.weighted(elsewhere));
  if (group === 'early_years') return without(group, 'EYP');
  if (group === 'not_recorded') return without(group, 'OTH');
  const phase = age < 11 ? 'primary' : 'secondary';
  return chance.pick(places.filter((place) => place.group === group && (place.phase === 'all' || place.phase === phase)));
}

const without = (group: PlacementGroup, senSetting: string): Place => ({ group, phase: 'all', name: elsewhereWords[senSetting] ?? '', senSetting });
