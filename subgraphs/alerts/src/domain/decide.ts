import type { Alert, AlertState, AlertStatus, PersonView } from './alert.ts';
import { isOpen } from './alert.ts';
import { AlertStateError, PhoneShowsCancelError } from './errors.ts';
import { ownPressers, transitions, type Act, type AlertEventKind } from './transitions.ts';

/** What was true right after an act, as the timeline keeps it for ever. */
export interface AlertFact {
  readonly kind: AlertEventKind;
  readonly version: number;
  readonly status: AlertStatus;
  readonly escalationLevel: number;
  readonly deskId: string;
  /** Whether it was known by then that the person is being made to cancel. */
  readonly isDuress: boolean;
  /** The desks that this act called; empty unless it escalated. */
  readonly calledDeskIds: readonly string[];
  /** The officers to reach away from their screens; the ministry's identifiers. */
  readonly dutyOfficerIds: readonly string[];
  /** The group that an officer took as a whole, this alert with it. Absent otherwise. */
  readonly groupId?: string;
  /** An operator did it for a caller. Absent otherwise. */
  readonly isForCaller?: boolean;
  /** What the person is shown of it; null when it stays between the desks. */
  readonly person: PersonFact | null;
}

export interface PersonFact {
  readonly kind: AlertEventKind;
  readonly version: number;
  readonly status: AlertStatus;
  readonly escalationLevel: number;
  readonly deskId: string;
}

export interface Decision {
  readonly alert: Alert;
  readonly fact: AlertFact;
  /** Desks whose screens show the act: those who saw the alert before and those who see it now. */
  readonly deskIds: readonly string[];
}

function stateAfter(act: Act, status: AlertStatus, before: AlertState): AlertState {
  switch (status) {
    case 'RAISED':
    case 'CANCEL_REQUESTED':
    case 'CANCELLED':
      return { status };
    case 'ACKNOWLEDGED':
    case 'ASSISTING': {
      if ('officerId' in act) return { status, officerId: act.officerId };
      if ('officerId' in before) return { status, officerId: before.officerId };
      throw new Error('An act that leads here names its officer');
    }
    case 'RESOLVED':
      if (act.name !== 'RESOLVE') throw new Error('Only RESOLVE leads here');
      return { status, outcome: act.outcome };
    default:
      return status satisfies never;
  }
}

const isForCaller = (act: Act) => 'by' in act && act.by === 'OPERATOR';

/** What only some acts say: whom they called, with which group they came, and for whom. */
const calls = (act: Act) => ({
  calledDeskIds: act.name === 'ESCALATE' ? act.deskIds : [],
  dutyOfficerIds: act.name === 'ESCALATE' ? act.dutyOfficerIds : [],
  ...(act.name === 'ACKNOWLEDGE' && act.groupId !== undefined ? { groupId: act.groupId } : {}),
  ...(isForCaller(act) ? { isForCaller: true } : {}),
});

function responsibleDesk(alert: Alert, act: Act): string {
  return act.name === 'TRANSFER' ? act.deskId : alert.deskId;
}

function offersAfter(alert: Alert, act: Act): readonly string[] {
  switch (act.name) {
    case 'TRANSFER':
      return [...new Set([...alert.offeredTo.filter((id) => id !== alert.deskId), act.deskId])];
    case 'PRESS_AGAIN':
    case 'UPDATE_POSITION':
    case 'NOTE':
    case 'REQUEST_CANCEL':
    case 'REPEAT_CANCEL':
      return [...new Set([...alert.offeredTo, ...(act.deskId === undefined ? [] : [act.deskId])])];
    case 'ESCALATE':
      return [...new Set([...alert.offeredTo, ...act.deskIds])];
    default:
      return alert.offeredTo;
  }
}

const isOwnDoing = ({ name }: Act): boolean =>
  name === 'UPDATE_POSITION' || name === 'WRITE_TO_DESK' || name === 'LEAVE_PHONE';

