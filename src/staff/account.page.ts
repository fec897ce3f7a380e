// Somebody's own account: password, second step, recovery codes, and where they are signed in.
import { z } from 'zod';
import { type Database, whole } from '../platform/database.ts';
import { hashPassword } from '../platform/password.ts';
import { powerOfGuesses } from '../platform/password-guesses.ts';
import { lastingPart, newToken } from '../platform/web-cookie.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { recordView } from './access.sql.ts';
import { accountAddress, connectCouncilAddress, ownFactorAddress, ownPasswordAddress, ownSignInsAddress, recoveryCodesAddress } from './addresses.ts';
import { isConnected } from './council-account.sql.ts';
import { changeFactor, setPassword } from './invitation.sql.ts';
import { passwordProblem } from './password-rules.ts';
import { personById } from './people.sql.ts';
import { askForProof } from './proof.sql.ts';
import { seedFor } from './second-factor.ts';
import { firstStep, newRecoveryCodes, secondFactorOf } from './second-factor.sql.ts';
import { codeForm, NOT_YET_RIGHT, setUpModel, type StaffParts } from './second-step.ts';
import { endEverySignIn, endSignInOf, passwordOf, signInsOf, startSignIn } from './sign-in.sql.ts';

const passwordForm = z.object({ password: z.string().max(1000) });
const endForm = z.object({ signIn: z.union([z.uuid(), z.literal('others')]) });

/** The pages of one's own account. */
export function accountRoutes(parts: StaffParts): Route[] {
  const who = 'signed-in';
  return [
    page({ address: accountAddress, who, answer: (request) => showAccount(request, parts) }),
    post({ address: ownSignInsAddress, who, form: endForm, answer: endSignIns }),
    page({ address: ownPasswordAddress, who, answer: (request) => showPassword(request) }),
    post({ address: ownPasswordAddress, who, form: passwordForm, answer: changePassword }),
    page({ address: ownFactorAddress, who, answer: (request) => showFactor(request, parts) }),
    post({ address: ownFactorAddress, who, form: codeForm, answer: (request) => confirmFactor(request, parts) }),
    page({ address: recoveryCodesAddress, who, answer: showRecoveryCodes }),
    post({ address: recoveryCodesAddress, who, form: z.object({}), answer: (request) => renewRecoveryCodes(request, parts) }),
  ];
}

type Request<Form> = PageRequest<string, 'signed-in', object, Form>;

async function showAccount({ db, viewer, signInToken, now, site }: Request<unknown>, { signOn }: Pick<StaffParts, 'signOn'>): Promise<Answer> {
  const person = await personById(db, viewer.staffId);
  if (person === null) return NOT_FOUND;
  const signIns = await signInsOf(db, viewer.staffId, { token: signInToken ?? '', now });
  const factor = await secondFactorOf(db, viewer.staffId);
  const council = signOn === null ? null : { connected: await isConnected(db, viewer.staffId, signOn.issuer) };
  const links = { council: connectCouncilAddress(), password: ownPasswordAddress(), factor: ownFactorAddress(), codes: recoveryCodesAddress(), signIns: ownSignInsAddress() };
  return { page: 'staff/account.njk', model: { person, role: viewer.role, signIns, factor, council, links, isReal: site.kind === 'real' }, shows: 'nobody' };
}

async function endSignIns({ db, viewer, form, signInToken }: Request<z.infer<typeof endForm>>): Promise<Answer> {
  if (!form.ok) return NOT_FOUND;
  const { signIn } = form.values;
  await whole(db, async (tx) => {
    if (signIn === 'others') await endEverySignIn(tx, viewer.staffId, signInToken);
    else await endSignInOf(tx, viewer.staffId, signIn);
    await recordView(tx, viewer, { what: 'ended sign-ins', route: 'POST /account/sign-ins', children: [] });
  });
  return { goTo: accountAddress(), notice: signIn === 'others' ? 'You are signed out everywhere else.' : 'That sign-in has ended.' };
}

// Whoever signs in with a council account alone makes no password or second step of their own: that would outlast the account.
async function showPassword(request: Request<unknown>, errors: readonly object[] = []): Promise<Answer> {
  if (request.site.kind !== 'real' || (await passwordOf(request.db, request.viewer.staffId)) === null) return NOT_FOUND;
  const proof = await askForProof(request.db, request, ownPasswordAddress());
  return proof ?? { page: 'staff/own-password.njk', model: { action: ownPasswordAddress(), errors }, shows: 'nobody' };
}

