import type { PersonNeeds } from './act-as-person.ts';
import { createAddEmergencyContact, type ContactNeeds } from './add-emergency-contact.ts';
import { createCreateDeviceLink, type DeviceLinkNeeds } from './create-device-link.ts';
import { createCreateFollowLink } from './create-follow-link.ts';
import { createEnrolPerson, type EnrolPersonNeeds } from './enrol-person.ts';
import { createGrantConsent } from './grant-consent.ts';
import {
  createReadConsents,
  createReadDevices,
  createReadEmergencyContacts,
  createReadFollowLinks,
} from './read-own.ts';
import { createReadPerson, type ReadPersonNeeds } from './read-person.ts';
import { createRemoveEmergencyContact } from './remove-emergency-contact.ts';
import { createReorderEmergencyContacts } from './reorder-emergency-contacts.ts';
import { createRevokeDevice } from './revoke-device.ts';
import { createRevokeFollowLink } from './revoke-follow-link.ts';
import { createRotateDeviceKey } from './rotate-device-key.ts';
import { createUpdateEmergencyContact } from './update-emergency-contact.ts';
import { createUpdatePerson } from './update-person.ts';
import { createWithdrawConsent } from './withdraw-consent.ts';

export type PersonCommandNeeds = PersonNeeds &
  EnrolPersonNeeds &
  DeviceLinkNeeds &
  ContactNeeds &
  ReadPersonNeeds;

/** What persons do and what is read of them. */
export function createPersonCommands(needs: PersonCommandNeeds) {
  return {
    enrolPerson: createEnrolPerson(needs),
    updatePerson: createUpdatePerson(needs),
    readPerson: createReadPerson(needs),
    createDeviceLink: createCreateDeviceLink(needs),
    rotateDeviceKey: createRotateDeviceKey(needs),
    revokeDevice: createRevokeDevice(needs),
    readDevices: createReadDevices(needs),
    addEmergencyContact: createAddEmergencyContact(needs),
    updateEmergencyContact: createUpdateEmergencyContact(needs),
    removeEmergencyContact: createRemoveEmergencyContact(needs),
    reorderEmergencyContacts: createReorderEmergencyContacts(needs),
    readEmergencyContacts: createReadEmergencyContacts(needs),
    grantConsent: createGrantConsent(needs),
    withdrawConsent: createWithdrawConsent(needs),
    readConsents: createReadConsents(needs),
    createFollowLink: createCreateFollowLink(needs),
    revokeFollowLink: createRevokeFollowLink(needs),
    readFollowLinks: createReadFollowLinks(needs),
  };
}
