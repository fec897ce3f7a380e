import { z } from 'zod';
import { typedWords } from '../platform/shown-text.ts';
import { hashPassword } from '../platform/password.ts';
import { powerOfGuesses } from '../platform/password-guesses.ts';
import type { Viewer } from '../platform/viewer.ts';
import { newToken } from '../platform/web-cookie.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { type Database, whole } from '../platform/database.ts';
import type { Derive } from '../casework/derivation.ts';
import { recordView } from './access.sql.ts';
import { firstScreenAddress, invitationFactorAddress, lookRoundAddress, setUpAddress, setUpCouncilAddress, signInAddress } from './addresses.ts';
import { enterRefusedSetUp, isSetUpToken, setUpCouncil, setUpDemo } from './installation.sql.ts';
import { invite } from './invitation.sql.ts';
import { passwordProblem } from './password-rules.ts';

/** Where set-up leads, and what fills an invented council. */
export interface SetUp {
  /** Where people begin who are signed in, by their rights. */
  readonly start: (viewer: Viewer) => string;
  /** The page that loads the first SEN2 file. */
  readonly loadFile: string;
  readonly derive: () => Derive;
  /** Has the invented council's children made in the background, once the database is a demo one. */
  readonly fillDemo: (db: Database) => Promise<void>;
  /** The page that tells how far that is. */
  readonly inventing: string;
}

const councilForm = z.object({
  council: typedWords("Enter the council's name", 120, "The council's name must be 120 characters or fewer"),
  name: typedWords('Enter your name', 120, 'Your name must be 120 characters or fewer'),
  email: z.string().trim().pipe(z.email('Enter an e-mail address in the correct format, like name@example.com').max(320)),
  password: z.string(),
});

/** The first screen, and the one-time setting up behind the link that is printed at start. */
export function setUpRoutes(setUp: SetUp): Route[] {
  return [
    page({ address: firstScreenAddress, who: 'anyone', answer: (request) => firstScreen(request, setUp.start) }),
    page({ address: setUpAddress, who: 'anyone', answer: (request) => withLink(request, 'staff/set-up.njk') }),
    page({ address: setUpCouncilAddress, who: 'anyone', answer: (request) => withLink(request, 'staff/set-up-council.njk') }),
    post({ address: setUpCouncilAddress, who: 'anyone', form: councilForm, answer: (request) => setUpOurs(request, setUp) }),
    post({ address: lookRoundAddress, who: 'anyone', form: z.object({}), answer: (request) => lookRound(request, setUp) }),
  ];
}

async function firstScreen({ viewer, site }: PageRequest<'/', 'anyone', object, never>, start: SetUp['start']): Promise<Answer> {
  if (viewer !== null) return { goTo: start(viewer) };
  if (site.kind !== 'empty') return { goTo: signInAddress() };
  return { page: 'staff/first-screen.njk', model: {}, shows: 'nobody' };
}

const IN_USE = 'A file was loaded into this database, so it can never become an invented council. Set up Sightline for your council, or start it with another data directory to look round.';

type Link = PageRequest<'/set-up/:token', 'anyone', object, unknown>;

function linksOf(token: string): object {
  return { choice: setUpAddress({ token }), council: setUpCouncilAddress({ token }), lookRound: lookRoundAddress({ token }) };
}

async function refused({ db, from, now }: { db: Database; from: string; now: string }, token: string): Promise<Answer> {
  return (await enterRefusedSetUp(db, token, { from, now })) ?? NOT_FOUND;
}

async function withLink({ db, parts, now, from }: Omit<Link, 'form'>, template: string): Promise<Answer> {
  if (!(await isSetUpToken(db, parts.token))) return refused({ db, from, now }, parts.token);
  return { page: template, model: { links: linksOf(parts.token) }, shows: 'nobody' };
}

type CouncilForm = PageRequest<'/set-up/:token/council', 'anyone', object, z.infer<typeof councilForm>>;

async function setUpOurs({ db, parts, form, now, from }: CouncilForm, setUp: SetUp): Promise<Answer> {
  const { token } = parts;
  if (!(await isSetUpToken(db, token))) return refused({ db, from, now }, token);
  const { council, password = '' } = form.typed;
  const weak = await passwordProblem(String(password), [String(council ?? '')], powerOfGuesses);
  const errors = [...form.errors.filter(({ field }) => field !== 'password'), ...(weak === null ? [] : [{ field: 'password', message: weak }])];
  if (!form.ok || weak !== null) {
    const model = { values: { ...form.typed, password: '' }, errors, links: linksOf(token) };
    return { page: 'staff/set-up-council.njk', model, shows: 'nobody' };
  }
  const { name, email } = form.values;
  const administrator = { name, email, role: 'administrator' as const, password: await hashPassword(form.values.password) };
  const invitation = newToken();
  const id = await whole(db, async (tx) => {
    const made = await setUpCouncil(tx, setUp.derive(), { token, now }, { council: form.values.council, administrator });
    if (made === null) return null;
    await recordView(tx, { staffId: made }, { what: 'set up', route: 'POST /set-up', children: [] });
    await invite(tx, { token: invitation, now }, made);
    return made;
  });
  if (id === null) return refused({ db, from, now }, token);
  return { goTo: invitationFactorAddress({ token: invitation }, { next: setUp.loadFile }) };
}

async function lookRound({ db, parts, now, from }: PageRequest<'/set-up/:token/look-round', 'anyone', object, object>, setUp: SetUp): Promise<Answer> {
  const outcome = await whole(db, async (tx) => {
    const done = await setUpDemo(tx, { token: parts.token, now });
    if (done !== 'done') return done;
    await recordView(tx, { staffId: 'somebody unknown' }, { what: 'set up as an invented council', route: 'POST /set-up', children: [] });
    await setUp.fillDemo(tx);
    return done;
  });
  if (outcome === 'link is spent') return refused({ db, from, now }, parts.token);
  if (outcome === 'database is in use') {
    const errors = [{ field: '', message: IN_USE }];
    return { page: 'staff/set-up.njk', model: { links: linksOf(parts.token), errors }, shows: 'nobody' };
  }
  return { goTo: setUp.inventing };
}
