/**
 * By what somebody is known who may be shut out: a device by the thumbprint of its key, an officer
 * by the identity provider's `sub`, a key by its public id, an organisation by its id.
 */
export interface Subject {
  readonly kind: 'DEVICE' | 'OFFICER' | 'KEY' | 'ORGANISATION';
  readonly id: string;
}

/** Whether and when somebody is shut out. */
export interface Revocation extends Subject {
  /** From so many milliseconds on, counted from now; 0 is at once, null is not (any longer). */
  readonly inMilliseconds: number | null;
}
