import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OfficerRole, Viewer } from '@alert-button/platform/viewer.ts';
import {
  administrator,
  as,
  openAdministration,
  type TestAdministration,
} from '../testing/administration.ts';
import type { ConsulatesCommands } from './index.ts';

let stage: TestAdministration;
let commands: ConsulatesCommands;

beforeAll(async () => {
  stage = await openAdministration();
  ({ commands } = stage);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await stage.reset();
  for (const officerId of ['one', 'two', 'three']) {
    await commands.addRosterMember(administrator, { deskCode: 'boise', officerId });
  }
});

function officer(officerId: string, desk = 'boise', role: OfficerRole = 'OFFICER') {
  const viewer: Viewer = { kind: 'OFFICER', officerId, desk, role };
  return { viewer, requestId: 'a-request' };
}

const begin = Date.now();
const hours = (count: number) => new Date(begin + count * 3_600_000);
const boise = () => {
  const desk = stage.directory.current().desk({ code: 'boise' });
  if (desk === null) throw new Error('Boise is shipped');
  return desk;
};
const plan = async () => (await commands.readDuty(administrator, boise())) ?? [];
const told = async () =>
  (await stage.events())
    .filter(({ kind }) => kind === 'DUTY_PUBLISHED')
    .map(({ payload }) =>
      (payload as { shifts: { officerId: string }[] }).shifts.map(({ officerId }) => officerId),
    );

async function add(officerId: string, from: number, to: number): Promise<string> {
  const period = { startsAt: hours(from), endsAt: hours(to) };
  await commands.addDutyShift(administrator, { deskCode: 'boise', officerId, ...period });
  const added = (await plan()).find(
    (shift) => shift.officerId === officerId && +shift.startsAt === +period.startsAt,
  );
  if (added === undefined) throw new Error('What was added is in the plan');
  return added.id;
}

describe('a plan of duty', () => {
  test('is told whole at each change, in the order of time', async () => {
    const later = await add('two', 10, 18);
    await add('one', 1, 9);
    await commands.removeDutyShift(administrator, { shiftId: later });
    expect(await told()).toEqual([['two'], ['one', 'two'], ['one']]);
    expect((await stage.audit()).slice(-3).map(({ action }) => action)).toEqual([
      'addDutyShift',
      'addDutyShift',
      'removeDutyShift',
    ]);
  });

  test('takes the same shift once, and nobody twice at once', async () => {
    await add('one', 1, 9);
    await add('one', 1, 9);
    expect(await told()).toEqual([['one']]);
    await expect(add('one', 8, 12)).rejects.toThrow('twice at once');
  });

  test('has officers of the roster only, and loses whoever leaves it', async () => {
    await expect(add('stranger', 1, 9)).rejects.toThrow('officerId was not found');
    await add('one', 1, 9);
    await commands.removeRosterMember(administrator, { deskCode: 'boise', officerId: 'one' });
    expect(await plan()).toEqual([]);
    expect(await told()).toEqual([['one'], []]);
  });

  test('is seen by its desk and by administrators', async () => {
    await add('one', 1, 9);
    expect(await commands.readDuty(officer('one'), boise())).toHaveLength(1);
    expect(await commands.readDuty(officer('other', 'dallas'), boise())).toBeNull();
  });
});

describe('officers among themselves', () => {
  test('swap shifts that have not begun', async () => {
    const [shiftId, otherShiftId] = [await add('one', 1, 9), await add('two', 10, 18)];
    await commands.swapDutyShifts(officer('two'), { shiftId, otherShiftId });
    expect((await plan()).map(({ officerId }) => officerId)).toEqual(['two', 'one']);
  });

  test('hand over what is left of a shift, or take it over', async () => {
    const shiftId = await add('one', -4, 4);
    await commands.handOverDutyShift(officer('two'), { shiftId, officerId: 'two' });
    const [left, ...others] = await plan();
    expect(others).toEqual([]);
    expect(left).toMatchObject({ officerId: 'two', endsAt: hours(4) });
    expect(left?.startsAt.getTime()).toBeGreaterThanOrEqual(begin);
    const { rows } = await stage.owner.query<{ served: boolean }>(
      `select bool_and(ends_at <= clock_timestamp()) as served
       from duty_shift where officer_id = 'one'`,
    );
    expect(rows).toEqual([{ served: true }]);
  });

  test('do neither with shifts of others, nor with what has begun or is over', async () => {
    const shiftId = await add('one', 1, 9);
    const otherShiftId = await add('two', 10, 18);
    const begun = await add('three', -1, 1);
    const swap = { shiftId, otherShiftId };
    await expect(commands.swapDutyShifts(officer('three'), swap)).rejects.toThrow('not found');
    await expect(commands.swapDutyShifts(officer('one', 'dallas'), swap)).rejects.toThrow(
      'not found',
    );
    await expect(
      commands.swapDutyShifts(administrator, { shiftId, otherShiftId: begun }),
    ).rejects.toThrow('otherShiftId was not found');
    await expect(
      commands.handOverDutyShift(officer('two'), { shiftId, officerId: 'three' }),
    ).rejects.toThrow('not found');
    await expect(
      commands.handOverDutyShift(officer('one'), { shiftId: 'nonsense', officerId: 'two' }),
    ).rejects.toThrow('shiftId was not found');
  });

  test('never leave one of them on duty twice at once', async () => {
    const shiftId = await add('one', 1, 9);
    const otherShiftId = await add('two', 8, 18);
    await add('two', 0.5, 2);
    await expect(
      commands.swapDutyShifts(officer('one'), { shiftId, otherShiftId }),
    ).rejects.toThrow('twice at once');
    expect((await plan()).map(({ officerId }) => officerId)).toEqual(['two', 'one', 'two']);
  });

  test('do not plan: that do administrators', async () => {
    const input = { deskCode: 'boise', officerId: 'one', startsAt: hours(1), endsAt: hours(2) };
    await expect(commands.addDutyShift(officer('one'), input)).rejects.toThrow('not found');
    const shiftId = await add('one', 1, 9);
    await expect(commands.removeDutyShift(officer('one'), { shiftId })).rejects.toThrow(
      'not found',
    );
    const person = { viewer: { kind: 'ANONYMOUS' }, requestId: 'a-request' } as const;
    await expect(commands.handOverDutyShift(person, { shiftId, officerId: 'two' })).rejects.toThrow(
      'Credentials',
    );
    await expect(
      commands.handOverDutyShift(as('OPERATOR', 'boise'), { shiftId, officerId: 'two' }),
    ).rejects.toThrow('not found');
  });
});
