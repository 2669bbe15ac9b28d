import {
  ConflictError,
  InvalidInputError,
  type InputIssue,
} from '@alert-button/platform/errors.ts';
import { readText } from './text.ts';

export const apiScopes = ['alerts:raise', 'alerts:follow', 'matters:answer'] as const;
export type ApiScope = (typeof apiScopes)[number];

/** Keys for TEST open a sandbox; nothing they do stands on a live desk. */
export const apiEnvironments = ['LIVE', 'TEST'] as const;
export type ApiEnvironment = (typeof apiEnvironments)[number];

/** A key of an organisation, without its secret. */
export interface ApiKey {
  readonly id: string;
  /** The part that may be shown: 16 characters of base 32. */
  readonly publicId: string;
  readonly organisationId: string;
  readonly environment: ApiEnvironment;
  readonly scopes: readonly ApiScope[];
  readonly label: string;
  readonly createdAt: Date;
  /** Null: it does not end by itself. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute, roughly. */
  readonly lastUsedAt: Date | null;
  /** Id of the key that took its place. */
  readonly replacedBy: string | null;
}

/** A key as it is sent: what to look it up by, and what proves it. */
export interface ApiKeyToken {
  readonly environment: ApiEnvironment;
  readonly publicId: string;
  /** 32 random bytes in base64url. */
  readonly secret: string;
}

const tokenPattern = /^ab_(live|test)_([a-z2-7]{16})_([A-Za-z0-9_-]{43})$/;

/** Reads `ab_live_<public id>_<secret>`; null when it is not of that form. */
export function parseToken(token: string): ApiKeyToken | null {
  const [, environment, publicId, secret] = tokenPattern.exec(token) ?? [];
  if (environment === undefined || publicId === undefined || secret === undefined) return null;
  return { environment: environment === 'live' ? 'LIVE' : 'TEST', publicId, secret };
}

export function formatToken({ environment, publicId, secret }: ApiKeyToken): string {
  return `ab_${environment.toLowerCase()}_${publicId}_${secret}`;
}

/** Whether the key opens anything at that moment, its organisation not being disabled. */
export function isUsable(key: Pick<ApiKey, 'expiresAt' | 'revokedAt'>, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
}

export interface NewApiKeyInput {
  readonly organisationId: string;
  readonly environment: ApiEnvironment;
  readonly scopes: readonly ApiScope[];
  readonly label: string;
  readonly expiresAt?: Date | null | undefined;
}

/** What a new key is good for. */
export type ApiKeyGrant = Pick<
  ApiKey,
  'organisationId' | 'environment' | 'scopes' | 'label' | 'expiresAt'
>;

/** @throws InvalidInputError */
export function parseNewApiKey(input: NewApiKeyInput, now: Date): ApiKeyGrant {
  const { organisationId, environment, expiresAt = null } = input;
  const issues: InputIssue[] = [];
  const label = readText(input.label, { path: 'label', most: 100 }, issues);
  const scopes = apiScopes.filter((scope) => input.scopes.includes(scope));
  if (scopes.length === 0) issues.push({ path: 'scopes', message: 'must name at least one' });
  if (expiresAt !== null && expiresAt <= now) {
    issues.push({ path: 'expiresAt', message: 'must be in the future' });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { organisationId, environment, scopes, label, expiresAt };
}

export const longestOverlapHours = 7 * 24;
const millisecondsPerHour = 3_600_000;

export interface Rotation {
  /** The key that takes its place. */
  readonly grant: ApiKeyGrant;
  /** When the old key ends: after the overlap, or earlier if it would have ended by then. */
  readonly oldExpiresAt: Date;
}

/**
 * A new key for an old one, good for the same and for as long; both are valid during the overlap,
 * so that the organisation can put the new one in place without a break.
 *
 * @throws InvalidInputError for the overlap; ConflictError when the key is not in use any more.
 */
export function decideRotation(key: ApiKey, overlapHours: number, now: Date): Rotation {
  if (overlapHours < 0 || overlapHours > longestOverlapHours) {
    const message = `must be from 0 to ${longestOverlapHours}`;
    throw new InvalidInputError([{ path: 'overlapHours', message }]);
  }
  if (!isUsable(key, now)) throw new ConflictError('The key is not valid any more.');
  if (key.replacedBy !== null) throw new ConflictError('The key was rotated before.');
  const { organisationId, environment, scopes, label, createdAt, expiresAt } = key;
  const overlapEnd = new Date(now.getTime() + overlapHours * millisecondsPerHour);
  const life = expiresAt === null ? null : expiresAt.getTime() - createdAt.getTime();
  return {
    grant: {
      organisationId,
      environment,
      scopes,
      label,
      expiresAt: life === null ? null : new Date(now.getTime() + life),
    },
    oldExpiresAt: expiresAt !== null && expiresAt < overlapEnd ? expiresAt : overlapEnd,
  };
}
