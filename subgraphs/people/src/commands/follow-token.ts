import type { RunSql } from '@alert-button/platform/event-log/append.ts';
import type { ContactSight } from '../domain/emergency-contact.ts';
import { createToken } from './credentials/contact-token.ts';

export interface FollowedBy {
  readonly personId: string;
  readonly alertId: string;
  readonly contactId: string;
  /** How much of the alert is shown. */
  readonly sight: ContactSight;
}

/** Makes the token of a link under which a contact sees how an alert stands, in a transaction of the caller. */
export type MintFollowToken = (run: RunSql, by: FollowedBy) => Promise<string>;

/** A token by which its holder is known as a contact, and can leave. */
export const mintPlainToken: MintFollowToken = async () => createToken();
