import type { Policy } from '@alert-button/platform/policy.ts';

/** Who may ask what, by kind; whose alert it is, the command decides. */
export const policy = {
  alert: ['PERSON', 'OFFICER'],
  deskAlerts: ['OFFICER'],
  deskEvents: ['OFFICER'],
  alertEvents: ['PERSON', 'OFFICER'],
  deskFeed: ['OFFICER'],
  alertFeed: ['PERSON', 'OFFICER'],

  raiseAlert: ['PERSON'],
  updateAlertPosition: ['PERSON'],
  cancelAlert: ['PERSON'],

  acknowledgeAlert: ['OFFICER'],
  beginAssistance: ['OFFICER'],
  handOverAlert: ['OFFICER'],
  transferAlert: ['OFFICER'],
  confirmCancellation: ['OFFICER'],
  doubtCancellation: ['OFFICER'],
  resolveAlert: ['OFFICER'],
} as const satisfies Policy;
