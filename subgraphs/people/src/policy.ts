import { everybody, type Policy } from '@alert-button/platform/policy.ts';
import type { Viewer } from '@alert-button/platform/viewer.ts';

/** What may be asked of people, and by whom. */
export const policy = {
  // Possession of the key is what counts here, and the proof in the input shows it.
  enrolPerson: ['ANONYMOUS', 'PERSON', 'OFFICER'],
  // A service is nobody in particular.
  viewer: ['ANONYMOUS', 'PERSON', 'OFFICER', 'ORGANISATION'],
  webPushKey: everybody,

  // A person's acts on what is theirs.
  updatePerson: ['PERSON'],
  createDeviceLink: ['PERSON'],
  rotateDeviceKey: ['PERSON'],
  revokeDevice: ['PERSON'],
  setDevicePush: ['PERSON'],
  addEmergencyContact: ['PERSON'],
  updateEmergencyContact: ['PERSON'],
  removeEmergencyContact: ['PERSON'],
  reorderEmergencyContacts: ['PERSON'],
  askContact: ['PERSON'],
  trustContact: ['PERSON'],
  contactDeliveries: ['PERSON'],
  grantConsent: ['PERSON'],
  withdrawConsent: ['PERSON'],
  createFollowLink: ['PERSON'],
  revokeFollowLink: ['PERSON'],
  setOwnPhone: ['PERSON'],
  confirmOwnPhone: ['PERSON'],
  setCallerWord: ['PERSON'],

  // For who calls; that an officer is an operator too, the commands ask.
  recogniseCaller: ['OFFICER'],
  registerCaller: ['OFFICER'],

  // For who writes, through the service that receives text messages.
  receiveText: ['TEXT_SERVICE'],
  answerText: ['TEXT_SERVICE'],

  // A contact has no credential: what counts is the token from a message.
  contactLink: everybody,
  confirmContact: everybody,
  declineContact: everybody,
  withdrawContact: everybody,
  requestDeviceRevocation: everybody,
  revokeDeviceByContact: everybody,

  // Administration; that an officer is an administrator too, the commands ask.
  organisations: ['OFFICER'],
  organisation: ['OFFICER'],
  officerAccess: ['OFFICER'],
  createOrganisation: ['OFFICER'],
  disableOrganisation: ['OFFICER'],
  enableOrganisation: ['OFFICER'],
  createApiKey: ['OFFICER'],
  rotateApiKey: ['OFFICER'],
  revokeApiKey: ['OFFICER'],
  revokeOfficerAccess: ['OFFICER'],
  restoreOfficerAccess: ['OFFICER'],
} as const satisfies Policy;

/** Who sees everything of a person. What an officer may read of them, alerts grants one by one. */
export function maySeePerson(viewer: Viewer, personId: string): boolean {
  return viewer.kind === 'PERSON' && viewer.personId === personId;
}
