import { describe, expect, test } from '@jest/globals';
import {
  shippedDesks,
  shippedDirectory,
  shippedOffices,
  testId,
} from '../testing/shipped-directory.ts';
import { desks, newDecision } from '../testing/walk.ts';
import type { Alert } from './alert.ts';
import { answeringAt, everybodyAnswers, type Answering } from './answering.ts';
import { decide } from './decide.ts';
import type { DirectoryDesk, DirectoryOffice } from './directory.ts';
import { dueAct, escalationAfter, firstStep, nextStep } from './escalation.ts';
import { snapshotPolicy } from './escalation-policy.ts';

/** Desks called by and by until it ends, at most ten steps. */
function calledDesks(environment: Alert['environment']): (readonly string[])[] {
  let { alert } = newDecision({ environment });
  const called: (readonly string[])[] = [];
  for (let steps = 0; steps < 10; steps += 1) {
    const act = dueAct(alert, everybodyAnswers);
    if (act?.name !== 'ESCALATE') throw new Error('Nobody has answered');
    called.push(act.deskIds);
    const before = alert.state.status;
    ({ alert } = decide(alert, act));
    if (escalationAfter(before, 'ESCALATE', alert, everybodyAnswers) === 'STOP') break;
  }
  return called;
}

test('in the sandbox escalation ends with the last named step; live it goes on until an answer', () => {
  expect(calledDesks('TEST')).toEqual([[desks.callCentre], [desks.national]]);
  expect(calledDesks('LIVE')).toHaveLength(10);
});

const monday = (time: string) => new Date(`2026-11-23T${time}Z`);
const noon = monday('18:00');
const night = monday('05:00');
const hours = (timeZone: string) => ({
  timeZone,
  weekly: [{ weekday: 'MONDAY' as const, opens: '08:00', closes: '17:00' }],
  closedOn: [],
});
const shift = (officerId: string, from: string, to: string) => ({
  officerId,
  startsAt: monday(from),
  endsAt: monday(to),
});

/** Houston, Dallas and Austin are one group with office hours; `changes` by desk code. */
function directoryWith(
  changes: Readonly<Record<string, Partial<DirectoryDesk>>> = {},
  office: Partial<DirectoryOffice> = {},
) {
  const group = ['houston', 'dallas', 'austin'];
  return shippedDirectory(
    shippedOffices.map((one) =>
      group.includes(one.code)
        ? { ...one, hours: hours('America/Chicago'), regionalGroup: 'texas', ...office }
        : one,
    ),
    shippedDesks.map((desk) => ({ ...desk, ...changes[desk.code] })),
  );
}

function alertAt(
  directory: ReturnType<typeof directoryWith>,
  environment: Alert['environment'] = 'LIVE',
) {
  return newDecision({
    environment,
    ...snapshotPolicy(desks.first, environment, directory),
  }).alert;
}

const group = [testId('desk austin'), desks.other];

describe('who is called', () => {
  test('by day is the group after half a minute, then the call centre, then the national desk', () => {
    const directory = directoryWith();
    let alert = alertAt(directory);
    const answering = answeringAt(directory, noon);
    expect(firstStep(alert, answering)).toEqual({ level: 1, afterSeconds: 30 });
    const seen = [];
    for (let steps = 0; steps < 4; steps += 1) {
      const { afterSeconds, deskIds } = nextStep(alert, answering);
      seen.push([afterSeconds, ...deskIds]);
      const act = dueAct(alert, answering);
      if (act !== null) ({ alert } = decide(alert, act));
    }
    expect(seen).toEqual([
      [30, ...group],
      [30, desks.callCentre],
      [120, desks.national],
      [300, ...group, desks.callCentre, desks.national],
    ]);
  });

  test('by night is the call centre at once, since the group is closed too', () => {
    const directory = directoryWith();
    const alert = alertAt(directory);
    const answering = answeringAt(directory, night);
    expect(firstStep(alert, answering)).toEqual({ level: 2, afterSeconds: 0 });
    expect(nextStep(alert, answering).deskIds).toEqual([desks.callCentre]);
  });

  test('for a desk out of service by day is the group at once', () => {
    const directory = directoryWith({ houston: { isInService: false } });
    const answering = answeringAt(directory, noon);
    expect(firstStep(alertAt(directory), answering)).toEqual({ level: 1, afterSeconds: 0 });
  });

  test('is never a desk of the group that is closed, out of service or unstaffed', () => {
    const directory = directoryWith({
      dallas: { isInService: false },
      austin: { shifts: [shift('later', '20:00', '22:00')] },
    });
    const answering = answeringAt(directory, noon);
    expect(nextStep(alertAt(directory), answering).deskIds).toEqual([desks.callCentre]);
  });

  test('are the officers on duty at the desk and at the desks called, in a drill too', () => {
    const directory = directoryWith({
      houston: { shifts: [shift('one', '17:00', '19:00'), shift('late', '19:00', '20:00')] },
      dallas: { shifts: [shift('two', '17:00', '19:00')] },
    });
    const answering = answeringAt(directory, noon);
    const alert = alertAt(directory);
    expect(dueAct(alert, answering)).toMatchObject({ dutyOfficerIds: ['one', 'two'] });
    expect(dueAct({ ...alert, isDrill: true }, answering)).toEqual(dueAct(alert, answering));
  });

  test('in the sandbox are the two that always answer, in their time, night or not', () => {
    const directory = directoryWith({ houston: { isInService: false } });
    const alert = alertAt(directory, 'TEST');
    expect(firstStep(alert, everybodyAnswers)).toEqual({ level: 1, afterSeconds: 60 });
    expect(alert.escalationPolicy.map(({ deskIds }) => deskIds)).toEqual([
      [desks.callCentre],
      [desks.national],
    ]);
  });

  test("follows the desk's own policy, as it was when the alert was raised", () => {
    const escalationPolicy = {
      steps: [
        { afterSeconds: 5, targets: [{ kind: 'DESK' as const, deskCode: 'miami' }] },
        { afterSeconds: 20, targets: [{ kind: 'NATIONAL' as const, deskCode: null }] },
      ],
      lapseAfterSeconds: 120,
    };
    const directory = directoryWith({ houston: { escalationPolicy } });
    const alert = alertAt(directory);
    expect(alert.lapseAfterSeconds).toBe(120);
    const later = answeringAt(directoryWith(), noon);
    expect(nextStep(alert, later)).toMatchObject({
      afterSeconds: 5,
      deskIds: [testId('desk miami')],
    });
  });

  test('is somebody at any hour, whoever is closed', () => {
    const closed = Object.fromEntries(
      shippedDesks.map(({ code }) => [code, { isInService: false }]),
    );
    const directory = directoryWith(closed);
    const answering = answeringAt(directory, night);
    let alert = alertAt(directory);
    for (let steps = 0; steps < 6; steps += 1) {
      const act = dueAct(alert, answering);
      if (act?.name !== 'ESCALATE') throw new Error('Nobody has answered');
      expect(act.deskIds.length).toBeGreaterThan(0);
      ({ alert } = decide(alert, act));
    }
  });
});

