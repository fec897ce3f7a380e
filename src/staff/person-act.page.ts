// Acts about somebody's way in, each with a reason: inviting again, resetting, signing out, disabling, enabling.
import { z } from 'zod';
import { whole } from '../platform/database.ts';
import { newToken } from '../platform/web-cookie.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { recordView } from './access.sql.ts';
import { invitationAddress, personActAddress, personAddress } from './addresses.ts';
import { invite, resetFactor } from './invitation.sql.ts';
import { type Changed, type Person, personById, setDisabled } from './people.sql.ts';
import { actsFor } from './person-acts.ts';
import { reason } from './person-form.ts';
import { askForProof } from './proof.sql.ts';
import { may } from './rights.ts';
import type { StaffParts } from './second-step.ts';
import { endEverySignIn } from './sign-in.sql.ts';

const who = may('manage-staff');
const form = z.object({ reason });

/** The acts about a person, for administrators. */
export function personActRoutes(parts: Pick<StaffParts, 'derive'>): Route[] {
  return [
    page({ address: personActAddress, who, answer: (request) => show(request) }),
    post({ address: personActAddress, who, form, answer: (request) => act(request, parts) }),
  ];
}

type Request<Form> = PageRequest<'/administration/people/:staffId/do/:act', typeof who, object, Form>;

async function asked({ db, parts: { staffId, act: name }, site }: Request<unknown>): Promise<{ person: Person; words: ReturnType<typeof actsFor>[number] } | null> {
  const person = await personById(db, staffId);
  const words = person === null ? undefined : actsFor(person, site.kind).find((one) => one.act === name);
  return person === null || words === undefined ? null : { person, words };
}

async function show(request: Request<unknown>, typed: Readonly<Record<string, unknown>> = {}, errors: readonly object[] = []): Promise<Answer> {
  const found = await asked(request);
  if (found === null) return NOT_FOUND;
  const address = personActAddress(request.parts);
  const proof = await askForProof(request.db, request, address);
  if (proof !== null) return proof;
  const { person, words } = found;
  const model = { caption: person.name, ...words, buttonClasses: ['disable', 'reset'].includes(words.act) ? 'govuk-button--warning' : '', action: address, values: typed, errors, back: { href: personAddress({ staffId: person.id }) } };
  return { page: 'staff/person-act.njk', model, shows: 'nobody' };
}

async function act(request: Request<z.infer<typeof form>>, parts: Pick<StaffParts, 'derive'>): Promise<Answer> {
  const { db, viewer, form: given, now } = request;
  const found = await asked(request);
  if (found === null) return NOT_FOUND;
  if (!given.ok) return show(request, given.typed, given.errors);
  const proof = await askForProof(db, request, { address: personActAddress(request.parts), fields: given.typed });
  if (proof !== null) return proof;
  const { person, words } = found;
  const recorder = { derive: parts.derive(), by: viewer.staffId };
  if (words.act === 'disable' || words.act === 'enable') {
    const changed = await setDisabled(db, recorder, { id: person.id, disabled: words.act === 'disable', now }, given.values.reason);
    if (changed === 'last administrator') return show(request, given.typed, [{ field: 'reason', message: 'They are the only administrator who can sign in. Make somebody else an administrator first' }]);
    return done(person, changed, words.act === 'disable' ? 'They are signed out and cannot sign in.' : 'They can sign in again.');
  }
  return whole(db, async (tx) => {
    await recordView(tx, viewer, { what: `${words.act}: staff`, route: 'POST /administration/people', children: [], criteria: person.name });
    if (words.act === 'end-sign-ins') return done(person, await endEverySignIn(tx, person.id).then(() => 'done' as const), 'They are signed out everywhere.');
    const token = newToken();
    if (words.act === 'invite') await invite(tx, { token, now }, person.id);
    else await resetFactor(tx, recorder, { token, now }, { staffId: person.id, reason: given.values.reason });
    return { page: 'staff/invited.njk', model: { name: person.name, path: invitationAddress({ token }), person: personAddress({ staffId: person.id }) }, shows: 'nobody' };
  });
}

function done({ id }: Person, changed: Changed, notice: string): Answer {
  return { goTo: personAddress({ staffId: id }), notice: changed === 'done' ? notice : 'Nothing was different, so nothing is changed.' };
}
