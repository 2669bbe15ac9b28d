import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anAct, anOfficer, desks, deskActs, newAlert } from '../testing/walk.ts';
import { everybodyAnswers } from './answering.ts';
import { isOpen, statuses, type Alert, type AlertStatus } from './alert.ts';
import { decide, type PersonFact } from './decide.ts';
import { AlertStateError, PhoneShowsCancelError } from './errors.ts';
import { escalatesIn, escalationAfter, nextStep } from './escalation.ts';
import { transitions, type Act, type ActName } from './transitions.ts';
import { viewOf } from './view.ts';

const actNames = Object.keys(transitions) as ActName[];

/** The state table of the design, written down a second time: act, from → to. */
const table: Record<ActName, Partial<Record<AlertStatus, AlertStatus>>> = {
  PRESS_AGAIN: {
    RAISED: 'RAISED',
    ACKNOWLEDGED: 'ACKNOWLEDGED',
    ASSISTING: 'ASSISTING',
    CANCEL_REQUESTED: 'RAISED',
  },
  UPDATE_POSITION: {
    RAISED: 'RAISED',
    ACKNOWLEDGED: 'ACKNOWLEDGED',
    ASSISTING: 'ASSISTING',
    CANCEL_REQUESTED: 'CANCEL_REQUESTED',
  },
  NOTE: {
    RAISED: 'RAISED',
    ACKNOWLEDGED: 'ACKNOWLEDGED',
    ASSISTING: 'ASSISTING',
    CANCEL_REQUESTED: 'CANCEL_REQUESTED',
  },
  WRITE_TO_DESK: {
    RAISED: 'RAISED',
    ACKNOWLEDGED: 'ACKNOWLEDGED',
    ASSISTING: 'ASSISTING',
    CANCEL_REQUESTED: 'CANCEL_REQUESTED',
  },
  LEAVE_PHONE: {
    RAISED: 'RAISED',
    ACKNOWLEDGED: 'ACKNOWLEDGED',
    ASSISTING: 'ASSISTING',
    CANCEL_REQUESTED: 'CANCEL_REQUESTED',
  },
  WRITE_TO_PERSON: { ACKNOWLEDGED: 'ACKNOWLEDGED', ASSISTING: 'ASSISTING' },
  ACKNOWLEDGE: { RAISED: 'ACKNOWLEDGED' },
  BEGIN_ASSISTANCE: { ACKNOWLEDGED: 'ASSISTING' },
  HAND_OVER: { ASSISTING: 'ACKNOWLEDGED' },
  TRANSFER: { ACKNOWLEDGED: 'RAISED', ASSISTING: 'RAISED' },
  LAPSE: { ACKNOWLEDGED: 'RAISED' },
  ESCALATE: { RAISED: 'RAISED', CANCEL_REQUESTED: 'CANCEL_REQUESTED' },
  REQUEST_CANCEL: {
    RAISED: 'CANCEL_REQUESTED',
    ACKNOWLEDGED: 'CANCEL_REQUESTED',
    ASSISTING: 'CANCEL_REQUESTED',
  },
  REPEAT_CANCEL: {
    RAISED: 'RAISED',
    ACKNOWLEDGED: 'ACKNOWLEDGED',
    ASSISTING: 'ASSISTING',
    CANCEL_REQUESTED: 'CANCEL_REQUESTED',
  },
  CANCEL_UNDER_DURESS: {
    RAISED: 'RAISED',
    ACKNOWLEDGED: 'RAISED',
    ASSISTING: 'RAISED',
    CANCEL_REQUESTED: 'RAISED',
  },
  CONFIRM_CANCEL: { CANCEL_REQUESTED: 'CANCELLED' },
  DOUBT_CANCEL: { CANCEL_REQUESTED: 'RAISED' },
  RESOLVE: {
    RAISED: 'RESOLVED',
    ACKNOWLEDGED: 'RESOLVED',
    ASSISTING: 'RESOLVED',
    CANCEL_REQUESTED: 'RESOLVED',
  },
};

const walk = fc.array(anAct, { maxLength: 40 });

/** The acts that are possible, one after the other; the refused ones change nothing. */
function follow(alert: Alert, acts: readonly Act[]): Alert {
  return acts.reduce((now, act) => {
    return table[act.name][now.state.status] === undefined ? now : decide(now, act).alert;
  }, alert);
}

