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

/** Takes over what people's log says of consents, in the transaction that moves the cursor. */
export async function applyConsentEvent(
  transaction: PoolClient,
  { kind, payload }: LoggedEvent,
): Promise<void> {
  if (kind !== 'CONSENT_GRANTED' && kind !== 'CONSENT_WITHDRAWN') return;
  const consent = payload as ConsentPayload;
  if (consent.organisationId === null) return;
  await transaction.query(
    `insert into person_consent (person_id, organisation_id, purpose, granted)
     values ($1, $2, $3, $4)
     on conflict (person_id, organisation_id, purpose) do update set granted = excluded.granted`,
    [consent.personId, consent.organisationId, consent.purpose, kind === 'CONSENT_GRANTED'],
  );
}

/** Whether the organisation may call for help and follow on behalf of the person. */
export async function mayActFor(
  { prisma }: Database,
  organisationId: string,
  personId: string,
): Promise<boolean> {
  const key = { personId, organisationId, purpose };
  const consent = await prisma.personConsent.findUnique({
    where: { personId_organisationId_purpose: key },
  });
  return consent?.granted === true;
}
