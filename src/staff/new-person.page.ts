// Adding a person.
import type { z } from 'zod';
import { whole } from '../platform/database.ts';
import { newToken } from '../platform/web-cookie.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { invitationAddress, newPersonAddress, peopleAddress, personAddress } from './addresses.ts';
import { invite } from './invitation.sql.ts';
import { addPerson } from './people.sql.ts';
import { factsIn, newPersonForm, personChoices, personErrors } from './person-form.ts';
import { askForProof } from './proof.sql.ts';
import { may } from './rights.ts';
import type { StaffParts } from './second-step.ts';
import { allTeams } from './teams.sql.ts';

const who = may('manage-staff');

type Request<Form> = PageRequest<'/administration/people/new', typeof who, object, Form>;

/** The page of a new person, for administrators. */
export function newPersonRoutes(parts: Pick<StaffParts, 'derive'>): Route[] {
  return [
    page({ address: newPersonAddress, who, answer: (request) => showNew(request) }),
    post({ address: newPersonAddress, who, form: newPersonForm, answer: (request) => add(request, parts) }),
  ];
}

async function showNew(request: Request<unknown>, typed: Readonly<Record<string, unknown>> = {}, errors: readonly object[] = []): Promise<Answer> {
  const proof = await askForProof(request.db, request, newPersonAddress());
  if (proof !== null) return proof;
  const choices = personChoices(typed, await allTeams(request.db));
  return { page: 'staff/person-form.njk', model: { isNew: true, values: typed, choices, action: newPersonAddress(), back: { href: peopleAddress(), text: 'People' }, errors }, shows: 'nobody' };
}

async function add(request: Request<z.infer<typeof newPersonForm>>, { derive }: Pick<StaffParts, 'derive'>): Promise<Answer> {
  const { db, viewer, form, now, site } = request;
  const errors = form.ok ? personErrors(form.values) : form.errors;
  if (!form.ok || errors.length > 0) return showNew(request, form.typed, errors);
  const proof = await askForProof(db, request, { address: newPersonAddress(), fields: form.typed });
  if (proof !== null) return proof;
  const token = newToken();
  const id = await whole(db, async (tx) => {
    const added = await addPerson(tx, { derive: derive(), by: viewer.staffId }, factsIn(form.values), now);
    if (added !== null && site.kind === 'real') await invite(tx, { token, now }, added);
    return added;
  });
  if (id === null) return showNew(request, form.typed, [{ field: 'email', message: 'Somebody has this e-mail address already' }]);
  const person = personAddress({ staffId: id });
  if (site.kind !== 'real') return { goTo: person, notice: `${form.values.name} is added. Anybody who looks round can choose to be them.` };
  return { page: 'staff/invited.njk', model: { name: form.values.name, path: invitationAddress({ token }), person }, shows: 'nobody' };
}
