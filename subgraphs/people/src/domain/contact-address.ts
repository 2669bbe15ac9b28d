import type { InputIssue } from '@alert-button/platform/errors.ts';

/** Ways to reach a contact, in the order in which they are tried unless the person says another. */
export const contactChannels = ['WEB_PUSH', 'SMS', 'EMAIL'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** What a browser gives to whoever may send it messages (RFC 8030 and 8291); keys in base64url. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

const longestEmail = 254;
// As narrow as addresses in use are; what a person mistypes shows here and not in a queue.
const emailPattern =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
const longestLocalPart = 64;

/** The address in lower case, or null when it cannot be one. */
export function readEmail(typed: string): string | null {
  if (typed.length > longestEmail * 2) return null;
  const email = typed.trim().toLowerCase();
  if (email.length > longestEmail || email.indexOf('@') > longestLocalPart) return null;
  return emailPattern.test(email) ? email : null;
}

const longestEndpoint = 1000;
const publicKeyPattern = /^B[A-Za-z0-9_-]{86}$/;
const secretPattern = /^[A-Za-z0-9_-]{22}$/;

/**
 * Reads a subscription; adds to `issues` and gives null when it cannot be one. This machine's own
 * are for tests: the channel, which looks where an address leads, does not go there in production.
 */
export function readPush(typed: PushSubscription, issues: InputIssue[]): PushSubscription | null {
  const wrong: InputIssue[] = [];
  const must = (field: string, message: string) => wrong.push({ path: `push.${field}`, message });
  const url = typed.endpoint.length > longestEndpoint ? null : URL.parse(typed.endpoint);
  const isSafe = url?.protocol === 'https:' || url?.hostname === '127.0.0.1';
  if (!isSafe || url?.username !== '' || url.password !== '') {
    must('endpoint', `must be an https address of at most ${longestEndpoint} characters`);
  }
  // 65 bytes that begin with 4: an uncompressed point of P-256; 16 bytes.
  if (!publicKeyPattern.test(typed.p256dh)) must('p256dh', 'must be 65 bytes in base64url');
  if (!secretPattern.test(typed.auth)) must('auth', 'must be 16 bytes in base64url');
  issues.push(...wrong);
  const { p256dh, auth } = typed;
  return wrong.length > 0 || url === null ? null : { endpoint: url.href, p256dh, auth };
}

/** All channels, those that are named first. Adds to `issues` when one is named twice. */
export function orderChannels(
  named: readonly ContactChannel[],
  issues: InputIssue[] = [],
): readonly ContactChannel[] {
  if (new Set(named).size < named.length) {
    issues.push({ path: 'channels', message: 'must name each at most once' });
  }
  return [...new Set([...named, ...contactChannels])];
}

/** As much of an address as tells its owner which: `ana@example.org` → `a•••@example.org`. */
export function maskEmail(email: string): string {
  const at = email.indexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
