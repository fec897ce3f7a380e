// Somebody signed in at a browser of their own, who sends forms to the running program.

/** What the program answered. */
export interface Reply {
  readonly status: number;
  /** Where it leads on to; empty where it is a page. */
  readonly location: string;
  readonly body: string;
}

/** What has become of the step that somebody is at: acknowledged, answered but not at its end, or not answered. */
export type Step = 'acknowledged' | 'under way' | 'unheard';

/** Somebody who goes on and on; a step that is not acknowledged is taken again. */
export interface AtWork {
  step(address: string): Promise<Step>;
}

/** Asks the program with a sign-in; null where it failed, or was not there to answer to the end. */
export async function ask(url: string, token: string, body?: URLSearchParams | FormData): Promise<Reply | null> {
  const headers = { cookie: `sightline=${token}`, origin: new URL(url).origin };
  const sent = body === undefined ? {} : { method: 'POST', body };
  const answer = await fetch(url, { redirect: 'manual', headers, ...sent }).catch(() => null);
  const text = await answer?.text().catch(() => null) ?? null;
  if (answer === null || answer.status >= 500) return null;
  // Who is led on has been answered, though the end of the answer may have been lost.
  if (text === null && answer.status !== 303) return null;
  return { status: answer.status, location: answer.headers.get('location') ?? '', body: text ?? '' };
}
