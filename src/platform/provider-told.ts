// What passes between Sightline and a provider of single sign-on, once it is read.

/** What only the asker knows until the answer has come: what the answer is held against. */
export interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What the provider tells of somebody. Nothing else of its tokens is kept, nor the tokens. */
export interface Told {
  readonly issuer: string;
  /** By which the issuer names the person for good. */
  readonly subject: string;
  readonly acr: string | null;
  readonly amr: readonly string[];
  readonly acrs: readonly string[];
  /** Only where the provider says that it is verified. */
  readonly verifiedEmail: string | null;
  /** Seconds since 1970 at which they last proved who they are there; null where it does not say. */
  readonly authenticatedAt: number | null;
}

/** Why nobody is told of: the provider does not answer, does not know Sightline, ended the journey; the code is spent; clocks differ; or the answer is not one to trust. */
export type NotTold = 'unreachable' | 'not set up' | 'broken off' | 'spent' | 'clocks differ' | 'not trusted';

/** What is asked for besides who it is. */
export interface Asking {
  /** Whether the e-mail address is wanted too. */
  readonly email: boolean;
  /** Whether to sign in anew, though signed in there already. */
  readonly anew: boolean;
  /** Seconds since they last signed in there, more than which are too many. */
  readonly longest: number;
}

/** The provider of single sign-on. */
export interface IdentityProvider {
  /** The address at which the journey begins; null where the provider does not answer. */
  begin(journey: Journey, asking: Asking): Promise<string | null>;
  /** Who came back from the journey with this answer. */
  finish(journey: Journey, answer: Readonly<Record<string, string>>, asking: Pick<Asking, 'email'>): Promise<Told | NotTold>;
}
