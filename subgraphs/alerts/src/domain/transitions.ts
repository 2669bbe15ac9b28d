import type { AlertOutcome, AlertStatus } from './alert.ts';

/**
 * Who presses and says where the person is: their own device (the default), a text message of theirs
 * that asks for help or one that says anything else, or somebody for them.
 */
export type Presser = 'DEVICE' | 'TEXT' | 'REMARK' | 'ORGANISATION' | 'OPERATOR';

/** By whom the person themself asks for help, and may see what came of it. */
export const ownPressers: readonly Presser[] = ['DEVICE', 'TEXT'];

/** Everything that can happen to an alert once it is raised. */
export type Act =
  | {
      readonly name: 'PRESS_AGAIN';
      readonly by?: Presser;
      /** The desk of whoever presses for a caller: they have to see what they did. */
      readonly deskId?: string;
    }
  | { readonly name: 'WRITE_TO_DESK' }
  | { readonly name: 'WRITE_TO_PERSON' }
  | { readonly name: 'LEAVE_PHONE'; readonly by?: Presser }
  | {
      readonly name: 'UPDATE_POSITION';
      readonly by?: Presser;
      /** The desk of whoever says it for a caller. */
      readonly deskId?: string;
      /** Where an operator heard no more than the county. */
      readonly countyFips?: string;
    }
  | { readonly name: 'NOTE'; readonly by: 'OPERATOR'; readonly deskId: string }
  | {
      readonly name: 'ACKNOWLEDGE';
      readonly officerId: string;
      /** With which group, when the officer took it as a whole and not this alert by itself. */
      readonly groupId?: string;
    }
  | { readonly name: 'BEGIN_ASSISTANCE'; readonly officerId: string }
  | { readonly name: 'HAND_OVER'; readonly officerId: string }
  | { readonly name: 'TRANSFER'; readonly deskId: string }
  | { readonly name: 'LAPSE' }
  | {
      readonly name: 'ESCALATE';
      readonly level: number;
      readonly deskIds: readonly string[];
      readonly dutyOfficerIds: readonly string[];
    }
  | { readonly name: 'REQUEST_CANCEL'; readonly by?: Presser; readonly deskId?: string }
  | { readonly name: 'REPEAT_CANCEL'; readonly by?: Presser; readonly deskId?: string }
  | { readonly name: 'CANCEL_UNDER_DURESS' }
  | { readonly name: 'CONFIRM_CANCEL' }
  | { readonly name: 'DOUBT_CANCEL' }
  | { readonly name: 'RESOLVE'; readonly outcome: AlertOutcome };

export type ActName = Act['name'];

export const eventKinds = [
  'RAISED',
  'PRESSED_AGAIN',
  'POSITION_UPDATED',
  'NOTED',
  'ACKNOWLEDGED',
  'ASSISTANCE_BEGUN',
  'HANDED_OVER',
  'TRANSFERRED',
  'ACKNOWLEDGEMENT_LAPSED',
  'ESCALATED',
  'CANCEL_REQUESTED',
  'CANCEL_CONFIRMED',
  'CANCEL_DOUBTED',
  'RESOLVED',
  'PERSON_WROTE',
  'DESK_WROTE',
  'CALLBACK_PHONE_CHANGED',
] as const;
export type AlertEventKind = (typeof eventKinds)[number];

interface Transition {
  readonly kind: AlertEventKind;
  /** From → to. A status that is not named does not allow the act. */
  readonly to: Readonly<Partial<Record<AlertStatus, AlertStatus>>>;
}

