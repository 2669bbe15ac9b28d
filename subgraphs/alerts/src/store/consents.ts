import type { PoolClient } from 'pg';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { Database } from './database.ts';

/** By agreeing to this with an organisation, a person lets it call for help and follow for them. */
const purpose = 'SHARE_WITH_ORGANISATION';

interface ConsentPayload {
  readonly personId: string;
  readonly purpose: string;
  /** Null for what is not agreed with somebody in particular. */
  readonly organisationId: string | null;
}

/**
 * Takes over what people's log says of consents, in the transaction that moves the cursor. What is
 * there from a later event stays.
 */
export async function applyConsentEvent(
  transaction: PoolClient,
  { kind, payload, position }: LoggedEvent,
): Promise<void> {
  if (kind !== 'CONSENT_GRANTED' && kind !== 'CONSENT_WITHDRAWN') return;
  const consent = payload as ConsentPayload;
  if (consent.organisationId === null) return;
  await transaction.query(
    `insert into person_consent (person_id, organisation_id, purpose, granted, position)
     values ($1, $2, $3, $4, $5)
     on conflict (person_id, organisation_id, purpose)
     do update set granted = excluded.granted, position = excluded.position
     where person_consent.position < excluded.position`,
    [
      consent.personId,
      consent.organisationId,
      consent.purpose,
      kind === 'CONSENT_GRANTED',
      position,
    ],
  );
}

/**
 * Whether the organisation may call for help and follow on behalf of the person. A withdrawal that
 * could not be applied may have been any of the person's, so until it is replayed none of them counts.
 */
export async function mayActFor(
  { prisma }: Database,
  organisationId: string,
  personId: string,
): Promise<boolean> {
  const key = { personId, organisationId, purpose };
  const consent = await prisma.personConsent.findUnique({
    where: { personId_organisationId_purpose: key },
  });
  if (consent?.granted !== true) return false;
  const unread = { kind: 'CONSENT_WITHDRAWN', subjectId: personId, replayedAt: null };
  return (await prisma.deadLetter.findFirst({ where: unread })) === null;
}
