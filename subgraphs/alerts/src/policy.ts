import type { Policy } from '@alert-button/platform/policy.ts';

/** Who may ask what, by kind; whose alert it is, and what a key is good for, the command decides. */
export const policy = {
  alert: ['PERSON', 'ORGANISATION', 'OFFICER'],
  deskAlerts: ['OFFICER'],
  deskGroups: ['OFFICER'],
  deskEvents: ['OFFICER'],
  alertEvents: ['PERSON', 'ORGANISATION', 'OFFICER'],
  deskFeed: ['OFFICER'],
  alertFeed: ['PERSON', 'ORGANISATION', 'OFFICER'],

  raiseAlert: ['PERSON', 'ORGANISATION'],
  updateAlertPosition: ['PERSON', 'ORGANISATION'],
  cancelAlert: ['PERSON'],

  acknowledgeAlert: ['OFFICER'],
  acknowledgeGroup: ['OFFICER'],
  beginAssistance: ['OFFICER'],
  handOverAlert: ['OFFICER'],
  transferAlert: ['OFFICER'],
  confirmCancellation: ['OFFICER'],
  doubtCancellation: ['OFFICER'],
  resolveAlert: ['OFFICER'],
} as const satisfies Policy;
