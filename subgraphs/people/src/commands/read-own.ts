import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { Consent } from '../domain/consent.ts';
import { maySeePerson } from '../policy.ts';
import { findConsents } from '../store/consent-store.ts';
import { findContacts, type ContactRecord } from '../store/contact-store.ts';
import { findDevices, type DeviceRecord } from '../store/device-store.ts';
import { findFollowLinks, type FollowLinkRecord } from '../store/follow-link-store.ts';
import type { PersonNeeds } from './act-as-person.ts';

export type { ContactRecord, DeviceRecord, FollowLinkRecord };

type ReadNeeds = Pick<PersonNeeds, 'database' | 'personKeys'>;

/** A person's own devices; null for everybody else. */
export function createReadDevices({ database, personKeys }: ReadNeeds) {
  return async ({ viewer }: RequestContext, personId: string): Promise<DeviceRecord[] | null> =>
    maySeePerson(viewer, personId) ? findDevices(database, personKeys, personId) : null;
}

/** A person's own emergency contacts, in order; null for everybody else. */
export function createReadEmergencyContacts({ database, personKeys }: ReadNeeds) {
  return async ({ viewer }: RequestContext, personId: string): Promise<ContactRecord[] | null> =>
    maySeePerson(viewer, personId) ? findContacts(database, personKeys, personId) : null;
}

/** Everything a person ever agreed to, newest first; null for everybody else. */
export function createReadConsents({ database }: ReadNeeds) {
  return async ({ viewer }: RequestContext, personId: string): Promise<Consent[] | null> =>
    maySeePerson(viewer, personId) ? findConsents(database, personId) : null;
}

/** The links a person made, or had made for them, newest first; null for everybody else. */
export function createReadFollowLinks({ database, personKeys }: ReadNeeds) {
  return async (
    { viewer }: RequestContext,
    personId: string,
  ): Promise<FollowLinkRecord[] | null> =>
    maySeePerson(viewer, personId) ? findFollowLinks(database, personKeys, personId) : null;
}
