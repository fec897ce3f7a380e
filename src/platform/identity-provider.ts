// Asks the provider of single sign-on who somebody is: OpenID Connect, authorization code flow with PKCE, state and nonce.
import * as client from 'openid-client';
import { milliseconds } from './clock.ts';
import { notTold, told } from './provider-answer.ts';
import type { Asking, IdentityProvider, Journey } from './provider-told.ts';
import type { SignOnSettings } from './sign-on-settings.ts';

const SECONDS_TO_ANSWER = 10;
// A provider that moves is followed within the hour.
const KNOWN_FOR = 60 * 60 * 1000;
const FAILED_FOR = 5 * 1000;

/** The provider that the settings name, which sends people back to `comeBack`. It is asked for nothing before it is needed. */
export function identityProvider(settings: SignOnSettings, comeBack: string): IdentityProvider {
  const found = finder(settings);
  return {
    begin: async (journey, asking) => {
      const config = await found();
      return config === null ? null : client.buildAuthorizationUrl(config, await parametersOf(settings, { ...journey, comeBack }, asking)).href;
    },
    finish: async (journey, answer, { email }) => {
      const config = await found();
      if (config === null) return 'unreachable';
      try {
        return await told(config, { journey, url: new URL(`${comeBack}?${new URLSearchParams(answer).toString()}`), email });
      } catch (error) {
        return notTold(error);
      }
    },
  };
}

/** Whether the provider answers, and as itself: null, or why not. */
export async function providerTrouble(settings: SignOnSettings): Promise<string | null> {
  return discover(settings).then(() => null, (error: Error) => (notTold(error) === 'unreachable' ? 'it does not answer' : 'what answers is not the provider of that name'));
}

function discover({ issuer, clientId, clientSecret }: SignOnSettings): Promise<client.Configuration> {
  const url = new URL(issuer);
  const withSecret: client.ClientAuth = (server, ...rest) => (server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ? client.ClientSecretPost : client.ClientSecretBasic)(clientSecret)(server, ...rest);
  // Signatures are checked although the token comes by TLS from the provider itself. Settings allow http on this machine alone.
  const execute = [client.enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [client.allowInsecureRequests] : [])];
  return client.discovery(url, clientId, {}, withSecret, { execute, timeout: SECONDS_TO_ANSWER });
}

// However many come at once, the provider is asked for how it is to be asked once, and when that fails not again for some seconds.
function finder(settings: SignOnSettings): () => Promise<client.Configuration | null> {
  let known: client.Configuration | null = null;
  let asked: { until: number; done: Promise<void> } | null = null;
  return async () => {
    if (asked === null || milliseconds() > asked.until) {
      const asking = { until: Infinity, done: Promise.resolve() };
      asking.done = discover(settings).then((config) => config, () => null).then((config) => {
        known = config ?? known;
        asking.until = milliseconds() + (config === null ? FAILED_FOR : KNOWN_FOR);
      });
      asked = asking;
    }
    await asked.done;
    return known;
  };
}

async function parametersOf({ strengths }: SignOnSettings, { comeBack, state, nonce, verifier }: Journey & { comeBack: string }, { email, anew, longest }: Asking): Promise<Record<string, string>> {
  const wanted = (claim: string): string[] => strengths.filter((one) => one.claim === claim).map(({ value }) => value);
  const [acr, [context]] = [wanted('acr'), wanted('acrs')];
  return {
    redirect_uri: comeBack, response_type: 'code', scope: email ? 'openid email' : 'openid', state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    ...(anew ? { prompt: 'login', max_age: '0' } : { max_age: String(longest) }),
    ...(acr.length > 0 ? { acr_values: acr.join(' ') } : {}),
    ...(context === undefined ? {} : { claims: JSON.stringify({ id_token: { acrs: { essential: true, value: context } } }) }),
  };
}
