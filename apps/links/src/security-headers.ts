import { styleHash } from './html.ts';

const policyWith = (formAction: "'self'" | "'none'") =>
  [
    "default-src 'none'",
    `style-src '${styleHash}'`,
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** For a page from which nothing may be sent, not even by a form. */
export const silentPolicy = policyWith("'none'");

/**
 * On every answer: nothing runs, nothing is loaded, nothing is kept, nobody frames or indexes it,
 * and the address with its token goes to nobody.
 */
export function securityHeaders(isProduction: boolean): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': policyWith("'self'"),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow, noarchive',
    ...(isProduction ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
