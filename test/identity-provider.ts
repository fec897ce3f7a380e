// A council's own sign-in: a real OpenID Connect provider on this machine, at which one person at a time signs in.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { SignOnSettings } from '../src/platform/sign-on-settings.ts';
import type { Ending } from './visitor.ts';

/** Who sits at the council's sign-in, and how they sign in there. */
export interface Sitting {
  subject: string;
  email: string | null;
  emailVerified: boolean;
  amr: string[];
  acr: string;
}

type Claims = Record<string, unknown>;

/** The council's sign-in of a test. */
export interface CouncilSignIn {
  readonly settings: SignOnSettings;
  readonly who: Sitting;
  /** Set to spoil what is told: the claims of each ID token before it is signed anew; or what is sent in its place. */
  spoil: { claims?: (claims: Claims) => Claims; token?: (token: string) => string; status?: number };
  /** From then on nothing answers at its address. */
  stop(): Promise<void>;
}

const CLIENT = { id: 'sightline', secret: 'a secret of the council for tests alone' };
let keys: { privateKey: KeyObject; jwk: object } | null = null;

function signingKey(): { privateKey: KeyObject; jwk: object } {
  if (keys !== null) return keys;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  keys = { privateKey, jwk: { ...privateKey.export({ format: 'jwk' }), kid: 'of-tests', use: 'sig', alg: 'RS256' } };
  return keys;
}

/** Starts a provider that sends people back to `comeBack`. */
export async function councilSignIn(t: Ending, comeBack: string): Promise<CouncilSignIn> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const who: Sitting = { subject: 'subject-of-tests', email: null, emailVerified: true, amr: ['pwd', 'mfa'], acr: 'urn:council:one' };
  const settings: SignOnSettings = { issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, secretFile: null, strengths: [{ claim: 'amr', value: 'mfa' }, { claim: 'acr', value: 'urn:council:two' }], localAccounts: 'everybody' };
  const council: CouncilSignIn = { settings, who, spoil: {}, stop: () => stopped(server) };
  const provider = providerAt(issuer, who, comeBack);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') === true) return void interact(provider, who, { request, response });
    if (request.url === '/token') spoilAnswer(council, response);
    return void answer(request, response);
  });
  t.after(() => council.stop());
  return council;
}

async function stopped(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

function providerAt(issuer: string, who: Sitting, comeBack: string): Provider {
  return new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [comeBack], response_types: ['code'], grant_types: ['authorization_code'], token_endpoint_auth_method: 'client_secret_post' }],
    jwks: { keys: [signingKey().jwk] },
    cookies: { keys: ['of tests'] },
    claims: { openid: ['sub', 'amr'], acr: null, auth_time: null, iss: null, sid: null, email: ['email', 'email_verified'] },
    acrValues: ['urn:council:one', 'urn:council:two'],
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 86_400, Grant: 86_400 },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: async (_, accountId) => ({ accountId, claims: async () => ({ sub: accountId, email: who.email ?? undefined, email_verified: who.emailVerified }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email');
      grant.addOIDCClaims(['acrs']);
      await grant.save();
      return grant;
    },
    renderError: (context, { error, error_description = '' }) => { context.body = `${error}: ${error_description}`; },
  });
}

// The page of the council's sign-in: one button, or one to go back without.
async function interact(provider: Provider, who: Sitting, { request, response }: { request: IncomingMessage; response: ServerResponse }): Promise<void> {
  if (request.method === 'GET') {
    const form = (act: string, text: string): string => `<form method="post" action="${request.url ?? ''}?act=${act}"><button>${text}</button></form>`;
    response.setHeader('content-type', 'text/html').end(`<!doctype html><html lang="en"><title>Council</title><body><h1>Council sign-in</h1>${form('in', 'Sign in at the council')}${form('back', 'Go back')}</body></html>`);
    return;
  }
  const result = request.url?.endsWith('act=back') === true
    ? { error: 'access_denied', error_description: 'gone back' } : { login: { accountId: who.subject, amr: who.amr, acr: who.acr } };
  await provider.interactionFinished(request, response, result);
}

function spoilAnswer({ spoil }: CouncilSignIn, response: ServerResponse): void {
  const end = response.end.bind(response) as (text: string) => ServerResponse;
  const spoilt = (text: string): string => {
    const body = JSON.parse(text) as { id_token?: string };
    if (body.id_token === undefined) return text;
    const token = spoil.claims === undefined ? body.id_token : signed(spoil.claims(claimsOf(body.id_token)));
    return JSON.stringify({ ...body, id_token: spoil.token?.(token) ?? token });
  };
  response.end = ((given: unknown): ServerResponse => {
    const text = spoilt(String(given));
    response.setHeader('content-length', Buffer.byteLength(text));
    if (spoil.status !== undefined) response.statusCode = spoil.status;
    return end(text);
  }) as typeof response.end;
}

function claimsOf(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;
}

/** An ID token with these claims, signed as the provider signs. */
export function signed(claims: Claims, header: object = { alg: 'RS256', kid: 'of-tests' }): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), signingKey().privateKey).toString('base64url')}`;
}

/** A browser at the council's sign-in, which keeps its cookies. */
export class CouncilBrowser {
  readonly #cookies = new Map<string, string>();

  /** Goes to the council's sign-in and signs in there where it is asked to; returns the path at Sightline that it is sent back to. */
  async visit(address: string, act: 'in' | 'back' = 'in'): Promise<string> {
    const issuer = new URL(address).origin;
    let [at, method] = [address, 'GET'];
    for (let steps = 0; steps < 12; steps += 1) {
      const answer = await fetch(at, { method, redirect: 'manual', headers: { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') } });
      for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
      const location = answer.headers.get('location');
      if (location === null && !at.includes('/interaction/')) throw new Error(`the council's sign-in says ${answer.status}: ${await answer.text()}`);
      [at, method] = location === null ? [`${at}?act=${act}`, 'POST'] : [new URL(location, at).href, 'GET'];
      if (new URL(at).origin !== issuer) return at.slice(new URL(at).origin.length);
    }
    throw new Error('the council’s sign-in leads nowhere');
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
