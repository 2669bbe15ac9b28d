import { randomUUID } from 'node:crypto';
import type { Organisation, Person } from '@alert-button/platform/viewer.ts';
import type { Services } from '../commands/services.ts';
import { applyConsentEvent } from '../store/consents.ts';

/** Each is later in people's log than the one before. */
let position = 0;

/** The person agrees, or no longer agrees, to share with the organisation: as people's log says it. */
export async function setConsent(
  { database }: Services,
  { personId }: Pick<Person, 'personId'>,
  { organisationId }: Pick<Organisation, 'organisationId'>,
  kind: 'CONSENT_GRANTED' | 'CONSENT_WITHDRAWN',
  purpose = 'SHARE_WITH_ORGANISATION',
): Promise<void> {
  position += 1;
  const transaction = await database.pool.connect();
  try {
    await applyConsentEvent(transaction, {
      id: randomUUID(),
      position,
      kind,
      subjectId: personId,
      version: 1,
      at: new Date(),
      payload: { personId, purpose, organisationId },
    });
  } finally {
    transaction.release();
  }
}
