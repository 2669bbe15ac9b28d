/*
 * Who gets what of everything that can be asked: written by hand, so that a change of the product
 * that changes it has to be said here too.
 */

export const principals = [
  'anonymous',
  'person',
  'anotherPerson',
  'officer',
  'otherOfficer',
  'operator',
  'administrator',
  'raisingOrganisation',
  'followingOrganisation',
  'strangeOrganisation',
  'provider',
  'textService',
] as const;

/**
 * The alert in question is `person`'s and stands on `officer`'s desk alone. `person` agreed to the
 * raising organisation (scope alerts:raise) and the following one (alerts:follow), but not to the
 * strange one, which has both scopes. The `provider` (scope matters:answer) has the matter of that
 * alert, which is at `officer`'s desk. The text service hands in what people write from telephones.
 */
export type Principal = (typeof principals)[number];

/**
 * ABSENT is the answer of a thing that is not there: null, NotFoundError or NOT_FOUND. REFUSED is
 * InvalidInputError, word for word as for a thing that is not there.
 */
export type Outcome = 'ALLOWED' | 'ABSENT' | 'REFUSED' | 'UNAUTHENTICATED';

export type Row = Readonly<Record<Principal, Outcome>>;

function row(outcomeOf: (principal: Principal) => Outcome): Row {
  const outcomes = principals.map((principal) => [principal, outcomeOf(principal)]);
  return Object.fromEntries(outcomes) as Row;
}

/** For these; the other known ones do not find it, and nobody is asked who they are. */
const only = (...allowed: readonly Principal[]): Row =>
  row((principal) => {
    if (allowed.includes(principal)) return 'ALLOWED';
    return principal === 'anonymous' ? 'UNAUTHENTICATED' : 'ABSENT';
  });

const everybody = row(() => 'ALLOWED');
const administrators = only('administrator');
const persons = only('person', 'anotherPerson');
const officers = only('officer', 'otherOfficer', 'operator', 'administrator');
const itsPerson = only('person');
const itsDesk = only('officer');
const deskAndProvider = only('officer', 'provider');
const texts = only('textService');
const whoSeesTheAlert = only('person', 'officer', 'followingOrganisation');

const query: Readonly<Record<string, Row>> = {
  alert: whoSeesTheAlert,
  alertEvents: whoSeesTheAlert,
  deskAlerts: itsDesk,
  deskGroups: itsDesk,
  deskEvents: itsDesk,
  unansweredAlerts: only('operator'),
  contactDeliveries: persons,
  contactLink: everybody,
  // Nobody in particular is nobody, nor is a service.
  viewer: { ...everybody, anonymous: 'ABSENT', textService: 'ABSENT' },

  // By the token, whoever has it.
  followEvents: everybody,
  followedAlert: everybody,

  consulate: everybody,
  consulates: everybody,
  desk: everybody,
  desks: everybody,
  nationalLines: everybody,
  nearestConsulates: everybody,
  webPushKey: everybody,
  detentionFacilities: everybody,
  detentionFacility: everybody,
  publicOutcomes: everybody,
  rightsBundle: everybody,
  rightsGuide: everybody,
  rightsGuides: everybody,
  stateRules: everybody,

  legalAidProvider: officers,
  legalAidProviders: officers,
  matter: only('person', 'officer', 'provider'),
  deskMatters: itsDesk,
  // Each of their own desk; a desk without any gets an empty page.
  incidentExport: officers,
  providerMatters: only('provider'),

  exportConfiguration: administrators,
  officerAccess: administrators,
  organisation: administrators,
  organisations: administrators,

  // Each sees their own; administrators what was sent to anybody.
  pages: officers,
  paging: officers,
};

