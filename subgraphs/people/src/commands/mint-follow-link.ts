import { createHash, randomBytes } from 'node:crypto';
import type { RunSql } from '@alert-button/platform/event-log/append.ts';
import type { ContactSight } from '../domain/emergency-contact.ts';
import { followTokenBytes, usualFollowHours } from '../domain/follow-link.ts';
import { insertFollowLink } from '../store/follow-link-store.ts';

export interface FollowLinkFor {
  readonly personId: string;
  /** Null: the alert that is open when the link is first opened, or the next one. */
  readonly alertId: string | null;
  readonly contactId: string | null;
  /** How much of the alert is shown. */
  readonly maySee: ContactSight;
  /** Default: three days. */
  readonly hours?: number;
}

export interface MintedFollowLink {
  readonly id: string;
  /** Goes to whoever is to follow, and is not kept. */
  readonly token: string;
}

/**
 * Makes a link by which its holder sees how an alert stands, in a transaction of the caller, who
 * writes the audit entry and announces the event after COMMIT. Whether the alert is the person's,
 * alerts finds out: nothing is known of it here.
 */
export async function mintFollowLink(
  run: RunSql,
  { hours = usualFollowHours, ...of }: FollowLinkFor,
): Promise<MintedFollowLink> {
  const id = crypto.randomUUID();
  const token = randomBytes(followTokenBytes).toString('base64url');
  const tokenHash = createHash('sha256').update(token).digest('base64url');
  await insertFollowLink(run, { id, tokenHash, hours, ...of });
  return { id, token };
}
