// One person: who they are and what they may do, where they are signed in, what was changed of them; and changing it.
import type { z } from 'zod';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { changePersonAddress, peopleAddress, personActAddress, personAddress } from './addresses.ts';
import { changesOfPerson } from './council-entry.sql.ts';
import { changePerson, type Person, personById } from './people.sql.ts';
import { actsFor } from './person-acts.ts';
import { changePersonForm, factsIn, personChoices, personErrors } from './person-form.ts';
import { personState } from './person-state.ts';
import { askForProof } from './proof.sql.ts';
import { isRole, may, RIGHTS, ROLES } from './rights.ts';
import type { StaffParts } from './second-step.ts';
import { signInsOf } from './sign-in.sql.ts';
import { allTeams } from './teams.sql.ts';

const who = may('manage-staff');

/** The page of one person and the form that changes them, for administrators. */
export function personRoutes(parts: Pick<StaffParts, 'derive'>): Route[] {
  return [
    page({ address: personAddress, who, answer: showPerson }),
    page({ address: changePersonAddress, who, answer: (request) => showChange(request) }),
    post({ address: changePersonAddress, who, form: changePersonForm, answer: (request) => change(request, parts) }),
  ];
}

type Request<Pattern extends string, Form> = PageRequest<Pattern, typeof who, object, Form>;

async function showPerson({ db, parts: { staffId }, now, site, signInToken }: Request<'/administration/people/:staffId', unknown>): Promise<Answer> {
  const person = await personById(db, staffId);
  if (person === null) return NOT_FOUND;
  const model = {
    person, back: { href: peopleAddress(), text: 'People' }, state: personState(person, now), isReal: site.kind === 'real', ...inWords(person),
    links: { change: changePersonAddress({ staffId }) }, acts: actsFor(person, site.kind).map(({ act, title }) => ({ title, href: personActAddress({ staffId, act }) })),
    signIns: await signInsOf(db, staffId, { token: signInToken ?? '', now }), changes: await changesOfPerson(db, staffId),
  };
  return { page: 'staff/person.njk', model, shows: 'nobody' };
}

function inWords({ role, service, extraRights }: Person): { role: string; service: string | null; extra: string } {
  return {
    role: isRole(role) ? ROLES[role].title : role, service: service === null ? null : (adviceBodies as Readonly<Record<string, string>>)[service] ?? service,
    extra: extraRights.map((right) => RIGHTS[right]).join('; '),
  };
}

type ChangeRequest<Form> = Request<'/administration/people/:staffId/change', Form>;

async function showChange(request: ChangeRequest<unknown>, typed: Readonly<Record<string, unknown>> | null = null, errors: readonly object[] = []): Promise<Answer> {
  const { db, parts: { staffId } } = request;
  const person = await personById(db, staffId);
  if (person === null) return NOT_FOUND;
  const proof = await askForProof(db, request, changePersonAddress({ staffId }));
  if (proof !== null) return proof;
  const values = typed ?? { ...person, team: person.teamId ?? '', service: person.service ?? '', names: person.extraRights.includes('see-names') ? 'yes' : undefined };
  const model = { isNew: false, values, choices: personChoices(values, await allTeams(db)), action: changePersonAddress({ staffId }), back: { href: personAddress({ staffId }) }, errors };
  return { page: 'staff/person-form.njk', model, shows: 'nobody' };
}

const refusals: Readonly<Record<string, { field: string; message: string }>> = {
  'email is taken': { field: 'email', message: 'Somebody else has this e-mail address' },
  'last administrator': { field: 'role', message: 'They are the only administrator who can sign in. Make somebody else an administrator first' },
};

async function change(request: ChangeRequest<z.infer<typeof changePersonForm>>, { derive }: Pick<StaffParts, 'derive'>): Promise<Answer> {
  const { db, viewer, form, parts: { staffId } } = request;
  const errors = form.ok ? personErrors(form.values) : form.errors;
  if (!form.ok || errors.length > 0) return showChange(request, form.typed, errors);
  if ((await personById(db, staffId)) === null) return NOT_FOUND;
  const proof = await askForProof(db, request, { address: changePersonAddress({ staffId }), fields: form.typed });
  if (proof !== null) return proof;
  const changed = await changePerson(db, { derive: derive(), by: viewer.staffId }, { id: staffId, ...factsIn(form.values) }, form.values.reason);
  const refused = refusals[changed];
  if (refused !== undefined) return showChange(request, form.typed, [refused]);
  return { goTo: personAddress({ staffId }), notice: changed === 'done' ? 'The change is made.' : 'Nothing was different, so nothing is changed.' };
}
