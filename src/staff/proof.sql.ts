import type { Database } from '../platform/database.ts';
import { keptFormAddress, proveAddress } from './addresses.ts';
import { keepFormOf, type KeptForm } from './kept-form.sql.ts';
import { isProved } from './sign-in.sql.ts';

/** What is known of the request of a change that matters. Every `PageRequest` of somebody signed in is one. */
interface Asking {
  readonly viewer: { readonly staffId: string };
  readonly site: { readonly kind: string };
  readonly signInToken: string | null;
  readonly now: string;
}

/**
 * Null where the holder of the sign-in gave a password or code in the last ten minutes (SEC-37), and in an invented council,
 * where nobody has either; else the answer that asks for one, and leads on to `goOn`: a page, or a form as it was sent,
 * which is kept and offered again.
 */
export async function askForProof(db: Database, { viewer, site, signInToken, now }: Asking, goOn: string | KeptForm): Promise<{ goTo: string } | null> {
  if (site.kind === 'demo' || (signInToken !== null && (await isProved(db, { token: signInToken, now })))) return null;
  if (typeof goOn === 'string') return { goTo: proveAddress({ next: goOn }) };
  await keepFormOf(db, viewer.staffId, goOn, now);
  return { goTo: proveAddress({ next: keptFormAddress() }) };
}
