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
import { createReadWebPushKey, type WebPushNeeds } from './read-web-push-key.ts';
import { createRemoveEmergencyContact } from './remove-emergency-contact.ts';
import { createReorderEmergencyContacts } from './reorder-emergency-contacts.ts';
import { createRevokeDevice } from './revoke-device.ts';
import { createSetDevicePush } from './set-device-push.ts';
import { createRevokeFollowLink } from './revoke-follow-link.ts';
import { createRotateDeviceKey } from './rotate-device-key.ts';
import { createUpdateEmergencyContact } from './update-emergency-contact.ts';
import { createUpdatePerson } from './update-person.ts';
import { createWithdrawConsent } from './withdraw-consent.ts';
import { createAskContact } from './ask-contact.ts';
import { createConfirmContact } from './confirm-contact.ts';
import { createDeclineContact } from './decline-contact.ts';
import { createReadContactDeliveries } from './read-contact-deliveries.ts';
import { createReadContactLink } from './read-contact-link.ts';
import { createRequestDeviceRevocation } from './request-device-revocation.ts';
import { createRevokeDeviceByContact } from './revoke-device-by-contact.ts';
import { createTrustContact } from './trust-contact.ts';
import { createWithdrawContact, createWithdrawPhone } from './withdraw-contact.ts';
import { createAnswerText } from './answer-text.ts';
import { createConfirmOwnPhone } from './confirm-own-phone.ts';
import { createRecogniseCaller, type RecogniseCallerNeeds } from './recognise-caller.ts';
import { createReadOwnPhone } from './read-own-phone.ts';
import { createReceiveText, type ReceiveTextNeeds } from './receive-text.ts';
import { createRegisterCaller } from './register-caller.ts';
import { createReadHasCallerWord, createSetCallerWord } from './set-caller-word.ts';
import { createSetOwnPhone } from './set-own-phone.ts';

export type PersonCommandNeeds = PersonNeeds &
  EnrolPersonNeeds &
  DeviceLinkNeeds &
  ContactNeeds &
  ReadPersonNeeds &
  RecogniseCallerNeeds &
  ReceiveTextNeeds &
  WebPushNeeds;

/** What persons do and what is read of them. */
export function createPersonCommands(needs: PersonCommandNeeds) {
  return {
    enrolPerson: createEnrolPerson(needs),
    updatePerson: createUpdatePerson(needs),
    readPerson: createReadPerson(needs),
    createDeviceLink: createCreateDeviceLink(needs),
    rotateDeviceKey: createRotateDeviceKey(needs),
    revokeDevice: createRevokeDevice(needs),
    readWebPushKey: createReadWebPushKey(needs),
    setDevicePush: createSetDevicePush(needs),
    readDevices: createReadDevices(needs),
    addEmergencyContact: createAddEmergencyContact(needs),
    updateEmergencyContact: createUpdateEmergencyContact(needs),
    removeEmergencyContact: createRemoveEmergencyContact(needs),
    reorderEmergencyContacts: createReorderEmergencyContacts(needs),
    readEmergencyContacts: createReadEmergencyContacts(needs),
    askContact: createAskContact(needs),
    trustContact: createTrustContact(needs),
    confirmContact: createConfirmContact(needs),
    declineContact: createDeclineContact(needs),
    withdrawContact: createWithdrawContact(needs),
    withdrawPhone: createWithdrawPhone(needs),
    requestDeviceRevocation: createRequestDeviceRevocation(needs),
    revokeDeviceByContact: createRevokeDeviceByContact(needs),
    readContactLink: createReadContactLink(needs),
    readContactDeliveries: createReadContactDeliveries(needs),
    grantConsent: createGrantConsent(needs),
    withdrawConsent: createWithdrawConsent(needs),
    readConsents: createReadConsents(needs),
    createFollowLink: createCreateFollowLink(needs),
    revokeFollowLink: createRevokeFollowLink(needs),
    readFollowLinks: createReadFollowLinks(needs),
    setOwnPhone: createSetOwnPhone(needs),
    confirmOwnPhone: createConfirmOwnPhone(needs),
    readOwnPhone: createReadOwnPhone(),
    setCallerWord: createSetCallerWord(needs),
    readHasCallerWord: createReadHasCallerWord(needs),
    recogniseCaller: createRecogniseCaller(needs),
    registerCaller: createRegisterCaller(needs),
    receiveText: createReceiveText(needs),
    answerText: createAnswerText(needs),
  };
}
