import type { Person } from './case.ts';
import type { LiveEntry } from './live-entries.ts';
import type { ReturnRecord } from './return-record.ts';
import { isStatement, type TrackerPerson } from './tracker-row.ts';

const nobody: Person = {
  surname: null, forename: null, knownAs: null, formerNames: null, dob: null, sex: null, ethnicity: null, postcode: null,
  upn: null, uln: null, nhsNumber: null, upnUnknown: null, setting: null,
};

/** What one entry asserts of a person's identity; values that it does not state are absent. */
export function personStatedIn(entry: LiveEntry): Partial<Person> {
  if (entry.kind === 'PERSON') return pick(entry.facts as Partial<Person>);
  if (entry.kind === 'PLAN_FIRST_MADE') return pick({ dob: entry.facts['dob'] as Person['dob'] });
  if (!isStatement(entry.kind)) return {};
  const person: TrackerPerson = (entry.facts as unknown as ReturnRecord).person;
  return pick({
    surname: person.surname, forename: person.forename, dob: person.personBirthDate, sex: person.sex, ethnicity: person.ethnicity,
    postcode: person.postCode, upn: person.upn, uln: person.uniqueLearnerNumber, upnUnknown: person.upnUnknown,
    knownAs: person.knownAs ?? null, formerNames: person.formerNames ?? null, nhsNumber: person.nhsNumber ?? null,
  });
}

function pick(facts: Partial<Person>): Partial<Person> {
  const names = Object.keys(nobody) as (keyof Person)[];
  return Object.fromEntries(names.filter((name) => facts[name] != null).map((name) => [name, facts[name]]));
}

/** Identity: field by field, the latest assertion wins; what no source states stays null. */
export function settlePerson(entries: readonly LiveEntry[]): Person {
  return entries.reduce<Person>((person, entry) => ({ ...person, ...personStatedIn(entry) }), nobody);
}
