import type { RunSql } from '@alert-button/platform/event-log/append.ts';
import type { ContactSight } from '../domain/emergency-contact.ts';
import { mintFollowLink } from './mint-follow-link.ts';

export interface FollowedBy {
  readonly personId: string;
  readonly alertId: string;
  readonly contactId: string;
  /** How much of the alert is shown. */
  readonly sight: ContactSight;
}

/** Makes the token of a link under which a contact sees how an alert stands, in a transaction of the caller. */
export type MintFollowToken = (run: RunSql, by: FollowedBy) => Promise<string>;

export const mintContactToken: MintFollowToken = async (run, { sight, ...by }) => {
  const { token } = await mintFollowLink(run, { ...by, maySee: sight });
  return token;
};
