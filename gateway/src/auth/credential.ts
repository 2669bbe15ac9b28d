import type { Viewer } from '@alert-button/platform/viewer.ts';
import { anonymous } from '@alert-button/platform/viewer.ts';

/** Who asks, and until when the proof holds. */
export interface Principal {
  readonly viewer: Viewer;
  /** Milliseconds since 1970; null when nothing was proved and nothing ends. */
  readonly expiresAt: number | null;
}

export const nobody: Principal = { viewer: anonymous, expiresAt: null };

/** Whose credential it is, for counting what they use; null for nobody. */
export function holderOf(viewer: Viewer): string | null {
  switch (viewer.kind) {
    case 'ANONYMOUS':
      return null;
    case 'PERSON':
      return `person:${viewer.personId}`;
    case 'OFFICER':
      return `officer:${viewer.officerId}`;
    case 'ORGANISATION':
      return `key:${viewer.keyId}`;
    case 'TEXT_SERVICE':
      return `service:${viewer.serviceId}`;
    default:
      return viewer satisfies never;
  }
}

/** The credential is not valid: what exactly is wrong stays inside. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
}

/** Whether the credential is valid cannot be told now; the same one may be tried again later. */
export class CredentialUncheckedError extends Error {
  override readonly name = 'CredentialUncheckedError';
}

/** Verifies one kind of bearer token; throws when it is not valid. */
export type VerifyToken = (token: string) => Promise<Principal>;

/**
 * Keeps viewers apart by what they may see, for sharing work among them: officers of one desk and
 * role see the same, so do keys of one organisation with the same scopes, and a person shares
 * with nobody but their own devices.
 */
export function permissionScope(viewer: Viewer): string {
  switch (viewer.kind) {
    case 'ANONYMOUS':
      return 'anonymous';
    case 'PERSON':
      return `person:${viewer.personId}`;
    case 'OFFICER':
      return `officer:${viewer.role}:${viewer.desk}`;
    case 'ORGANISATION': {
      const { environment, organisationId, scopes } = viewer;
      return `organisation:${environment}:${organisationId}:${scopes.toSorted().join(' ')}`;
    }
    case 'TEXT_SERVICE':
      return 'text-service';
    default:
      return viewer satisfies never;
  }
}
