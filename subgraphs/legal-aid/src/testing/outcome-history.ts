import fc from 'fast-check';
import { alertResults, outcomeDelays, type Course } from '../domain/course.ts';
import { weekAfter } from '../domain/iso-week.ts';
import { nextCell, type OutcomeCell, type WaitingAlert } from '../domain/outcome-cell.ts';
import { divide, type OutcomeGroup } from '../domain/outcome-groups.ts';

/** One alert of a made history, and when it comes to be known here. */
export interface HistoricAlert extends WaitingAlert {
  readonly course: Course;
  /** So many weeks after its own. */
  readonly lateWeeks: number;
}

export interface PublishedCell {
  readonly cell: OutcomeCell;
  readonly alerts: readonly HistoricAlert[];
  readonly groups: readonly OutcomeGroup[];
}

const [, ...afterAtOnce] = outcomeDelays;

/** As in the field: without a matter there is no lawyer and no visit, and nothing before an answer. */
const courses: fc.Arbitrary<Course> = fc
  .record({
    acknowledged: fc.constantFrom(...outcomeDelays),
    lawyer: fc.constantFrom(...afterAtOnce),
    visit: fc.constantFrom(...afterAtOnce),
    result: fc.constantFrom(...alertResults, 'NO_MATTER', 'NO_MATTER', 'NO_MATTER'),
  })
  .map((course): Course => {
    if (course.acknowledged === 'NOT_YET' || course.result === 'NO_MATTER') {
      return { ...course, lawyer: 'NOT_YET', visit: 'NOT_YET', result: 'NO_MATTER' };
    }
    const notBefore = (delay: Course['lawyer']) =>
      outcomeDelays.indexOf(delay) < outcomeDelays.indexOf(course.acknowledged)
        ? course.acknowledged
        : delay;
    return { ...course, lawyer: notBefore(course.lawyer), visit: notBefore(course.visit) };
  });

/** From the last weeks of a half year on, into the year after. */
const firstWeek = '2026-W22';
const weeks = Array.from({ length: 40 }).reduce<readonly string[]>(
  (before) => [...before, weekAfter(before.at(-1) ?? '')],
  [firstWeek],
);

/** One state with many alerts, one with some, two with few, and what lies outside. */
const states = ['TX', 'TX', 'TX', 'TX', 'TX', 'WA', 'WA', 'VT', 'WY', null];

export const histories: fc.Arbitrary<readonly HistoricAlert[]> = fc
  .array(
    fc.record({
      // Some press often.
      personId: fc.oneof(
        { weight: 4, arbitrary: fc.uuid() },
        fc.constantFrom('often', 'again', 'oftener'),
      ),
      state: fc.constantFrom(...states),
      week: fc.constantFrom(...weeks),
      course: courses,
      lateWeeks: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat({ max: 30 })),
    }),
    { maxLength: 400, size: 'max' },
  )
  .map((alerts) => alerts.map((alert, index) => ({ ...alert, alertId: `alert ${index}` })));

/** Everything that is published of a history while week after week goes by. */
export function publishAll(history: readonly HistoricAlert[]): readonly PublishedCell[] {
  const waiting = new Map<string, HistoricAlert>();
  const through = new Map<string | null, string>();
  const published: PublishedCell[] = [];
  let since: string | null = null;
  const end = weeks.length + 60;
  for (let at = 0, now = firstWeek; at < end; at += 1, now = weekAfter(now)) {
    for (const alert of history) {
      if (weeks.indexOf(alert.week) + alert.lateWeeks === at) waiting.set(alert.alertId, alert);
    }
    for (;;) {
      const next = nextCell([...waiting.values()], { through, since }, now);
      if (next === null) break;
      const alerts = next.alertIds.flatMap((id) => waiting.get(id) ?? []);
      published.push({ cell: next.cell, alerts, groups: divide(alerts) });
      for (const id of next.alertIds) waiting.delete(id);
      through.set(next.cell.state, next.cell.toWeek);
      if (since === null || next.cell.fromWeek < since) since = next.cell.fromWeek;
    }
  }
  return published;
}