const mutation: Readonly<Record<string, Row>> = {
  // Who may press, presses for themself or for whom agreed.
  raiseAlert: only('person', 'anotherPerson', 'raisingOrganisation'),
  raiseAlertForCaller: only('operator'),
  updateAlertForCaller: only('operator'),
  cancelAlertForCaller: only('operator'),
  // For their own desk.
  startDrill: officers,
  raiseAlertByText: texts,
  updateAlertPosition: only('person', 'raisingOrganisation'),
  sendAlertMessage: only('person', 'officer'),
  // Each on the alert that it is theirs to say it of: an operator's was raised for a caller.
  setCallbackPhone: only('person', 'operator'),
  cancelAlert: itsPerson,
  setCancelPins: persons,

  acknowledgeAlert: itsDesk,
  acknowledgeGroup: itsDesk,
  // Whoever holds the link acts for the officer it was sent to, whoever else they are.
  acknowledgePage: everybody,
  beginAssistance: itsDesk,
  handOverAlert: itsDesk,
  transferAlert: itsDesk,
  confirmCancellation: itsDesk,
  doubtCancellation: itsDesk,
  resolveAlert: itsDesk,

  // A key of an organisation is no device's; for the others the proof of the device counts.
  enrolPerson: {
    ...everybody,
    raisingOrganisation: 'ABSENT',
    followingOrganisation: 'ABSENT',
    strangeOrganisation: 'ABSENT',
    provider: 'ABSENT',
    textService: 'ABSENT',
  },
  updatePerson: persons,
  createDeviceLink: persons,
  rotateDeviceKey: persons,
  setDevicePush: persons,
  addEmergencyContact: persons,
  grantConsent: persons,
  withdrawConsent: persons,
  createFollowLink: persons,
  revokeFollowLink: itsPerson,
  revokeDevice: itsPerson,
  updateEmergencyContact: itsPerson,
  removeEmergencyContact: itsPerson,
  reorderEmergencyContacts: { ...itsPerson, anotherPerson: 'REFUSED' },
  askContact: itsPerson,
  trustContact: itsPerson,

  setOwnPhone: persons,
  confirmOwnPhone: persons,
  setCallerWord: persons,
  recogniseCaller: only('operator'),
  registerCaller: only('operator'),
  receiveText: texts,
  answerText: texts,

  // Who has the token from a message, whoever they are otherwise.
  confirmContact: everybody,
  declineContact: everybody,
  withdrawContact: everybody,
  requestDeviceRevocation: everybody,
  revokeDeviceByContact: everybody,

  openMatter: itsDesk,
  offerMatter: itsDesk,
  acceptMatterOffer: only('provider'),
  declineMatterOffer: only('provider'),
  recordMatterFact: itsDesk,
  addMatterNote: deskAndProvider,
  addMatterTask: deskAndProvider,
  completeMatterTask: deskAndProvider,
  recordConsularNotice: itsDesk,
  addMatterDocument: deskAndProvider,
  openMatterDocument: deskAndProvider,
  removeMatterDocument: deskAndProvider,
  reportWhereabouts: deskAndProvider,
  scheduleHearing: deskAndProvider,
  reportHearing: deskAndProvider,
  scheduleVisit: itsDesk,
  reportVisit: itsDesk,
  reportIncident: deskAndProvider,
  reviseIncident: deskAndProvider,
  setIncidentConsent: deskAndProvider,
  // The provider wrote it.
  reviewIncident: itsDesk,
  withdrawIncident: deskAndProvider,
  transferMatter: itsDesk,
  // Of the desk that was asked.
  acceptMatterTransfer: only('otherOfficer'),
  declineMatterTransfer: only('otherOfficer'),
  closeMatter: itsDesk,

  // Whose shift it is, or who takes it over.
  handOverDutyShift: only('officer', 'administrator'),
  swapDutyShifts: only('officer', 'administrator'),

  // Each for themself.
  addOfficerChannel: officers,
  removeOfficerChannel: officers,
  sendTestPage: officers,
  setOfficerChannelOrder: officers,
  setPageLanguage: officers,
  setShiftChannels: only('officer'),

  addDutyShift: administrators,
  addRosterMember: administrators,
  confirmPhone: administrators,
  createApiKey: administrators,
  createDesk: administrators,
  createOrganisation: administrators,
  disableOrganisation: administrators,
  enableOrganisation: administrators,
  registerProvider: administrators,
  removeDutyShift: administrators,
  removeRosterMember: administrators,
  restoreOfficerAccess: administrators,
  revokeApiKey: administrators,
  revokeOfficerAccess: administrators,
  rotateApiKey: administrators,
  setDeskService: administrators,
  setEscalationPolicy: administrators,
  setOfficeHours: administrators,
  setOfficeService: administrators,
  setProviderCapacity: administrators,
  setProviderStanding: administrators,
  setProviderTerms: administrators,
};

const subscription: Readonly<Record<string, Row>> = {
  alertFeed: whoSeesTheAlert,
  deskFeed: itsDesk,
  followAlert: everybody,
};

/** Every root field. */
export const matrix = {
  Query: query,
  Mutation: mutation,
  Subscription: subscription,
} as const;

export type Root = keyof typeof matrix;

/** Who resolves a reference, by subgraph, entity type and key; all others get null. */
export const entityMatrix: Readonly<Record<string, readonly Principal[]>> = {
  'alerts.Alert(id)': ['person', 'officer', 'followingOrganisation'],
  'alerts.Person(id)': ['person'],
  // The grant is the officer's. A person needs none for themself.
  'people.Person(id grant)': ['person', 'officer'],
  'people.Person(id)': ['person'],
  'consulates.Consulate(id)': principals,
  'consulates.Consulate(code)': principals,
  'consulates.Desk(id)': principals,
  'consulates.Desk(code)': principals,
  'consulates.DetentionFacility(id countyFips)': principals,
  'legal-aid.DetentionFacility(id)': principals,
  'legal-aid.Matter(id)': ['person', 'officer', 'provider'],
  // The id comes back with nothing but the way to the matter, which asks for itself.
  'legal-aid.Alert(id)': principals,

  // Only pointed at from there.
  'alerts.Person(id grant)': ['person'],
  'legal-aid.DetentionFacility(id countyFips)': principals,
  'alerts.Consulate(id)': [],
  'alerts.Consulate(code)': [],
  'alerts.Desk(id)': [],
  'alerts.Desk(code)': [],
  'legal-aid.Desk(id)': [],
  'people.Consulate(code)': [],
  'people.Desk(code)': [],
};
