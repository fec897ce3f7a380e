// Proving again who one is, before changes that matter: `proof.sql.ts` says when (SEC-37).
import { z } from 'zod';
import { type Database, whole } from '../platform/database.ts';
import { waitText } from '../platform/layout/format.ts';
import { isPassword } from '../platform/password.ts';
import { renewedToken } from '../platform/web-cookie.ts';
import { safeNext } from '../platform/web-guard.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { recordView } from './access.sql.ts';
import { accountAddress, proveAddress, proveCouncilAddress } from './addresses.ts';
import { isConnected } from './council-account.sql.ts';
import { countTry, forgetTries } from './guessing.sql.ts';
import { typedCode } from './second-factor.ts';
import { tryCode } from './second-factor.sql.ts';
import type { StaffParts } from './second-step.ts';
import { noteProof, passwordOf } from './sign-in.sql.ts';

const query = z.object({ next: z.string().max(2000).optional().catch(undefined) });
const proofForm = z.object({ proof: z.string().min(1, 'Enter your password, or the code that your app shows').max(1000) });

/** The page that asks for a password or code again. */
export function proveRoutes(parts: Pick<StaffParts, 'key' | 'signOn'>): Route[] {
  return [
    page({ address: proveAddress, who: 'signed-in', query, answer: (request) => show(request, parts) }),
    post({ address: proveAddress, who: 'signed-in', query, form: proofForm, answer: (request) => prove(request, parts) }),
  ];
}

type Request<Form> = PageRequest<string, 'signed-in', z.infer<typeof query>, Form>;

type Parts = Pick<StaffParts, 'key' | 'signOn'>;

// Somebody without a password has no code either: they prove it where they sign in.
async function show({ db, viewer: { staffId }, query: { next } }: Request<unknown>, { signOn }: Parts, errors: readonly object[] = []): Promise<Answer> {
  const council = signOn !== null && (await isConnected(db, staffId, signOn.issuer)) ? proveCouncilAddress({ next }) : null;
  const local = council === null || (await passwordOf(db, staffId)) !== null;
  return { page: 'staff/prove.njk', model: { action: proveAddress({ next }), council, local, errors }, shows: 'nobody' };
}

async function prove(request: Request<z.infer<typeof proofForm>>, parts: Parts): Promise<Answer> {
  const { db, viewer: { staffId }, form, now, from, signInToken, query: { next } } = request;
  if (!form.ok) return show(request, parts, form.errors);
  const { proof } = form.values;
  const wrong = /^(\d{6}|\d{12})$/.test(typedCode(proof)) ? await tryCode(db, parts.key(), staffId, { typed: proof, now, from }) : await tryPassword(db, { staffId, password: proof, now, from });
  const what = wrong === null ? 'proved who they are' : 'proof refused';
  const renewed = await whole(db, async (tx) => {
    await recordView(tx, { staffId }, { what, route: 'POST /account/prove', children: [] });
    return wrong === null && signInToken !== null ? noteProof(tx, { token: signInToken, now }, renewedToken(signInToken)) : null;
  });
  if (wrong !== null || signInToken === null) return show(request, parts, [{ field: 'proof', message: wrong ?? '' }]);
  return { goTo: safeNext(next, accountAddress()), ...(renewed === null ? {} : { signIn: renewed }) };
}

async function tryPassword(db: Database, { staffId, password, ...place }: { staffId: string; password: string; now: string; from: string }): Promise<string | null> {
  const wait = await countTry(db, ['password', staffId], place);
  if (wait > 0) return `There were too many attempts. Wait ${waitText(wait)}, then try again`;
  if (!(await isPassword(await passwordOf(db, staffId), password))) return 'Enter your password, or the code that your app shows now';
  await forgetTries(db, ['password', staffId], place);
  return null;
}
