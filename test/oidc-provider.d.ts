// oidc-provider carries no types of its own. This is the part that the tests use.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface Grant {
    addOIDCScope(scope: string): void;
    addOIDCClaims(claims: string[]): void;
    save(): Promise<string>;
  }

  interface Context {
    readonly oidc: {
      readonly provider: { readonly Grant: new (of: { clientId: string; accountId: string }) => Grant };
      readonly client: { readonly clientId: string };
      readonly session: { readonly accountId: string };
    };
  }

  interface Account {
    readonly accountId: string;
    claims(): Promise<{ readonly sub: string; readonly [claim: string]: unknown }>;
  }

  export default class Provider {
    constructor(issuer: string, configuration: {
      readonly clients: readonly object[];
      readonly jwks: { readonly keys: readonly object[] };
      readonly cookies: { readonly keys: readonly string[] };
      readonly claims: Readonly<Record<string, readonly string[] | null>>;
      readonly acrValues: readonly string[];
      readonly features: object;
      readonly ttl: object;
      readonly interactions: { url(context: Context, interaction: { readonly uid: string }): string };
      findAccount(context: Context, id: string): Promise<Account>;
      loadExistingGrant(context: Context): Promise<Grant>;
      renderError(context: { body: string }, out: { readonly error: string; readonly error_description?: string }): void;
    });
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
  }
}
