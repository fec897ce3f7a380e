import { z } from 'zod';
import { type Database, whole } from '../platform/database.ts';
import { waitText } from '../platform/layout/format.ts';
import { isPassword } from '../platform/password.ts';
import { newToken } from '../platform/web-cookie.ts';
import { safeNext } from '../platform/web-guard.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route, type TooMany } from '../platform/web-route.ts';
import { recordView } from './access.sql.ts';
import { choosePersonAddress, councilSignInAddress, signedOutAddress, signInAddress, signInCodeAddress, signOutAddress } from './addresses.ts';
import { mayUseLocalAccount, type SignOn } from './council-account.ts';
import { countTry, enterRefusal, forgetTries, noteNetwork } from './guessing.sql.ts';
import { peopleToChoose } from './people-to-choose.ts';
import { tryCode } from './second-factor.sql.ts';
import { codeForm, type StaffParts } from './second-step.ts';
import {
  accountByEmail, endSignIn, forgetPassword, inventedStaff, notePassword, passwordGivenBy, type StaffAccount, startSignIn,
} from './sign-in.sql.ts';

// The same words whether the address is unknown or the password wrong (SEC-33).
const NOT_RIGHT = 'Enter the e-mail address and password that you use for Sightline';
const BY_COUNCIL_ACCOUNT = 'Sign in with your council account. An e-mail address and password of Sightline’s own are for administrators here';
const NO_SECOND_STEP = 'Your second step is not set up. Open the link of your invitation again, or ask your administrator for a new one';

const next = z.string().max(2000).optional().catch(undefined);
const passwordForm = z.object({
  next,
  email: z.string().trim().min(1, 'Enter your e-mail address').max(320, 'Enter your e-mail address'),
  password: z.string().min(1, 'Enter your password').max(1000, NOT_RIGHT),
});
const personForm = z.object({ next, person: z.uuid('Choose a person') });

/** Signing in and out. A password alone opens no page: the code of an app, or a recovery code, follows (SEC-31). */
export function signInRoutes({ start, key, signOn }: Pick<StaffParts, 'start' | 'key' | 'signOn'>): Route[] {
  return [
    page({ address: signInAddress, who: 'anyone', query: z.object({ next }), answer: (request) => showSignIn(request, signOn) }),
    post({ address: signInAddress, who: 'anyone', form: passwordForm, answer: (request) => signIn(request, signOn) }),
    page({ address: signInCodeAddress, who: 'anyone', query: z.object({ next }), answer: (request) => showCode(request) }),
    post({ address: signInCodeAddress, who: 'anyone', query: z.object({ next }), form: codeForm, answer: (request) => takeCode(request, { start, key }) }),
    post({ address: choosePersonAddress, who: 'anyone', form: personForm, answer: (request) => choose(request, start) }),
    post({ address: signOutAddress, who: 'signed-in', form: z.object({}), answer: signOut }),
    page({ address: signedOutAddress, who: 'anyone', answer: async () => ({ page: 'staff/signed-out.njk', model: { councilAccount: signOn !== null }, shows: 'nobody' }) }),
  ];
}

async function showSignIn({ db, site, query }: PageRequest<string, 'anyone', { next?: string | undefined }, never>, signOn: SignOn | null): Promise<Answer> {
  if (site.kind === 'empty') return { goTo: '/' };
  if (site.kind === 'demo') return choosePage(await inventedStaff(db), { next: query.next });
  return { page: 'staff/sign-in.njk', model: { next: query.next, council: councilChoice(signOn, query.next) }, shows: 'nobody' };
}

type Form<Values> = PageRequest<string, 'anyone', object, Values>;

async function signIn(request: Form<z.infer<typeof passwordForm>>, signOn: SignOn | null): Promise<Answer> {
  const { db, form, now, site } = request;
  if (site.kind !== 'real') return NOT_FOUND;
  const again = (message: string, field = 'email'): Answer => signInPage(form.typed, [{ field, message }], signOn);
  if (!form.ok) return signInPage(form.typed, form.errors, signOn);
  const { email, password, next: wanted } = form.values;
  const wait = await countTry(db, ['e-mail', email], request);
  if (wait > 0) return (await enterRefused(request, null, 'sign-in refused')) ?? again(`There were too many attempts. Wait ${waitText(wait)}, then try again`);
  const account = await accountByEmail(db, email);
  if (!(await isPassword(account?.password ?? null, password)) || account === null) return (await enterRefused(request, account, 'sign-in refused')) ?? again(NOT_RIGHT);
  const token = newToken();
  return whole(db, async (tx) => {
    await forgetTries(tx, ['e-mail', email], request);
    if (!mayUseLocalAccount(signOn, account.role)) return (await enterRefused({ ...request, db: tx }, account, 'sign-in refused')) ?? again(BY_COUNCIL_ACCOUNT);
    if (!account.secondFactor) return (await enterRefused({ ...request, db: tx }, account, 'sign-in refused')) ?? again(NO_SECOND_STEP);
    await recordSignIn(tx, account, 'gave the right password');
    await notePassword(tx, { token, now }, account.id);
    return { goTo: signInCodeAddress({ next: wanted }), signIn: token };
  });
}