/**
 * What would be put before whoever holds the phone. While it shows a cancel, that is not done: left
 * out silently it would look to the desk as if the person had it.
 */
function refuseWhileFrozen({ state, personView }: Alert, act: Act): void {
  const isForPhone =
    act.name === 'WRITE_TO_PERSON' || (act.name === 'LEAVE_PHONE' && act.by === 'OPERATOR');
  if (isForPhone && personView.isFrozen && isOpen(state.status)) throw new PhoneShowsCancelError();
}

/**
 * What the person sees of an act. A request to cancel freezes their view: whatever the desks do
 * then, it shows a cancel that waits and, when the alert ends, a cancel that was confirmed. So a
 * cancel under duress and a true one look the same on the phone. Pressing again on the phone thaws
 * it, and so does a text message of theirs that asks for help. A press of somebody else for them
 * does not, since others may be looking at that phone; nor does a text that says anything else. What an
 * operator writes down stays between the desks.
 */
function showPerson(
  view: PersonView,
  act: Act,
  kind: AlertEventKind,
  after: { status: AlertStatus; escalationLevel: number; deskId: string },
): { view: PersonView; shown: AlertEventKind | null } {
  if (act.name === 'NOTE') return { view, shown: null };
  const version = view.version + 1;
  const isOwn = !('by' in act) || act.by === undefined || ownPressers.includes(act.by);
  if (view.isFrozen && !(act.name === 'PRESS_AGAIN' && isOwn)) {
    // The phone's own doing is shown on the phone, frozen or not.
    if (isOwnDoing(act) && isOwn) {
      return { view: { ...view, version }, shown: kind };
    }
    if (isOpen(after.status)) return { view, shown: null };
    return { view: { ...view, version, status: 'CANCELLED' }, shown: 'CANCEL_CONFIRMED' };
  }
  if (act.name === 'REQUEST_CANCEL' || act.name === 'CANCEL_UNDER_DURESS') {
    return { view: { ...after, version, status: 'CANCEL_REQUESTED', isFrozen: true }, shown: kind };
  }
  return { view: { ...after, version, isFrozen: false }, shown: kind };
}

/**
 * The alert after an act, and the fact to record. Pure: who may act was asked before, times come
 * from the database when it is saved.
 *
 * @throws AlertStateError when the state table does not allow the act; PhoneShowsCancelError for
 *   what would change what a phone shows that shows a cancel.
 */
export function decide(alert: Alert, act: Act): Decision {
  refuseWhileFrozen(alert, act);
  const { kind, to } = transitions[act.name];
  const status = to[alert.state.status];
  if (status === undefined) throw new AlertStateError(alert.state.status);

  const version = alert.version + 1;
  const deskId = responsibleDesk(alert, act);
  const offeredTo = offersAfter(alert, act);
  const escalationLevel = act.name === 'ESCALATE' ? act.level : alert.escalationLevel;
  const isCounty = act.name === 'UPDATE_POSITION' && act.countyFips !== undefined;
  const isDuress = alert.isDuress || act.name === 'CANCEL_UNDER_DURESS';
  const after = { status, escalationLevel, deskId };
  const { view, shown } = showPerson(alert.personView, act, kind, after);
  return {
    alert: {
      ...alert,
      version,
      isDuress,
      state: stateAfter(act, status, alert.state),
      escalationLevel,
      deskId,
      offeredTo,
      callerCountyFips: isCounty ? act.countyFips : alert.callerCountyFips,
      personView: view,
    },
    fact: { kind, version, ...after, isDuress, ...calls(act), person: personFact(view, shown) },
    deskIds: [...new Set([...alert.offeredTo, ...offeredTo])],
  };
}

export function personFact(view: PersonView, kind: AlertEventKind | null): PersonFact | null {
  if (kind === null) return null;
  const { version, status, escalationLevel, deskId } = view;
  return { kind, version, status, escalationLevel, deskId };
}
