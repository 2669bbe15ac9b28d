/*
 * Where the contract departs from its conventions, each place with its reason. A place that does
 * not exist any more has to leave its table: a test sees to it.
 */

type Exceptions = Readonly<Record<string, string>>;

/** Acts whose verb says little. */
export const emptyVerbs: Exceptions = {
  'Mutation.updateAlertPosition': 'a telephone that moves is no act with a name of its own',
  'Mutation.updateAlertForCaller': 'a caller says this or that anew; the event has the name',
  'Mutation.updatePerson': 'a fact about oneself that changes is no act with a name of its own',
  'Mutation.updateEmergencyContact': 'as for the person',
};

const ofTheViewer = 'it is done to whoever asks';
const byCode = 'an administrator names an office or a desk by the code that is printed everywhere';

const byToken = 'the token of a link says what it is about';

/** Acts whose input does not begin with the id of what they are done to. */
export const withoutTarget: Exceptions = {
  'Mutation.createDesk': 'it makes what it is about',
  'Mutation.createOrganisation': 'it makes what it is about',
  'Mutation.enrolPerson': 'it makes what it is about',
  'Mutation.registerProvider': 'it makes what it is about',
  'Mutation.raiseAlert': 'it makes what it is about; its key makes a retry the same alert',
  'Mutation.addEmergencyContact': ofTheViewer,
  'Mutation.createDeviceLink': ofTheViewer,
  'Mutation.grantConsent': ofTheViewer,
  'Mutation.reorderEmergencyContacts': ofTheViewer,
  'Mutation.rotateDeviceKey': ofTheViewer,
  'Mutation.setDevicePush': ofTheViewer,
  'Mutation.updatePerson': ofTheViewer,
  'Mutation.withdrawConsent': ofTheViewer,
  'Mutation.addOfficerChannel': ofTheViewer,
  'Mutation.setOfficerChannelOrder': ofTheViewer,
  'Mutation.setPageLanguage': ofTheViewer,
  'Mutation.setCancelPins': ofTheViewer,
  'Mutation.setOwnPhone': ofTheViewer,
  'Mutation.confirmOwnPhone': ofTheViewer,
  'Mutation.setCallerWord': ofTheViewer,
  'Mutation.recogniseCaller': 'it looks for what it is about',
  'Mutation.receiveText': 'it tells who wrote from a number',
  'Mutation.raiseAlertByText': 'as for `raiseAlert`',
  'Mutation.raiseAlertForCaller': 'as for `raiseAlert`',
  'Mutation.startDrill': 'it makes what it is about, at the desk of whoever asks',
  'Mutation.createFollowLink': 'it makes what it is about',
  'Mutation.acknowledgePage': byToken,
  'Mutation.confirmContact': byToken,
  'Mutation.declineContact': byToken,
  'Mutation.withdrawContact': byToken,
  'Mutation.requestDeviceRevocation': byToken,
  'Mutation.revokeDeviceByContact': byToken,
  'Mutation.addDutyShift': byCode,
  'Mutation.addRosterMember': byCode,
  'Mutation.confirmPhone': byCode,
  'Mutation.removeRosterMember': byCode,
  'Mutation.setDeskService': byCode,
  'Mutation.setEscalationPolicy': byCode,
  'Mutation.setOfficeHours': byCode,
  'Mutation.setOfficeService': byCode,
};

/** Booleans that do not begin with is or has. */
export const booleans: Exceptions = {
  'RaiseAlertInput.drill': 'clients were promised this name',
  'RaiseAlertForCallerInput.drill': 'as for `RaiseAlertInput`',
  'Query.deskEvents.coalesce': 'a wish of the reader, and no fact',
  'Subscription.deskFeed.coalesce': 'a wish of the reader, and no fact',
};

const ofTheMinistry = 'officers are the ministry’s: we know the identifier and nothing else';

/** Ids where the thing itself would be expected. */
export const bareIds: Exceptions = {
  'AnswerTextSuccess.messageId': 'a text message is the provider’s: we know an id and nothing else',
  'Caller.personId': 'an operator may raise for a caller, not look at them',
  'RaiseAlertByTextSuccess.alertId': 'the service that asks may not look at the alert',
  'Texter.personId': 'as for `Caller`',
  'AlertEvent.alertId': 'known even when the alert is no longer the viewer’s to see',
  'ApiKey.replacedById': 'the other key stands in the same list',
  'Consent.organisationId': 'a person may name an organisation, not look into its account',
  'ConsularVisit.officerId': ofTheMinistry,
  'DutyShift.officerId': ofTheMinistry,
  'FollowLink.alertId': 'people knows the id and nothing else of an alert',
  'GroupAcknowledgement.officerId': ofTheMinistry,
  'OfficerAccess.officerId': ofTheMinistry,
  'OfficerAccess.revokedBy': ofTheMinistry,
  'OfficerAccess.restoredBy': ofTheMinistry,
  'Page.officerId': ofTheMinistry,
  'RosterMember.officerId': ofTheMinistry,
};