type Step<Values> = PageRequest<string, 'anyone', { next?: string | undefined }, Values>;

async function showCode({ db, cookie, now, query: asked }: Step<unknown>, errors: readonly object[] = []): Promise<Answer> {
  if ((await passwordGivenBy(db, { token: cookie, now })) === null) return { goTo: signInAddress({ next: asked.next }) };
  const links = { code: signInCodeAddress({ next: asked.next }), signIn: signInAddress({ next: asked.next }) };
  return { page: 'staff/sign-in-code.njk', model: { links, errors }, shows: 'nobody' };
}

async function takeCode(request: Step<z.infer<typeof codeForm>>, { start, key }: Pick<StaffParts, 'start' | 'key'>): Promise<Answer> {
  const { db, cookie, now, from, form, query: asked } = request;
  const account = await passwordGivenBy(db, { token: cookie, now });
  if (account === null || !form.ok) return showCode(request, form.errors);
  const wrong = await tryCode(db, key(), account.id, { typed: form.values.code, now, from });
  if (wrong !== null) return (await enterRefused(request, account, 'code refused')) ?? showCode(request, [{ field: 'code', message: wrong }]);
  return whole(db, async (tx) => {
    await forgetPassword(tx, cookie);
    await noteNetwork(tx, account, request);
    return welcome({ db: tx, account, now }, safeNext(asked.next, start));
  });
}

function signInPage(typed: { readonly next?: unknown }, errors: readonly object[], signOn: SignOn | null): Answer {
  const wanted = typeof typed.next === 'string' ? typed.next : undefined;
  return { page: 'staff/sign-in.njk', model: { ...typed, password: '', council: councilChoice(signOn, wanted), errors }, shows: 'nobody' };
}

// The council's own sign-in stands first; the form of those for whom it is not meant is folded.
function councilChoice(signOn: SignOn | null, wanted: string | undefined): object | null {
  return signOn === null ? null : { href: councilSignInAddress({ next: wanted }), folded: signOn.localAccounts === 'administrators' };
}

async function choose({ db, form, now, site }: Form<z.infer<typeof personForm>>, start: string): Promise<Answer> {
  if (site.kind !== 'demo') return NOT_FOUND;
  const people = await inventedStaff(db);
  if (!form.ok) return choosePage(people, { ...form.typed, errors: form.errors });
  const { person, next: wanted } = form.values;
  const account = people.find(({ id }) => id === person);
  if (account === undefined) return choosePage(people, { errors: [{ field: 'person', message: 'Choose a person' }] });
  return welcome({ db, account, now }, safeNext(wanted, start));
}

function choosePage(people: readonly StaffAccount[], model: object): Answer {
  return { page: 'staff/choose-person.njk', model: { ...model, ...peopleToChoose(people) }, shows: 'nobody' };
}

function recordSignIn(db: Database, { id }: Pick<StaffAccount, 'id'>, what: string): Promise<void> {
  return recordView(db, { staffId: id }, { what, route: 'POST /sign-in', children: [] });
}

function enterRefused({ db, from, now }: { db: Database; from: string; now: string }, account: Pick<StaffAccount, 'id'> | null, what: string): Promise<TooMany | null> {
  return enterRefusal(db, { from, now }, { staffId: account?.id ?? null, what, route: 'POST /sign-in' });
}

interface Welcome {
  readonly db: Database;
  readonly account: Pick<StaffAccount, 'id'>;
  readonly now: string;
}

async function welcome({ db, account, now }: Welcome, goTo: string): Promise<Answer> {
  const token = newToken();
  await whole(db, async (tx) => {
    await recordSignIn(tx, account, 'signed in');
    await startSignIn(tx, { token, now }, account.id);
  });
  return { goTo, signIn: token };
}

async function signOut({ db, viewer, signInToken }: PageRequest<string, 'signed-in', object, object>): Promise<Answer> {
  await whole(db, async (tx) => {
    if (signInToken !== null) await endSignIn(tx, signInToken);
    await recordView(tx, viewer, { what: 'signed out', route: 'POST /sign-out', children: [] });
  });
  return { goTo: signedOutAddress(), signOut: true };
}
