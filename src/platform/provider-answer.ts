// What a provider of single sign-on answers, and whether it is to be trusted.
import * as client from 'openid-client';
import { z } from 'zod';
import type { Journey, NotTold, Told } from './provider-told.ts';

// One text or several: providers differ, and what is neither counts as not said.
const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]);
const claimsRead = z.object({ acr: z.string().nullable().catch(null), amr: texts, acrs: texts, auth_time: z.number().nullable().catch(null) });
const addressRead = z.object({
  email: z.string().nullable().catch(null),
  // `xms_edov` is what Microsoft Entra has in place of `email_verified`.
  email_verified: z.literal(true).or(z.literal('true')).optional().catch(undefined), xms_edov: z.literal([true, 1, '1', 'true']).optional().catch(undefined),
});

/** Takes the answer with which somebody came back to `url` in for what the provider tells of them, after all checks of the protocol. Throws what `notTold` reads. */
export async function told(config: client.Configuration, { journey, url, email }: { journey: Journey; url: URL; email: boolean }): Promise<Told | NotTold> {
  const { state, nonce, verifier } = journey;
  const tokens = await client.authorizationCodeGrant(config, url, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
  const claims = tokens.claims();
  if (claims === undefined || claims.sub === '') return 'not trusted';
  // Many providers tell the address here and not in the token. The library sees that the same person is meant.
  const elsewhere = email && claims['email'] === undefined && config.serverMetadata().userinfo_endpoint !== undefined;
  const { email: address, email_verified, xms_edov } = addressRead.parse(elsewhere ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : claims);
  const read = claimsRead.parse(claims);
  return {
    issuer: claims.iss, subject: claims.sub, acr: read.acr, amr: read.amr, acrs: read.acrs,
    verifiedEmail: email_verified !== undefined || xms_edov !== undefined ? address : null, authenticatedAt: read.auth_time,
  };
}

/** Why nobody is told of, by what was thrown. Only codes are looked at: messages may hold what stood in a token. */
export function notTold(error: unknown): NotTold {
  if (error instanceof client.AuthorizationResponseError) return brokenOff.get(error.error) ?? 'not set up';
  if (error instanceof client.ResponseBodyError) return error.status >= 500 ? 'unreachable' : error.error === 'invalid_grant' ? 'spent' : 'not set up';
  if (error instanceof client.WWWAuthenticateChallengeError) return 'not set up';
  if (error instanceof TypeError && !('code' in error) || isBrokenOff(error)) return 'unreachable';
  const { code } = error as { code?: string };
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON') return 'unreachable';
  return code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' ? 'clocks differ' : 'not trusted';
}

// What came half, or too slowly, is told as what cannot be read; why stands behind it.
function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.message === 'terminated' || isBrokenOff(error.cause));
}

// OpenID Connect Core 3.1.2.6, RFC 6749 section 4.1.2.1. Others say that Sightline asked for what it may not have.
const brokenOff: ReadonlyMap<string, NotTold> = new Map([
  ...['access_denied', 'login_required', 'interaction_required', 'consent_required', 'account_selection_required', 'unmet_authentication_requirements'].map((error) => [error, 'broken off'] as const),
  ...['server_error', 'temporarily_unavailable'].map((error) => [error, 'unreachable'] as const),
]);
