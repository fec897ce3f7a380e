// The settings of single sign-on with OpenID Connect.
import { readFileSync } from 'node:fs';

/** A claim of an ID token and a value of it that says that a second step was taken. */
export type Strength = { claim: 'acr' | 'amr' | 'acrs'; value: string };

/** The provider at which staff sign in, and what Sightline is there. */
export type SignOnSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The file in which that stands; null where the environment holds it. */
  secretFile: string | null;
  /** One of these has to be in a token. */
  strengths: readonly Strength[];
  /** Who may sign in with a password and second step of Sightline's own besides. */
  localAccounts: 'everybody' | 'administrators';
};

type Environment = Readonly<Record<string, string | undefined>>;

const OIDC = ['SIGHTLINE_OIDC_ISSUER', 'SIGHTLINE_OIDC_CLIENT_ID', 'SIGHTLINE_OIDC_CLIENT_SECRET', 'SIGHTLINE_OIDC_CLIENT_SECRET_FILE', 'SIGHTLINE_OIDC_STRENGTH'] as const;

/** The variables of these settings. */
export const SIGN_ON_VARIABLES = [...OIDC, 'SIGHTLINE_LOCAL_ACCOUNTS'] as const;

/** The settings in `env`; null where there is no single sign-on. What is wrong with them is added to `wrong`; no secret is repeated there. */
export function signOnFrom(env: Environment, publicAddress: string | null, wrong: string[]): SignOnSettings | null {
  const localAccounts = localAccountsFrom(env, wrong);
  if (OIDC.every((name) => !env[name])) {
    if (localAccounts === 'administrators') wrong.push('SIGHTLINE_LOCAL_ACCOUNTS is "administrators", so nobody else could sign in: set SIGHTLINE_OIDC_ISSUER too.');
    return null;
  }
  const clientId = env['SIGHTLINE_OIDC_CLIENT_ID'] || '';
  if (clientId === '') wrong.push('SIGHTLINE_OIDC_CLIENT_ID must be the identifier that the provider of single sign-on has for Sightline.');
  if (publicAddress === null) wrong.push('SIGHTLINE_PUBLIC_ADDRESS must be set where SIGHTLINE_OIDC_ISSUER is: the provider sends people back to it.');
  return { issuer: issuerFrom(env, wrong), clientId, clientSecret: secretFrom(env, wrong), secretFile: env['SIGHTLINE_OIDC_CLIENT_SECRET_FILE'] || null, strengths: strengthsFrom(env, wrong), localAccounts };
}

function localAccountsFrom(env: Environment, wrong: string[]): SignOnSettings['localAccounts'] {
  const text = env['SIGHTLINE_LOCAL_ACCOUNTS'] || 'everybody';
  if (text === 'everybody' || text === 'administrators') return text;
  wrong.push(`SIGHTLINE_LOCAL_ACCOUNTS is "${text}": it must be everybody or administrators.`);
  return 'everybody';
}

function issuerFrom(env: Environment, wrong: string[]): string {
  const text = env['SIGHTLINE_OIDC_ISSUER'] || '';
  const url = URL.canParse(text) ? new URL(text) : null;
  const here = url?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url !== null && (url.protocol === 'https:' || here) && url.search === '' && url.username === '') return text;
  wrong.push('SIGHTLINE_OIDC_ISSUER must be the https:// address of the provider of single sign-on, such as https://login.council.example/, without /.well-known/openid-configuration.');
  return text;
}

function secretFrom(env: Environment, wrong: string[]): string {
  const [secret, file] = [env['SIGHTLINE_OIDC_CLIENT_SECRET'] || null, env['SIGHTLINE_OIDC_CLIENT_SECRET_FILE'] || null];
  if ((secret === null) === (file === null)) {
    wrong.push('Set SIGHTLINE_OIDC_CLIENT_SECRET_FILE, a file that holds the secret that the provider gave, or SIGHTLINE_OIDC_CLIENT_SECRET, the secret itself: one of them.');
  }
  if (file === null) return secret ?? '';
  try {
    const held = readFileSync(file, 'utf8').trim();
    if (held === '') wrong.push('SIGHTLINE_OIDC_CLIENT_SECRET_FILE names a file that is empty.');
    return held;
  } catch (error) {
    wrong.push(`SIGHTLINE_OIDC_CLIENT_SECRET_FILE is "${file}", which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'it is no file'}).`);
    return '';
  }
}

function strengthsFrom(env: Environment, wrong: string[]): Strength[] {
  const words = (env['SIGHTLINE_OIDC_STRENGTH'] || '').split(/\s+/).filter((word) => word !== '');
  const read = words.map((word) => /^(acr|amr|acrs)=(\S+)$/.exec(word));
  if (read.length > 0 && !read.includes(null)) return read.flatMap((found) => (found === null ? [] : [{ claim: found[1] as Strength['claim'], value: found[2] ?? '' }]));
  wrong.push('SIGHTLINE_OIDC_STRENGTH must say what in a token means that a second step was taken, such as amr=mfa, acr=urn:council:two-steps or acrs=c1; several with spaces between.');
  return [];
}
