import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findSmallGroups, type PublishedGroup } from '../testing/differencing-attack.ts';
import {
  histories,
  publishAll,
  type HistoricAlert,
  type PublishedCell,
} from '../testing/outcome-history.ts';
import { outcomeDelays, type Course } from './course.ts';
import { countPersons, smallestGroup } from './outcome-cell.ts';

type History = readonly HistoricAlert[];
type Told = PublishedCell['groups'][number];

const parts = ['acknowledged', 'lawyer', 'visit', 'result'] as const;
const idsOf = (alerts: History): PublishedGroup => new Set(alerts.map(({ alertId }) => alertId));
const isIn = ({ course }: HistoricAlert, group: Told) =>
  parts.every((part) => (group[part] as readonly string[]).includes(course[part]));

/** Every number that is told: of each group of each cell, and of the cell. */
const publishedGroups = (cells: readonly PublishedCell[]): readonly PublishedGroup[] =>
  cells.flatMap(({ alerts, groups }) => [
    idsOf(alerts),
    ...groups.map((group) => idsOf(alerts.filter((alert) => isIn(alert, group)))),
  ]);

function smallGroups(history: History, published: readonly PublishedGroup[]) {
  const byId = new Map(history.map((alert) => [alert.alertId, alert]));
  const sizeOf = (ids: readonly string[]) => countPersons(ids.flatMap((id) => byId.get(id) ?? []));
  return findSmallGroups(published, sizeOf, smallestGroup);
}

describe('whatever happens, and whenever it comes to be known', () => {
  test('no group of fewer than eleven people follows from everything that was ever released', () => {
    let released = 0;
    fc.assert(
      fc.property(histories, (history) => {
        const cells = publishAll(history);
        released += cells.length;
        expect(smallGroups(history, publishedGroups(cells))).toEqual([]);
      }),
    );
    expect(released).toBeGreaterThan(100);
  });

  test('each alert is in one release at most, and in one group of it', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const cells = publishAll(history);
        const ids = cells.flatMap(({ alerts }) => alerts.map(({ alertId }) => alertId));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { alerts, groups } of cells) {
          for (const alert of alerts) {
            expect(groups.filter((group) => isIn(alert, group))).toHaveLength(1);
          }
          for (const group of groups) {
            const members = alerts.filter((alert) => isIn(alert, group));
            expect(members).toHaveLength(group.alerts);
            expect(countPersons(members)).toBeGreaterThanOrEqual(smallestGroup);
          }
        }
      }),
    );
  });

  test('no answer is told of everybody in a cell', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { groups } of publishAll(history)) {
          for (const part of parts) {
            const told = new Set(groups.flatMap((group): readonly string[] => group[part]));
            expect(told.size).toBe(part === 'result' ? 10 : outcomeDelays.length);
          }
        }
      }),
    );
  });

  test('the cells of one state, and the rests, follow one another and never overlap', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const last = new Map<string | null, string>();
        for (const { cell, alerts } of publishAll(history)) {
          expect(cell.fromWeek > (last.get(cell.state) ?? '')).toBe(true);
          expect(cell.toWeek >= cell.fromWeek).toBe(true);
          last.set(cell.state, cell.toWeek);
          if (cell.state === null) continue;
          for (const { state, week } of alerts) {
            expect(state).toBe(cell.state);
            expect(week >= cell.fromWeek && week <= cell.toWeek).toBe(true);
          }
        }
      }),
    );
  });

  test('only what comes to be known last waits: fewer than eleven people', () => {
    fc.assert(
      fc.property(histories, (history) => {
        // The last half year has ended long before the last look; what came later is not asked for.
        const early = history.filter(({ week, lateWeeks }) => lateWeeks === 0 && week < '2026-W27');
        const ids = new Set(publishAll(history).flatMap(({ alerts }) => [...idsOf(alerts)]));
        expect(countPersons(early.filter(({ alertId }) => !ids.has(alertId)))).toBeLessThan(
          smallestGroup,
        );
      }),
    );
  });
});

/** A publisher that does what one would do first; the attack has to notice each. */
const naive: Readonly<Record<string, (history: History) => readonly PublishedGroup[]>> = {
  'the number of each state beside its cells': (history) => [
    ...publishedGroups(publishAll(history)),
    ...grouped(history, ({ state }) => String(state)),
  ],
  'a total over everything, with small classes left out': (history) => [
    idsOf(history),
    ...grouped(history, ({ course }) => course.acknowledged).filter(
      ({ size }) => size >= smallestGroup,
    ),
  ],
  'the same cell again after one more is known': (history) => {
    const [first] = publishAll(history);
    if (first === undefined) return [];
    const later = history.find(
      ({ alertId, state }) => state === first.cell.state && !idsOf(first.alerts).has(alertId),
    );
    return [idsOf(first.alerts), idsOf([...first.alerts, ...(later === undefined ? [] : [later])])];
  },
  'a table for each part, each safe by itself': (history) =>
    publishAll(history).flatMap(({ alerts }) =>
      parts.flatMap((part) => mergedTable(alerts, part).map((members) => idsOf(members))),
    ),
};

function grouped(alerts: History, keyOf: (alert: HistoricAlert) => string) {
  return [...Map.groupBy(alerts, keyOf).values()].map(idsOf);
}

/** Classes of one part in their order, neighbours merged until each is of enough people. */
function mergedTable(alerts: History, part: keyof Course): readonly History[] {
  const classes = Map.groupBy(alerts, ({ course }) => course[part] as string);
  const merged: HistoricAlert[][] = [[]];
  for (const members of [...classes].sort().map(([, it]) => it)) {
    if (countPersons(merged.at(-1) ?? []) >= smallestGroup) merged.push([]);
    merged.at(-1)?.push(...members);
  }
  const last = merged.at(-1) ?? [];
  if (merged.length > 1 && countPersons(last) < smallestGroup) {
    merged.pop();
    merged.at(-1)?.push(...last);
  }
  return merged;
}

describe('the attack notices', () => {
  test.each(Object.entries(naive))('%s', (_name, publish) => {
    const noticed = fc
      .sample(histories, { numRuns: 100, seed: 35 })
      .filter((history) => smallGroups(history, publish(history)).length > 0);
    expect(noticed.length).toBeGreaterThan(0);
  });
});
