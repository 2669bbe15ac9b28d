import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Services } from '../commands/services.ts';
import type { Sight } from '../domain/followed.ts';
import { applyFollowLinkEvent } from '../store/follow-links.ts';

export interface TestLink {
  readonly token: string;
  readonly hash: string;
}

async function tell({ database }: Services, kind: string, payload: object): Promise<void> {
  const transaction = await database.pool.connect();
  try {
    const rest = { id: randomUUID(), position: 1, subjectId: randomUUID(), version: 1 };
    await applyFollowLinkEvent(transaction, { ...rest, at: new Date(), kind, payload });
  } finally {
    transaction.release();
  }
}

/** A token that nobody has yet. */
export function linkToken(): TestLink {
  const token = randomBytes(16).toString('base64url');
  return { token, hash: createHash('sha256').update(token).digest('base64url') };
}

/** A link as people makes it, whose news has arrived here. */
export async function makeLink(
  services: Services,
  of: {
    readonly personId: string;
    readonly alertId: string | null;
    readonly maySee?: Sight;
    readonly lifeMilliseconds?: number;
  },
  link: TestLink = linkToken(),
): Promise<TestLink> {
  const { personId, alertId, maySee = 'STATUS', lifeMilliseconds = 3_600_000 } = of;
  const expiresAt = new Date(Date.now() + lifeMilliseconds).toISOString();
  const { hash } = link;
  await tell(services, 'FOLLOW_LINK_MADE', { hash, personId, alertId, maySee, expiresAt });
  return link;
}

/** The person has ended it. */
export const revokeLink = (services: Services, { hash }: TestLink): Promise<void> =>
  tell(services, 'FOLLOW_LINK_REVOKED', { hash });
