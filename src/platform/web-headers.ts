/**
 * The headers of every answer (SEC-70). `nonce` admits the one inline script of the page template, which only
 * tells the styles that scripts run. `secure` is true where the public address is https.
 */
export function securityHeaders(nonce: string, secure: boolean): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(secure ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** Added where somebody is signed in: nothing of the page stays in any cache. */
export const KEEP_NOTHING = { 'cache-control': 'no-store' };

/** Added on signing out: the browser forgets what it holds of this service. */
export const FORGET = { 'clear-site-data': '"cache", "cookies", "storage"' };

/** Headers of a file to save: it is never opened as part of this service (SEC-56). */
export function downloadHeaders(fileName: string, contentType: string): Record<string, string> {
  const plain = fileName.replaceAll(/[^\w.-]+/g, '-');
  return {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'content-security-policy': "sandbox; default-src 'none'",
  };
}
