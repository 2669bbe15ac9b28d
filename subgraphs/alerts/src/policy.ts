import { everybody, type Policy } from '@alert-button/platform/policy.ts';

/** Who may ask what, by kind; whose alert it is, and what a key is good for, the command decides. */
export const policy = {
  alert: ['PERSON', 'ORGANISATION', 'OFFICER'],
  deskAlerts: ['OFFICER'],
  // That an officer is an operator too, the commands ask.
  unansweredAlerts: ['OFFICER'],
  deskGroups: ['OFFICER'],
  deskEvents: ['OFFICER'],
  alertEvents: ['PERSON', 'ORGANISATION', 'OFFICER'],
  deskFeed: ['OFFICER'],
  alertFeed: ['PERSON', 'ORGANISATION', 'OFFICER'],

  // By a link, whose token is the only credential that counts.
  followedAlert: everybody,
  followEvents: everybody,
  followAlert: everybody,

  raiseAlert: ['PERSON', 'ORGANISATION'],
  raiseAlertForCaller: ['OFFICER'],
  raiseAlertByText: ['TEXT_SERVICE'],
  updateAlertForCaller: ['OFFICER'],
  cancelAlertForCaller: ['OFFICER'],
  // At their own desk.
  startDrill: ['OFFICER'],
  updateAlertPosition: ['PERSON', 'ORGANISATION'],
  sendAlertMessage: ['PERSON', 'OFFICER'],
  // Of officers, an operator for a caller: the command asks.
  setCallbackPhone: ['PERSON', 'OFFICER'],
  cancelAlert: ['PERSON'],
  setCancelPins: ['PERSON'],

  acknowledgeAlert: ['OFFICER'],
  acknowledgeGroup: ['OFFICER'],
  // Whoever holds the link that was sent to an officer; it says for whom it counts.
  acknowledgePage: everybody,
  beginAssistance: ['OFFICER'],
  handOverAlert: ['OFFICER'],
  transferAlert: ['OFFICER'],
  confirmCancellation: ['OFFICER'],
  doubtCancellation: ['OFFICER'],
  resolveAlert: ['OFFICER'],
} as const satisfies Policy;