describe('the state table', () => {
  test('is the one of the design', () => {
    const actual = Object.fromEntries(actNames.map((name) => [name, transitions[name].to]));
    expect(actual).toEqual(table);
  });

  test('lets nothing happen to a closed alert', () => {
    for (const closed of statuses.filter((status) => !isOpen(status))) {
      expect(actNames.filter((name) => table[name][closed] !== undefined)).toEqual([]);
    }
  });

  test('leads from every open status to an end, and from the beginning to every status', () => {
    const from = (status: AlertStatus) => actNames.flatMap((name) => table[name][status] ?? []);
    const reach = (start: AlertStatus) => {
      const reached = new Set<AlertStatus>([start]);
      for (const status of reached) for (const next of from(status)) reached.add(next);
      return reached;
    };
    for (const open of statuses.filter(isOpen)) {
      expect([...reach(open)].some((status) => !isOpen(status))).toBe(true);
    }
    expect([...reach('RAISED')].toSorted()).toEqual([...statuses].toSorted());
  });
});

describe('every walk through the state table', () => {
  test('goes one version and one lawful step at a time, and a refused act changes nothing', () => {
    fc.assert(
      fc.property(walk, (acts) => {
        let alert = newAlert();
        for (const act of acts) {
          const before = structuredClone(alert);
          const to = table[act.name][alert.state.status];
          if (to === undefined) {
            expect(() => decide(alert, act)).toThrow(new AlertStateError(alert.state.status));
            expect(alert).toEqual(before);
            continue;
          }
          const { alert: after, fact, deskIds } = decide(alert, act);
          expect(alert).toEqual(before);
          expect(after.version).toBe(before.version + 1);
          expect(after.state.status).toBe(to);
          expect(fact).toMatchObject({
            kind: transitions[act.name].kind,
            version: after.version,
            status: to,
            deskId: after.deskId,
            escalationLevel: after.escalationLevel,
          });
          // Whoever sees it now or saw it before hears of it, and somebody is always responsible.
          expect(new Set(deskIds)).toEqual(new Set([...before.offeredTo, ...after.offeredTo]));
          expect(after.offeredTo).toContain(after.deskId);
          expect(new Set(after.offeredTo).size).toBe(after.offeredTo.length);
          alert = after;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('keeps what was decided at the press: who, where from, and how it escalates', () => {
    fc.assert(
      fc.property(walk, (acts) => {
        const { id, personId, routing, isDrill, environment, channel, escalationPolicy } =
          newAlert();
        expect(follow(newAlert(), acts)).toMatchObject({
          ...{ id, personId, routing, isDrill, environment, channel, escalationPolicy },
        });
      }),
    );
  });

  test('knows the officer while one has it, and the outcome once there is one', () => {
    fc.assert(
      fc.property(walk, (acts) => {
        const { state } = follow(newAlert(), acts);
        const isHeld = state.status === 'ACKNOWLEDGED' || state.status === 'ASSISTING';
        expect('officerId' in state).toBe(isHeld);
        expect('outcome' in state).toBe(state.status === 'RESOLVED');
      }),
    );
  });

  test('takes an alert from the desk that gave it away, and from no other', () => {
    const held = follow(newAlert(), [
      { name: 'ESCALATE', level: 1, deskIds: [desks.callCentre], dutyOfficerIds: [] },
      { name: 'ACKNOWLEDGE', officerId: anOfficer },
    ]);
    const { alert, deskIds } = decide(held, { name: 'TRANSFER', deskId: desks.other });
    expect(alert.deskId).toBe(desks.other);
    expect(alert.offeredTo).toEqual([desks.callCentre, desks.other]);
    expect(deskIds).toEqual([desks.first, desks.callCentre, desks.other]);
  });
});

describe('escalation', () => {
  /** The due step as the store would keep it: set, kept or stopped after each act. */
  function dueAfter(acts: readonly Act[]): { alert: Alert; due: number | null }[] {
    let alert = newAlert();
    let due: number | null = nextStep(alert, everybodyAnswers).level;
    const seen: { alert: Alert; due: number | null }[] = [{ alert, due }];
    for (const act of acts) {
      const before = alert.state.status;
      if (table[act.name][before] === undefined) continue;
      // An escalation is always the step that is due.
      const taken = act.name === 'ESCALATE' ? escalation(alert) : act;
      alert = decide(alert, taken).alert;
      const change = escalationAfter(before, act.name, alert, everybodyAnswers);
      if (change === 'STOP') due = null;
      else if (change !== 'KEEP') due = change.level;
      seen.push({ alert, due });
    }
    return seen;
  }

  function escalation(alert: Alert): Act {
    const { level, deskIds, dutyOfficerIds } = nextStep(alert, everybodyAnswers);
    return { name: 'ESCALATE', level, deskIds, dutyOfficerIds };
  }

  test('has a next step due whenever nobody has answered or is at it, and none otherwise', () => {
    fc.assert(
      fc.property(walk, (acts) => {
        for (const { alert, due } of dueAfter(acts)) {
          const { status } = alert.state;
          if (escalatesIn.includes(status)) expect(due).toBeGreaterThan(alert.escalationLevel);
          else expect(due).toBe(status === 'ACKNOWLEDGED' ? alert.escalationLevel + 1 : null);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('asks the call centre, then the national desk, then again and again', () => {
    let alert = newAlert();
    const asked = [];
    for (let times = 0; times < 5; times += 1) {
      const { afterSeconds, deskIds } = nextStep(alert, everybodyAnswers);
      asked.push([afterSeconds, ...deskIds]);
      alert = decide(alert, escalation(alert)).alert;
    }
    const again = [300, desks.callCentre, desks.national];
    expect(asked).toEqual([[60, desks.callCentre], [120, desks.national], again, again, again]);
    expect(alert).toMatchObject({ escalationLevel: 5, state: { status: 'RAISED' } });
    expect(alert.offeredTo).toEqual([desks.first, desks.callCentre, desks.national]);
  });
});

describe('a cancel under duress', () => {
  test('is nothing but a call for help to the desks, from wherever the alert stood', () => {
    fc.assert(
      fc.property(walk, (acts) => {
        const before = follow(newAlert(), acts);
        fc.pre(isOpen(before.state.status));
        const { alert, fact, deskIds } = decide(before, { name: 'CANCEL_UNDER_DURESS' });
        expect(alert).toMatchObject({ isDuress: true, state: { status: 'RAISED' } });
        expect(fact).toMatchObject({ isDuress: true, status: 'RAISED' });
        expect(deskIds).toEqual(before.offeredTo);
        // The next step of escalation is due at once, whoever was on the alert or is called anyway.
        const change = escalationAfter(
          before.state.status,
          'CANCEL_UNDER_DURESS',
          alert,
          everybodyAnswers,
        );
        const { level } = nextStep(alert, everybodyAnswers);
        expect(change).toEqual({ level, afterSeconds: 0 });
      }),
    );
  });

  test('is known for good, and cannot be confirmed as a cancel before somebody asks for one', () => {
    const { alert } = decide(newAlert(), { name: 'CANCEL_UNDER_DURESS' });
    expect(() => decide(alert, { name: 'CONFIRM_CANCEL' })).toThrow(AlertStateError);
    fc.assert(
      fc.property(walk, (acts) => {
        expect(follow(alert, acts).isDuress).toBe(true);
      }),
    );
  });
});

describe('what the person is shown', () => {
  /** Everything visible of a walk: each shown fact and the view after it. */
  function shownOf(alert: Alert, acts: readonly Act[]): { alert: Alert; shown: unknown[] } {
    let now = alert;
    const shown: unknown[] = [];
    for (const act of acts) {
      if (table[act.name][now.state.status] === undefined) continue;
      const { alert: after, fact } = decide(now, act);
      now = after;
      // What stays between the desks must not even change the view.
      if (fact.person === null) expect(viewOf(now, 'PERSON')).toEqual(viewOf(alert, 'PERSON'));
      else shown.push(fact.person, viewOf(now, 'PERSON'));
      alert = now;
    }
    return { alert: now, shown };
  }

  /** What the phone itself does. */
  const moved: Act = { name: 'UPDATE_POSITION' };
  const ownDoing = fc.constantFrom<Act>(moved, { name: 'WRITE_TO_DESK' }, { name: 'LEAVE_PHONE' });
  const closings: Act[] = [{ name: 'CONFIRM_CANCEL' }, { name: 'RESOLVE', outcome: 'DETAINED' }];
  const unseen = fc.array(deskActs, { maxLength: 8 });

  test('is the same after a true cancel and after one the desks doubt and act on', () => {
    fc.assert(
      fc.property(
        walk,
        fc.array(fc.tuple(unseen, ownDoing), { maxLength: 5 }),
        unseen,
        fc.constantFrom(...closings, null),
        (before, unseenBeforeEach, last, end) => {
          const cancelled = follow(newAlert(), [...before, { name: 'REQUEST_CANCEL' }]);
          fc.pre(cancelled.state.status === 'CANCEL_REQUESTED');
          const moves = unseenBeforeEach.map(([, own]) => own);
          const quiet: Act[] = [
            ...moves,
            ...(end === null ? [] : [{ name: 'CONFIRM_CANCEL' } as const]),
          ];
          const busy: Act[] = [
            { name: 'DOUBT_CANCEL' },
            ...unseenBeforeEach.flatMap(([acts, own]) => [...acts, own]),
            ...last,
            ...(end === null ? [] : [{ name: 'RESOLVE', outcome: 'DETAINED' } as const]),
          ];
          const expected = shownOf(cancelled, quiet).shown;
          expect(shownOf(cancelled, busy).shown).toEqual(expected);
          // Resolved with the cancel still waiting: a confirmed cancel on the phone as well.
          const resolved = [...moves, ...(end === null ? [] : [end])];
          expect(shownOf(cancelled, resolved).shown).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is the same after a true cancel and one under duress, however often and in which order', () => {
    const repeated = fc.array(fc.tuple(unseen, fc.boolean(), ownDoing), { maxLength: 4 });
    fc.assert(
      fc.property(walk, repeated, fc.boolean(), (before, repetitions, isEnded) => {
        const open = follow(newAlert(), before);
        fc.pre(isOpen(open.state.status) && !open.personView.isFrozen);
        const again: Act = { name: 'REPEAT_CANCEL' };
        const forced: Act = { name: 'CANCEL_UNDER_DURESS' };
        const truly: Act[] = [
          { name: 'REQUEST_CANCEL' },
          ...repetitions.flatMap(([, , own]) => [again, own]),
          ...(isEnded ? [{ name: 'CONFIRM_CANCEL' } as const] : []),
        ];
        const underDuress: Act[] = [
          forced,
          ...repetitions.flatMap(([acts, isForced, own]) => [
            ...acts,
            isForced ? forced : again,
            own,
          ]),
          ...(isEnded ? [{ name: 'RESOLVE', outcome: 'DETAINED' } as const] : []),
        ];
        expect(shownOf(open, underDuress).shown).toEqual(shownOf(open, truly).shown);
      }),
      { numRuns: 500 },
    );
  });

  test('says nothing of an outcome after a request to cancel', () => {
    for (const end of closings) {
      const { alert } = shownOf(newAlert(), [{ name: 'REQUEST_CANCEL' }, end]);
      expect(viewOf(alert, 'PERSON')).toMatchObject({ status: 'CANCELLED', outcome: null });
    }
    const { alert } = shownOf(newAlert(), [{ name: 'RESOLVE', outcome: 'ASSISTED' }]);
    expect(viewOf(alert, 'PERSON')).toMatchObject({ status: 'RESOLVED', outcome: 'ASSISTED' });
  });

  test('is the truth again once the person presses', () => {
    fc.assert(
      fc.property(walk, unseen, (before, between) => {
        const cancelled = follow(newAlert(), [...before, { name: 'REQUEST_CANCEL' }]);
        fc.pre(cancelled.state.status === 'CANCEL_REQUESTED');
        const pressed = follow(cancelled, [
          { name: 'DOUBT_CANCEL' },
          ...between,
          { name: 'PRESS_AGAIN' },
        ]);
        const { version: _desk, ...truth } = viewOf(pressed, 'DESK');
        const { version: _person, ...shown } = viewOf(pressed, 'PERSON');
        expect(shown).toEqual(truth);
      }),
    );
  });

  test('counts versions of its own without a hole', () => {
    fc.assert(
      fc.property(walk, (acts) => {
        const { shown } = shownOf(newAlert(), acts);
        const versions = shown
          .filter((fact) => Object.hasOwn(fact as object, 'kind'))
          .map((fact) => (fact as PersonFact).version);
        expect(versions).toEqual(versions.map((_version, index) => index + 2));
      }),
    );
  });
});

describe('words of a desk', () => {
  const words: Act = { name: 'WRITE_TO_PERSON' };
  const taken: Act = { name: 'ACKNOWLEDGE', officerId: anOfficer };

  test('are shown to the person, and change nothing else', () => {
    const before = follow(newAlert(), [taken]);
    const { alert, fact } = decide(before, words);
    expect(alert.state).toEqual(before.state);
    expect(fact.person).toMatchObject({ kind: 'DESK_WROTE', version: 3, status: 'ACKNOWLEDGED' });
  });

  test('never come to a phone that shows a cancel, believed, doubted or forced', () => {
    fc.assert(
      fc.property(walk, fc.array(deskActs, { maxLength: 8 }), (before, between) => {
        for (const name of ['REQUEST_CANCEL', 'CANCEL_UNDER_DURESS'] as const) {
          const alert = follow(newAlert(), [...before, { name }, taken, ...between]);
          fc.pre(isOpen(alert.state.status));
          for (const act of [words, { name: 'LEAVE_PHONE', by: 'OPERATOR' }] as const) {
            expect(() => decide(alert, act)).toThrow(new PhoneShowsCancelError());
          }
        }
      }),
    );
  });

  test('come again once the person presses', () => {
    const acts: Act[] = [{ name: 'CANCEL_UNDER_DURESS' }, { name: 'PRESS_AGAIN' }, taken];
    expect(decide(follow(newAlert(), acts), words).fact.person).toMatchObject({
      kind: 'DESK_WROTE',
    });
  });

  test('wait until an officer has taken the alert, and end with it', () => {
    expect(() => decide(newAlert(), words)).toThrow(new AlertStateError('RAISED'));
    const cancelled: Act[] = [{ name: 'REQUEST_CANCEL' }, { name: 'CONFIRM_CANCEL' }];
    const ended = follow(newAlert(), cancelled);
    expect(() => decide(ended, words)).toThrow(new AlertStateError('CANCELLED'));
  });
});