async function changePassword(request: Request<z.infer<typeof passwordForm>>): Promise<Answer> {
  const { db, viewer, form, site, signInToken } = request;
  const weak = await passwordProblem(String(form.typed['password'] ?? ''), [site.council, viewer.name], powerOfGuesses);
  if (!form.ok || weak !== null) return showPassword(request, [{ field: 'password', message: weak ?? 'Choose a password' }]);
  const proof = await askForProof(db, request, ownPasswordAddress());
  if (proof !== null || site.kind !== 'real' || (await passwordOf(db, viewer.staffId)) === null) return proof ?? NOT_FOUND;
  const hash = await hashPassword(form.values.password);
  await whole(db, async (tx) => {
    await setPassword(tx, viewer.staffId, hash, signInToken);
    await recordView(tx, viewer, { what: 'changed their password', route: 'POST /account/password', children: [] });
  });
  return { goTo: accountAddress(), notice: 'Your password is changed, and you are signed out everywhere else.' };
}

async function showFactor(request: Request<unknown>, { key }: Pick<StaffParts, 'key'>, errors: readonly object[] = []): Promise<Answer> {
  const { db, viewer: { staffId }, site, signInToken } = request;
  const person = await personById(db, staffId);
  if (site.kind !== 'real' || person === null || !person.hasPassword || signInToken === null) return NOT_FOUND;
  const proof = await askForProof(db, request, ownFactorAddress());
  if (proof !== null) return proof;
  const model = setUpModel(key(), { staffId, seed: seedFor(lastingPart(signInToken)) }, person.email);
  return { page: 'staff/second-step.njk', model: { ...model, action: ownFactorAddress(), back: { href: accountAddress() }, errors }, shows: 'nobody' };
}

async function confirmFactor(request: Request<z.infer<typeof codeForm>>, { key, derive }: StaffParts): Promise<Answer> {
  const { db, viewer: { staffId }, site, signInToken, form, now } = request;
  if (site.kind !== 'real' || signInToken === null || (await passwordOf(db, staffId)) === null) return NOT_FOUND;
  if (!form.ok) return showFactor(request, { key }, form.errors);
  const proof = await askForProof(db, request, ownFactorAddress());
  if (proof !== null) return proof;
  const factor = { staffId, seed: seedFor(lastingPart(signInToken)) };
  const step = await firstStep(db, key(), factor, { typed: form.values.code, now });
  if (step === null) return showFactor(request, { key }, [{ field: 'code', message: NOT_YET_RIGHT }]);
  const signIn = newToken();
  return whole(db, async (tx) => {
    await changeFactor(tx, { derive: derive(), by: staffId }, { factor, step }, now);
    await recordView(tx, { staffId }, { what: 'changed their second step', route: 'POST /account/second-step', children: [] });
    await startSignIn(tx, { token: signIn, now }, staffId);
    return { ...(await codesPage(tx, key(), staffId)), signIn };
  });
}

async function showRecoveryCodes(request: Request<unknown>): Promise<Answer> {
  const { db, viewer, site } = request;
  const factor = await secondFactorOf(db, viewer.staffId);
  if (site.kind !== 'real' || factor === null) return NOT_FOUND;
  const proof = await askForProof(db, request, recoveryCodesAddress());
  return proof ?? { page: 'staff/new-recovery-codes.njk', model: { codesLeft: factor.codesLeft, action: recoveryCodesAddress() }, shows: 'nobody' };
}

async function renewRecoveryCodes(request: Request<object>, { key }: StaffParts): Promise<Answer> {
  const { db, viewer, site, signInToken } = request;
  if (site.kind !== 'real' || (await secondFactorOf(db, viewer.staffId)) === null) return NOT_FOUND;
  const proof = await askForProof(db, request, recoveryCodesAddress());
  if (proof !== null) return proof;
  return whole(db, async (tx) => {
    await endEverySignIn(tx, viewer.staffId, signInToken);
    await recordView(tx, viewer, { what: 'made new recovery codes', route: 'POST /account/recovery-codes', children: [] });
    return codesPage(tx, key(), viewer.staffId);
  });
}

async function codesPage(db: Database, key: Uint8Array, staffId: string): Promise<Extract<Answer, { page: string }>> {
  return { page: 'staff/recovery-codes.njk', model: { codes: await newRecoveryCodes(db, key, staffId), goOn: accountAddress() }, shows: 'nobody' };
}
