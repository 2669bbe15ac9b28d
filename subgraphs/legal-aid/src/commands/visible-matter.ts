import type { NewAuditEntry } from '@alert-button/platform/audit/append-audit.ts';
import type { Officer, Organisation, Person } from '@alert-button/platform/viewer.ts';
import { isShownToPerson, type Matter } from '../domain/matter.ts';
import type { MatterSeenBy } from '../domain/matter-view.ts';
import type { Provider } from '../domain/provider.ts';
import type { Database, Transaction } from '../store/database.ts';
import { findKnownAlert, isPartlyUnread } from '../store/known-alerts.ts';
import { findDeskId } from '../store/known-desks.ts';
import { findStandingOffer } from '../store/offer-store.ts';
import { findProviderOf } from '../store/provider-store.ts';

export type Insider = Person | Organisation | Officer;

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

/** A matter with the eyes that see it. */
export interface SeenMatter {
  readonly matter: Matter;
  readonly seenBy: MatterSeenBy;
}

/** The provider whose key it is; null for a key that is not good for matters, and in the sandbox. */
export async function providerOf(
  reader: Reader,
  { organisationId, scopes, environment }: Organisation,
): Promise<Provider | null> {
  if (environment !== 'LIVE' || !scopes.includes('matters:answer')) return null;
  return findProviderOf(reader, organisationId);
}

async function seenByOrganisation(
  reader: Reader,
  viewer: Organisation,
  matter: Matter,
): Promise<MatterSeenBy | null> {
  const provider = await providerOf(reader, viewer);
  const offer = provider && (await findStandingOffer(reader, matter.id));
  if (offer?.providerId !== provider?.id || !offer) return null;
  return offer.status === 'ACCEPTED' ? 'PROVIDER' : 'OFFERED';
}

/** As what a viewer sees a matter; null when it is not there for them. */
export async function seenByOf(
  reader: Reader,
  viewer: Insider,
  matter: Matter,
): Promise<MatterSeenBy | null> {
  const { kind } = viewer;
  switch (kind) {
    case 'OFFICER': {
      const deskId = await findDeskId(reader, viewer.desk);
      if (deskId === null) return null;
      if (deskId === matter.deskId) return 'DESK';
      return deskId === matter.askedDeskId ? 'ASKED_DESK' : null;
    }
    case 'ORGANISATION':
      return seenByOrganisation(reader, viewer, matter);
    case 'PERSON': {
      if (viewer.environment !== 'LIVE' || viewer.personId !== matter.personId) return null;
      const alert = await findKnownAlert(reader, matter.alertId);
      if (alert === null || !isShownToPerson(alert)) return null;
      // It may be a request to cancel that was not read.
      return (await isPartlyUnread(reader, matter.alertId)) ? null : 'PERSON';
    }
    default:
      return kind satisfies never;
  }
}

/** For the audit trail: who acts or reads, an organisation with which of its keys. */
export function actorOf(
  viewer: Insider,
): Pick<NewAuditEntry, 'actorKind' | 'actorId'> & { readonly facts: NewAuditEntry['facts'] } {
  const { kind } = viewer;
  switch (kind) {
    case 'PERSON':
      return { actorKind: kind, actorId: viewer.personId, facts: {} };
    case 'ORGANISATION':
      return { actorKind: kind, actorId: viewer.organisationId, facts: { keyId: viewer.keyId } };
    case 'OFFICER':
      return { actorKind: kind, actorId: viewer.officerId, facts: {} };
    default:
      return kind satisfies never;
  }
}
