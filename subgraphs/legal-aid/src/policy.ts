import { everybody, type Policy } from '@alert-button/platform/policy.ts';

/**
 * What may be asked of legal-aid, and by which kind of viewer. Guides and facilities are for
 * everyone; whose matter it is, and who is an administrator, the commands ask.
 */
export const policy = {
  detentionFacilities: everybody,
  detentionFacility: everybody,
  publicOutcomes: everybody,
  rightsBundle: everybody,
  rightsGuide: everybody,
  rightsGuides: everybody,
  stateRules: everybody,

  legalAidProvider: ['OFFICER'],
  legalAidProviders: ['OFFICER'],
  registerProvider: ['OFFICER'],
  setProviderTerms: ['OFFICER'],
  setProviderCapacity: ['OFFICER'],
  setProviderStanding: ['OFFICER'],

  matter: ['PERSON', 'ORGANISATION', 'OFFICER'],
  deskMatters: ['OFFICER'],
  incidentExport: ['OFFICER'],
  providerMatters: ['ORGANISATION'],

  openMatter: ['OFFICER'],
  offerMatter: ['OFFICER'],
  acceptMatterOffer: ['ORGANISATION'],
  declineMatterOffer: ['ORGANISATION'],
  recordMatterFact: ['OFFICER'],
  addMatterNote: ['OFFICER', 'ORGANISATION'],
  addMatterTask: ['OFFICER', 'ORGANISATION'],
  completeMatterTask: ['OFFICER', 'ORGANISATION'],
  recordConsularNotice: ['OFFICER'],
  addMatterDocument: ['OFFICER', 'ORGANISATION'],
  openMatterDocument: ['OFFICER', 'ORGANISATION'],
  removeMatterDocument: ['OFFICER', 'ORGANISATION'],
  reportWhereabouts: ['OFFICER', 'ORGANISATION'],
  scheduleHearing: ['OFFICER', 'ORGANISATION'],
  reportHearing: ['OFFICER', 'ORGANISATION'],
  scheduleVisit: ['OFFICER'],
  reportVisit: ['OFFICER'],
  reportIncident: ['OFFICER', 'ORGANISATION'],
  reviseIncident: ['OFFICER', 'ORGANISATION'],
  setIncidentConsent: ['OFFICER', 'ORGANISATION'],
  reviewIncident: ['OFFICER'],
  withdrawIncident: ['OFFICER', 'ORGANISATION'],
  transferMatter: ['OFFICER'],
  acceptMatterTransfer: ['OFFICER'],
  declineMatterTransfer: ['OFFICER'],
  closeMatter: ['OFFICER'],
} as const satisfies Policy;