describe('a desk is staffed', () => {
  const answers = (
    desk: Partial<DirectoryDesk>,
    now: Date,
    office: Partial<DirectoryOffice> = {},
  ) => answeringAt(directoryWith({ houston: desk }, office), now).canAnswer(desks.first);

  test('by the hours of its office while no duty is planned, or the plan has run out', () => {
    expect(answers({}, noon)).toBe(true);
    expect(answers({}, night)).toBe(false);
    const over = [shift('one', '04:00', '05:00')];
    expect(answers({ shifts: over }, noon)).toBe(true);
    expect(answers({ shifts: over }, night)).toBe(false);
  });

  test('by its plan alone while it has one', () => {
    const plan = [shift('one', '04:00', '06:00'), shift('two', '20:00', '21:00')];
    expect(answers({ shifts: plan }, night)).toBe(true);
    expect(answers({ shifts: plan }, noon)).toBe(false);
    expect(answers({ shifts: plan, isInService: false }, night)).toBe(false);
  });

  test('when its hours are not known', () => {
    expect(answers({}, night, { hours: null })).toBe(true);
  });
});

describe('an acknowledgement', () => {
  const answering: Answering = everybodyAnswers;
  const acknowledged = () =>
    decide(newDecision().alert, { name: 'ACKNOWLEDGE', officerId: 'one' }).alert;

  test('is followed by another act of an officer, or lapses', () => {
    const alert = acknowledged();
    const due = { level: 1, afterSeconds: 900 };
    expect(escalationAfter('RAISED', 'ACKNOWLEDGE', alert, answering)).toEqual(due);
    expect(escalationAfter('ASSISTING', 'HAND_OVER', alert, answering)).toEqual(due);
    expect(dueAct(alert, answering)).toEqual({ name: 'LAPSE' });
  });

  test('is not kept by what the person does', () => {
    const alert = acknowledged();
    for (const act of ['PRESS_AGAIN', 'UPDATE_POSITION'] as const) {
      expect(escalationAfter('ACKNOWLEDGED', act, alert, answering)).toBe('KEEP');
    }
  });

  test('is kept by an officer who writes, and not by the person who does', () => {
    const alert = acknowledged();
    const due = { level: 1, afterSeconds: 900 };
    expect(escalationAfter('ACKNOWLEDGED', 'WRITE_TO_PERSON', alert, answering)).toEqual(due);
    expect(escalationAfter('ACKNOWLEDGED', 'WRITE_TO_DESK', alert, answering)).toBe('KEEP');
  });

  test('starts the escalation again when it lapses, and assisting never does', () => {
    const { alert } = decide(acknowledged(), { name: 'LAPSE' });
    expect(escalationAfter('ACKNOWLEDGED', 'LAPSE', alert, answering)).toEqual({
      level: 1,
      afterSeconds: 60,
    });
    const assisting = decide(acknowledged(), { name: 'BEGIN_ASSISTANCE', officerId: 'one' }).alert;
    expect(escalationAfter('ACKNOWLEDGED', 'BEGIN_ASSISTANCE', assisting, answering)).toBe('STOP');
    expect(dueAct(assisting, answering)).toBeNull();
  });
});
