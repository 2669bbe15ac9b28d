import { InvalidInputError } from '@alert-button/platform/errors.ts';
import type { Address } from '@alert-button/platform/messages/channel.ts';

/** A way to reach an officer away from the screens. */
export interface OfficerChannel {
  readonly id: string;
  readonly kind: Address['kind'];
  /** Enough for the officer to know it again; null where what is stored cannot be opened. */
  readonly masked: string | null;
  readonly addedAt: Date;
}

/** More than anybody looks at; each is tried after the one before. */
export const mostChannels = 8;

/** Exactly one of these. */
export interface NewAddress {
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly webPush?:
    | { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
    | null
    | undefined;
  readonly webhook?: { readonly url: string; readonly secret: string } | null | undefined;
}

const longestUrl = 2048;
const emailPattern =
  /^[^\s@<>()[\],:;"\\\p{C}]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/iu;
const phonePattern = /^\+[1-9]\d{7,14}$/;
// Mexico dropped the 1 before mobile numbers in 2019; telephones and messengers still show it.
const formerMobile = /^\+521(\d{10})$/;
const secretPattern = /^[\x21-\x7e]{32,255}$/;

function invalid(path: string, message: string): InvalidInputError {
  return new InvalidInputError([{ path, message }]);
}

/**
 * Where an officer wants to be reached.
 *
 * @throws InvalidInputError
 */
export function parseAddress({ email, phone, webPush, webhook }: NewAddress): Address {
  const given = [email, phone, webPush, webhook].filter((value) => value != null);
  if (given.length !== 1) {
    throw invalid('input', 'must have exactly one of email, phone, webPush and webhook');
  }
  if (email != null) return { kind: 'EMAIL', email: parseEmail(email) };
  if (phone != null) return { kind: 'SMS', phone: parsePhone(phone) };
  if (webPush != null) return parseWebPush(webPush);
  const { url, secret } = webhook ?? { url: '', secret: '' };
  if (!secretPattern.test(secret)) {
    throw invalid('webhook.secret', 'must be 32 to 255 printable ASCII characters');
  }
  return { kind: 'WEBHOOK', url: parseUrl('webhook.url', url), secret };
}

function parseEmail(email: string): string {
  const trimmed = email.trim();
  if (trimmed.length > 254 || !emailPattern.test(trimmed)) {
    throw invalid('email', 'must be an e-mail address');
  }
  return trimmed;
}

function parsePhone(phone: string): string {
  const digits = phone.replaceAll(/[\s().-]/g, '').replace(formerMobile, '+52$1');
  if (!phonePattern.test(digits)) {
    throw invalid('phone', 'must be a telephone number with its country, as in +52 55 1234 5678');
  }
  return digits;
}

function parseWebPush(subscription: NonNullable<NewAddress['webPush']>): Address {
  const { p256dh, auth } = subscription;
  const endpoint = parseUrl('webPush.endpoint', subscription.endpoint);
  requireBytes('webPush.p256dh', p256dh, 65);
  requireBytes('webPush.auth', auth, 16);
  return { kind: 'WEB_PUSH', endpoint, p256dh, auth };
}

function requireBytes(path: string, value: string, count: number): void {
  const isText = /^[A-Za-z0-9_-]+$/.test(value);
  if (!isText || Math.floor((value.length * 3) / 4) !== count) {
    throw invalid(path, `must be ${count} bytes in base64url`);
  }
}

/** Nothing travels in clear, and no address carries a password beside its secret. */
function parseUrl(path: string, value: string): string {
  const url = URL.canParse(value) && value.length <= longestUrl ? new URL(value) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw invalid(path, `must be an https URL of at most ${longestUrl} characters without a user`);
  }
  return url.href;
}

/** What may be shown of an address, to its own officer: enough to know it again, too little to use. */
export function maskAddress(address: Address): string {
  switch (address.kind) {
    case 'EMAIL': {
      const at = address.email.lastIndexOf('@');
      return `${address.email.slice(0, 1)}•••${address.email.slice(at)}`;
    }
    case 'SMS':
      return `•••• ${address.phone.slice(-4)}`;
    case 'WEB_PUSH':
      return new URL(address.endpoint).host;
    case 'WEBHOOK':
      return new URL(address.url).host;
    default:
      return address satisfies never;
  }
}

/** Whether the two reach the same: keys and secrets may differ. */
export function isSameAddress(one: Address, other: Address): boolean {
  const target = (address: Address): string => {
    switch (address.kind) {
      case 'EMAIL':
        return address.email.toLowerCase();
      case 'SMS':
        return address.phone;
      case 'WEB_PUSH':
        return address.endpoint;
      case 'WEBHOOK':
        return address.url;
      default:
        return address satisfies never;
    }
  };
  return one.kind === other.kind && target(one) === target(other);
}