/** What is named as an id and is none of the graph. */
export const idsOfAnotherKind: Exceptions = {
  'ApiKey.publicId': 'the part of a key that may be shown; a text to compare',
};

/** Lists whose items may be null. */
export const nullableItems: Exceptions = {
  'AlertEventBatch.events': 'as for `FeedPage`',
  'FeedPage.items': 'one unreadable event must not blank the page',
  'FollowedPage.items': 'as for `FeedPage`',
};

/** Pages of another shape. */
export const otherPages: Exceptions = {
  FeedPage: 'a feed goes on for ever: it has a cursor to resume from and no last page',
  FollowedPage: 'as for `FeedPage`',
};

/** Named like a page of a list, and none. */
export const noPages: Exceptions = {
  Page: 'a message that pages an officer',
  AcknowledgedPage: 'as for `Page`',
};

const directory = 'reference data: some fifty offices, and no more desks than a few beyond';
const perPerson = 'no person has more than a handful, and the oldest are what one looks for';

/** Lists of things without `first`: what keeps each of them short. */
export const boundedLists: Exceptions = {
  'Alert.offeredTo': 'the desks of a policy',
  'AlertEvent.calledDesks': 'the desks of a step',
  'Alert.messages': 'at most 200 of each side',
  'Alert.notes': 'one for each act with words',
  'AlertEventBatch.events': 'those of one page of a feed',
  'Alert.timeline': 'an alert is open for hours, and its escalation ends',
  'Configuration.desks': directory,
  'Configuration.offices': directory,
  'Configuration.phones': directory,
  'Configuration.rosters': directory,
  'Consulate.fieldSources': 'one for each part of an entry',
  'ContactLink.devices': perPerson,
  'ConsulateJurisdiction.listings': 'one for each state and kind of source',
  'Desk.dutyShifts': 'the plan of one desk, without what is over',
  'Desk.roster': 'the officers of one office',
  'DeskRoster.members': 'the officers of one office',
  'DetentionFacility.listedIn': 'one for each list that is shipped',
  'DetentionFacilityConnection.sources': 'one for each list that is shipped',
  'DutyShift.channels': 'at most ten',
  'EscalationPolicy.steps': 'at most ten',
  'EscalationPolicyStep.targets': 'at most ten',
  'IncidentReport.evidence': 'at most twenty',
  'InvalidInputError.issues': 'one for each field of an input',
  'Matter.consularNotices': 'at most a hundred',
  'Matter.documents': 'at most fifty',
  'Matter.facts': 'one for each kind',
  'Matter.hearings': 'at most a hundred',
  'Matter.history': 'what is done by hand for one person',
  'Matter.incidents': 'at most fifty',
  'Matter.notes': 'at most five hundred',
  'Matter.offers': 'providers are asked one after the other, and each has time to answer',
  'Matter.tasks': 'at most a hundred',
  'Matter.visits': 'at most a hundred',
  'Matter.whereabouts': 'at most two hundred',
  'MatterCandidate.reasons': 'one for each factor',
  'MatterOffer.reasons': 'one for each factor',
  'OfficeHours.weekly': 'a few periods a day',
  'OrganisationAccount.keys': 'keys are made by hand',
  'OutcomeRelease.groups': 'few, since each has eleven persons or more',
  'Page.attempts': 'a page is tried for hours, and each pause is longer',
  'Paging.channels': 'at most ten',
  'Paging.testPages': 'one a minute for each channel, of one day',
  'Person.consents': perPerson,
  'Person.devices': perPerson,
  'Person.emergencyContacts': 'at most ten',
  'Person.followLinks': perPerson,
  'Query.contactDeliveries': 'ten contacts, and six steps each',
  'Query.consulates': directory,
  'Query.desks': directory,
  'Query.nationalLines': directory,
  'Query.pages': 'the officers on duty, once for each step',
  'Query.rightsGuides': 'written by hand, one for each situation and language',
  'RightsBundle.guides': 'written by hand, one for each situation',
  'RightsBundle.stateRules': 'written by hand, one for each state that is told of',
  'RightsGuide.sources': 'written by hand',
  'RightsGuide.steps': 'written by hand',
  'StateRules.rules': 'written by hand, one for each topic',
};

export const exceptions: Readonly<Record<string, Exceptions>> = {
  emptyVerbs,
  withoutTarget,
  booleans,
  bareIds,
  idsOfAnotherKind,
  nullableItems,
  otherPages,
  noPages,
  boundedLists,
};
