const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** Whether people reach the service over https: then its cookie is Secure and browsers insist on https. */
export function isHttps(publicAddress: string | null): boolean {
  return publicAddress?.startsWith('https:') ?? false;
}

/**
 * Whether a request was meant for this service: its Host is that of the public address, or a name of this machine
 * where there is none. A page elsewhere that makes its own name point here gets nothing (DNS rebinding).
 */
export function isOurHost(host: string | undefined, publicAddress: string | null): boolean {
  if (host === undefined) return false;
  if (publicAddress !== null && host === new URL(publicAddress).host) return true;
  return publicAddress === null && THIS_MACHINE.includes(host.replace(/:\d+$/, ''));
}

/** Whether a form was sent by a page of this service: browsers say so in Origin on every POST (SEC-72). */
export function isOurOrigin(origin: string | undefined, host: string | undefined, publicAddress: string | null): boolean {
  const ours = publicAddress === null ? `http://${host ?? ''}` : new URL(publicAddress).origin;
  return origin === ours;
}

/** An address of this service to go on to, as asked for in `next`; anything else becomes `otherwise`. */
export function safeNext(next: string | undefined, otherwise: string): string {
  return next !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : otherwise;
}
