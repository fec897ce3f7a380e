// What an invitation leads through, once: a password, the second step, the recovery codes.
import { z } from 'zod';
import { type Database, whole } from '../platform/database.ts';
import { hashPassword } from '../platform/password.ts';
import { powerOfGuesses } from '../platform/password-guesses.ts';
import { newToken } from '../platform/web-cookie.ts';
import { safeNext } from '../platform/web-guard.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { recordView } from './access.sql.ts';
import { invitationAddress, invitationCouncilAddress, invitationFactorAddress } from './addresses.ts';
import { mayUseLocalAccount, type SignOn } from './council-account.ts';
import { noteNetwork } from './guessing.sql.ts';
import { comeIn, enterRefusedInvitation, type Invited, invitedBy, setPassword } from './invitation.sql.ts';
import { passwordProblem } from './password-rules.ts';
import { seedFor } from './second-factor.ts';
import { firstStep, newRecoveryCodes } from './second-factor.sql.ts';
import { codeForm, NOT_YET_RIGHT, setUpModel, type StaffParts } from './second-step.ts';
import { startSignIn } from './sign-in.sql.ts';

const query = z.object({ next: z.string().max(2000).optional().catch(undefined) });
const passwordForm = z.object({ password: z.string().max(1000) });

/** The pages behind the link of an invitation, which no sign-in is needed for. Real councils only. */
export function invitationRoutes(parts: StaffParts): Route[] {
  return [
    page({ address: invitationAddress, who: 'anyone', answer: (request) => showPassword(request, parts) }),
    post({ address: invitationAddress, who: 'anyone', form: passwordForm, answer: (request) => choosePassword(request, parts) }),
    page({ address: invitationFactorAddress, who: 'anyone', query, answer: (request) => showFactor(request, parts) }),
    post({ address: invitationFactorAddress, who: 'anyone', query, form: codeForm, answer: (request) => confirm(request, parts) }),
  ];
}

type Request<Pattern extends string, Query, Form> = PageRequest<Pattern, 'anyone', Query, Form>;
type Next = z.infer<typeof query>;

/** The answer is the same for a link that is used, over or taken back, and for one that was never given out. */
async function refused({ db, from, now }: { db: Database; from: string; now: string }, token: string): Promise<Answer> {
  return (await enterRefusedInvitation(db, token, { from, now })) ?? NOT_FOUND;
}

async function showPassword({ db, parts: { token }, now, from }: Request<'/invitation/:token', object, unknown>, { signOn }: StaffParts): Promise<Answer> {
  const invited = await invitedBy(db, { token, now });
  if (invited === null) return refused({ db, from, now }, token);
  return passwordPage(invited, token, { signOn });
}

function passwordPage({ name, email, role }: Invited, token: string, { signOn, errors = [] }: { signOn: SignOn | null; errors?: readonly object[] }): Answer {
  const council = signOn === null ? null : invitationCouncilAddress({ token });
  return { page: 'staff/invitation.njk', model: { name, email, council, local: mayUseLocalAccount(signOn, role), action: invitationAddress({ token }), errors }, shows: 'nobody' };
}

async function choosePassword({ db, parts: { token }, form, now, from, site }: Request<'/invitation/:token', object, z.infer<typeof passwordForm>>, { signOn }: StaffParts): Promise<Answer> {
  const invited = await invitedBy(db, { token, now });
  if (invited === null) return refused({ db, from, now }, token);
  if (!mayUseLocalAccount(signOn, invited.role)) return passwordPage(invited, token, { signOn });
  const password = String(form.typed['password'] ?? '');
  const weak = await passwordProblem(password, [site.council, invited.name], powerOfGuesses);
  if (!form.ok || weak !== null) {
    return passwordPage(invited, token, { signOn, errors: [{ field: 'password', message: weak ?? 'Choose a password' }] });
  }
  const hash = await hashPassword(password);
  await whole(db, async (tx) => {
    await setPassword(tx, invited.id, hash);
    await recordView(tx, { staffId: invited.id }, { what: 'chose a password', route: 'POST /invitation', children: [] });
  });
  return { goTo: invitationFactorAddress({ token }) };
}

async function showFactor(request: Request<'/invitation/:token/second-step', Next, unknown>, { key, signOn }: StaffParts, errors: readonly object[] = []): Promise<Answer> {
  const { db, parts: { token }, now, query: { next } } = request;
  const invited = await invitedBy(db, { token, now });
  if (invited === null) return refused(request, token);
  if (!invited.hasPassword || !mayUseLocalAccount(signOn, invited.role)) return { goTo: invitationAddress({ token }) };
  const model = setUpModel(key(), { staffId: invited.id, seed: seedFor(token) }, invited.email);
  return { page: 'staff/second-step.njk', model: { ...model, action: invitationFactorAddress({ token }, { next }), errors }, shows: 'nobody' };
}

async function confirm(request: Request<'/invitation/:token/second-step', Next, z.infer<typeof codeForm>>, parts: StaffParts): Promise<Answer> {
  const { db, parts: { token }, form, now, query: { next } } = request;
  const invited = await invitedBy(db, { token, now });
  if (invited === null) return refused(request, token);
  if (!mayUseLocalAccount(parts.signOn, invited.role)) return passwordPage(invited, token, parts);
  if (!invited.hasPassword) return passwordPage(invited, token, { ...parts, errors: [{ field: 'password', message: 'Choose a password before you set up the second step' }] });
  if (!form.ok) return showFactor(request, parts, form.errors);
  const [key, factor] = [parts.key(), { staffId: invited.id, seed: seedFor(token) }];
  const step = await firstStep(db, key, factor, { typed: form.values.code, now });
  if (step === null) return showFactor(request, parts, [{ field: 'code', message: NOT_YET_RIGHT }]);
  return whole(db, async (tx) => {
    if (!(await comeIn(tx, { derive: parts.derive(), by: invited.id }, { token, now }, { factor, step }))) return refused({ ...request, db: tx }, token);
    await recordView(tx, { staffId: invited.id }, { what: 'came in by an invitation', route: 'POST /invitation', children: [] });
    await noteNetwork(tx, invited, request);
    const signIn = newToken();
    await startSignIn(tx, { token: signIn, now }, invited.id);
    const codes = await newRecoveryCodes(tx, key, invited.id);
    return { page: 'staff/recovery-codes.njk', model: { codes, goOn: safeNext(next, parts.start) }, shows: 'nobody', signIn };
  });
}
