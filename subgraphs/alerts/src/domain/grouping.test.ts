import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  grouping,
  placeInGroup,
  takesJoiners,
  type FreshGroup,
  type GroupTaker,
  type Placed,
} from './grouping.ts';

/** Places along a line: each cell touches the one before and the one after. */
const cellsAround = (cell: string) => [-1, 0, 1].map((step) => String(Number(cell) + step));

const start = Date.UTC(2026, 10, 28, 8);
const at = (seconds: number) => new Date(start + seconds * 1000);
const press = (alertId: string, cell: number, seconds: number): Placed => ({
  alertId,
  cell: String(cell),
  raisedAt: at(seconds),
});

interface Group extends FreshGroup {
  readonly members: readonly Placed[];
}

/** All presses one after the other, as the log brings them. */
function run(presses: readonly Placed[]) {
  let groups: Group[] = [];
  let candidates: Placed[] = [];
  const extended = (group: Group, members: readonly Placed[]): Group => {
    const times = members.map(({ raisedAt }) => raisedAt.getTime());
    const firstRaisedAt = new Date(Math.min(...times));
    return { ...group, members, firstRaisedAt, lastRaisedAt: new Date(Math.max(...times)) };
  };
  for (const one of presses) {
    const placement = placeInGroup(one, groups, candidates, cellsAround);
    if (placement.name === 'WAIT') candidates.push(one);
    if (placement.name === 'JOIN') {
      groups = groups.map((group) =>
        group.id === placement.groupId ? extended(group, [...group.members, one]) : group,
      );
    }
    if (placement.name === 'FORM') {
      const { alertIds } = placement;
      const members = [...candidates, one].filter(({ alertId }) => alertIds.includes(alertId));
      candidates = candidates.filter(({ alertId }) => !alertIds.includes(alertId));
      const empty = { firstRaisedAt: one.raisedAt, lastRaisedAt: one.raisedAt, members: [] };
      groups.push(extended({ id: one.alertId, centreCell: one.cell, ...empty }, members));
    }
  }
  return { groups, candidates };
}

const anyPresses = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 7200 })), {
    maxLength: 80,
  })
  .map((all) => all.map(([cell, seconds], index) => press(`alert ${index}`, cell, seconds)));

const sets = (groups: readonly Group[]) =>
  groups.map(({ members }) => members.map(({ alertId }) => alertId).toSorted()).toSorted();

describe('placeInGroup', () => {
  test('loses nobody, puts nobody into two groups, and does the same again', () => {
    fc.assert(
      fc.property(anyPresses, (presses) => {
        const { groups, candidates } = run(presses);
        const placed = [...groups.flatMap(({ members }) => members), ...candidates];
        expect(placed.map(({ alertId }) => alertId).toSorted()).toEqual(
          presses.map(({ alertId }) => alertId).toSorted(),
        );
        expect(run(presses)).toEqual({ groups, candidates });
      }),
    );
  });

  test('every group is large enough, around one cell, and of one time', () => {
    fc.assert(
      fc.property(anyPresses, (presses) => {
        for (const { members, centreCell } of run(presses).groups) {
          expect(members.length).toBeGreaterThanOrEqual(grouping.fewest);
          const around = cellsAround(centreCell);
          expect(members.every(({ cell }) => around.includes(cell))).toBe(true);
          const times = members.map(({ raisedAt }) => raisedAt.getTime() / 1000).toSorted();
          const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(grouping.windowSeconds);
        }
      }),
    );
  });

  test('whoever is left alone has too few around them', () => {
    fc.assert(
      fc.property(anyPresses, (presses) => {
        const { candidates } = run(presses);
        const last = candidates.at(-1);
        if (last === undefined) return;
        const close = candidates.filter(
          ({ cell, raisedAt }) =>
            cellsAround(last.cell).includes(cell) &&
            Math.abs(raisedAt.getTime() - last.raisedAt.getTime()) <= grouping.windowSeconds * 1000,
        );
        expect(close.length).toBeLessThan(grouping.fewest);
      }),
    );
  });

  test('one raid is one group in whatever order the log has its presses', () => {
    const raid = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
      .chain(([here, elsewhere]) => {
        const all = [
          ...Array.from({ length: here }, (_, index) => press(`here ${index}`, 0, index)),
          ...Array.from({ length: elsewhere }, (_, index) => press(`there ${index}`, 9, index)),
        ];
        return fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        );
      });
    fc.assert(
      fc.property(raid, ([inOrder, shuffled]) => {
        expect(sets(run(shuffled).groups)).toEqual(sets(run(inOrder).groups));
        expect(run(inOrder).groups.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('four are no group, the fifth makes one of all', () => {
    const few = [0, 1, 2, 3].map((index) => press(`alert ${index}`, 0, index));
    expect(run(few).groups).toEqual([]);
    expect(sets(run([...few, press('alert 4', 1, 4)]).groups)).toEqual([
      ['alert 0', 'alert 1', 'alert 2', 'alert 3', 'alert 4'],
    ]);
  });

  test('after an hour a group takes no more: the next five make another', () => {
    const trickle = Array.from({ length: 60 }, (_, index) =>
      press(`alert ${index}`, 0, index * 120),
    );
    const { groups } = run(trickle);
    expect(groups.length).toBe(2);
    const [first] = groups;
    const length = (first?.lastRaisedAt.getTime() ?? 0) - (first?.firstRaisedAt.getTime() ?? 0);
    expect(length / 1000).toBeLessThanOrEqual(grouping.longestSeconds);
  });

  test('the same cell is chosen before a neighbouring one, then the older group', () => {
    const group = (id: string, cell: number, seconds: number): FreshGroup => ({
      id,
      centreCell: String(cell),
      firstRaisedAt: at(seconds),
      lastRaisedAt: at(seconds),
    });
    const groups = [group('old', 1, 0), group('b', 0, 9), group('a', 0, 9), group('far', 5, 0)];
    const one = press('alert', 0, 20);
    expect(placeInGroup(one, groups, [], cellsAround)).toEqual({ name: 'JOIN', groupId: 'a' });
    expect(placeInGroup(one, groups.toReversed(), [], cellsAround)).toMatchObject({ groupId: 'a' });
    expect(placeInGroup(one, groups.slice(3), [], cellsAround)).toEqual({ name: 'WAIT' });
  });
});

describe('takesJoiners', () => {
  const taker: GroupTaker = { officerId: 'officer', deskId: 'desk', at: at(0) };

  test.each<[string, number, readonly string[], boolean]>([
    ['soon after, where no duty is planned', 60, [], true],
    ['soon after, by who is on duty', 60, ['other', 'officer'], true],
    ['soon after, by who is on duty no more', 60, ['other'], false],
    ['ten minutes later', grouping.joinersSeconds, [], true],
    ['after that', grouping.joinersSeconds + 1, ['officer'], false],
  ])('what joins %s', (_name, seconds, onDuty, isTaken) => {
    expect(takesJoiners(taker, at(seconds), onDuty)).toBe(isTaken);
  });
});