/** The state table. Escalation, duress, drills and channels are facts on the alert, not states. */
export const transitions: Readonly<Record<ActName, Transition>> = {
  PRESS_AGAIN: {
    kind: 'PRESSED_AGAIN',
    to: {
      RAISED: 'RAISED',
      ACKNOWLEDGED: 'ACKNOWLEDGED',
      ASSISTING: 'ASSISTING',
      // Pressing again takes the cancel back: whoever presses needs help.
      CANCEL_REQUESTED: 'RAISED',
    },
  },
  UPDATE_POSITION: {
    kind: 'POSITION_UPDATED',
    to: {
      RAISED: 'RAISED',
      ACKNOWLEDGED: 'ACKNOWLEDGED',
      ASSISTING: 'ASSISTING',
      CANCEL_REQUESTED: 'CANCEL_REQUESTED',
    },
  },
  NOTE: {
    kind: 'NOTED',
    to: {
      RAISED: 'RAISED',
      ACKNOWLEDGED: 'ACKNOWLEDGED',
      ASSISTING: 'ASSISTING',
      CANCEL_REQUESTED: 'CANCEL_REQUESTED',
    },
  },
  WRITE_TO_DESK: {
    kind: 'PERSON_WROTE',
    to: {
      RAISED: 'RAISED',
      ACKNOWLEDGED: 'ACKNOWLEDGED',
      ASSISTING: 'ASSISTING',
      CANCEL_REQUESTED: 'CANCEL_REQUESTED',
    },
  },
  LEAVE_PHONE: {
    kind: 'CALLBACK_PHONE_CHANGED',
    to: {
      RAISED: 'RAISED',
      ACKNOWLEDGED: 'ACKNOWLEDGED',
      ASSISTING: 'ASSISTING',
      CANCEL_REQUESTED: 'CANCEL_REQUESTED',
    },
  },
  // Whoever writes has taken it: an alert must not look answered on the phone and wait on the desks.
  WRITE_TO_PERSON: {
    kind: 'DESK_WROTE',
    to: { ACKNOWLEDGED: 'ACKNOWLEDGED', ASSISTING: 'ASSISTING' },
  },
  ACKNOWLEDGE: { kind: 'ACKNOWLEDGED', to: { RAISED: 'ACKNOWLEDGED' } },
  BEGIN_ASSISTANCE: { kind: 'ASSISTANCE_BEGUN', to: { ACKNOWLEDGED: 'ASSISTING' } },
  HAND_OVER: { kind: 'HANDED_OVER', to: { ASSISTING: 'ACKNOWLEDGED' } },
  TRANSFER: { kind: 'TRANSFERRED', to: { ACKNOWLEDGED: 'RAISED', ASSISTING: 'RAISED' } },
  LAPSE: { kind: 'ACKNOWLEDGEMENT_LAPSED', to: { ACKNOWLEDGED: 'RAISED' } },
  ESCALATE: {
    kind: 'ESCALATED',
    to: { RAISED: 'RAISED', CANCEL_REQUESTED: 'CANCEL_REQUESTED' },
  },
  REQUEST_CANCEL: {
    kind: 'CANCEL_REQUESTED',
    to: {
      RAISED: 'CANCEL_REQUESTED',
      ACKNOWLEDGED: 'CANCEL_REQUESTED',
      ASSISTING: 'CANCEL_REQUESTED',
    },
  },
  // The phone shows a cancel that waits already. A repetition is kept all the same: of two PINs, the
  // one that changes something must not cost more than the one that does not.
  REPEAT_CANCEL: {
    kind: 'CANCEL_REQUESTED',
    to: {
      RAISED: 'RAISED',
      ACKNOWLEDGED: 'ACKNOWLEDGED',
      ASSISTING: 'ASSISTING',
      CANCEL_REQUESTED: 'CANCEL_REQUESTED',
    },
  },
  // To the desks the opposite of what the phone shows: somebody has to answer, now.
  CANCEL_UNDER_DURESS: {
    kind: 'CANCEL_REQUESTED',
    to: {
      RAISED: 'RAISED',
      ACKNOWLEDGED: 'RAISED',
      ASSISTING: 'RAISED',
      CANCEL_REQUESTED: 'RAISED',
    },
  },
  CONFIRM_CANCEL: { kind: 'CANCEL_CONFIRMED', to: { CANCEL_REQUESTED: 'CANCELLED' } },
  DOUBT_CANCEL: { kind: 'CANCEL_DOUBTED', to: { CANCEL_REQUESTED: 'RAISED' } },
  RESOLVE: {
    kind: 'RESOLVED',
    to: {
      RAISED: 'RESOLVED',
      ACKNOWLEDGED: 'RESOLVED',
      ASSISTING: 'RESOLVED',
      CANCEL_REQUESTED: 'RESOLVED',
    },
  },
};
