import { halfYearOf, lastWeekOf, weekAfter } from './iso-week.ts';

/** Nothing is told of fewer people than these (docs/decisions/0035). */
export const smallestGroup = 11;

/** An alert that stands in no release yet. */
export interface WaitingAlert {
  readonly alertId: string;
  readonly personId: string;
  /** Where it was raised: postal abbreviation, or null outside every county. */
  readonly state: string | null;
  /** When it was raised. */
  readonly week: string;
}

/** What one release is about: one state, or null for the rest of all; and the weeks, both ends included. */
export interface OutcomeCell {
  readonly state: string | null;
  readonly fromWeek: string;
  readonly toWeek: string;
}

/** What was released so far. */
export interface Released {
  /** For each state, and null for the rest of all: up to which week. */
  readonly through: ReadonlyMap<string | null, string>;
  /** The first week of all; null while there is none. */
  readonly since: string | null;
}

export interface NextCell {
  readonly cell: OutcomeCell;
  readonly alertIds: readonly string[];
}

/** One person who presses often is one person. */
export const countPersons = (alerts: Iterable<{ readonly personId: string }>): number =>
  new Set(Array.from(alerts, ({ personId }) => personId)).size;

/**
 * Which alerts are released next, or null. The weeks of a state are put together until they are of
 * enough people. What is left of all states at the end of a half year, and what was raised outside
 * every state, is the rest of that half year; and that waits for the next when it is too small. So
 * each alert is in one release, and nothing is released of which another part is small and known.
 *
 * @param ripeBefore the first week that is too young.
 */
export function nextCell(
  waiting: readonly WaitingAlert[],
  released: Released,
  ripeBefore: string,
  smallest: number = smallestGroup,
): NextCell | null {
  const ripe = waiting.filter(({ week }) => week < ripeBefore);
  return nextOfStates(ripe, released, smallest) ?? nextRest(ripe, released, ripeBefore, smallest);
}

const inOrder = (texts: Iterable<string>): readonly string[] => [...new Set(texts)].sort();

function nextOfStates(
  ripe: readonly WaitingAlert[],
  { through }: Released,
  smallest: number,
): NextCell | null {
  for (const state of inOrder(ripe.flatMap((alert) => alert.state ?? []))) {
    const last = through.get(state) ?? '';
    const closed = through.get(null) ?? '';
    // What came to be known too late for its own week is part of the rest.
    const alerts = ripe.filter((it) => it.state === state && it.week > last && it.week > closed);
    for (const toWeek of inOrder(alerts.map(({ week }) => week))) {
      const halfYear = halfYearOf(toWeek);
      const cell = alerts.filter(({ week }) => week <= toWeek && week >= halfYear);
      if (countPersons(cell) < smallest) continue;
      const fromWeek = last >= halfYear ? weekAfter(last) : halfYear;
      return { cell: { state, fromWeek, toWeek }, alertIds: idsOf(cell) };
    }
  }
  return null;
}

function nextRest(
  ripe: readonly WaitingAlert[],
  { through, since }: Released,
  ripeBefore: string,
  smallest: number,
): NextCell | null {
  const last = through.get(null);
  const halfYears = inOrder(ripe.map(({ week }) => halfYearOf(week)));
  const [first] = inOrder([...halfYears, ...(since === null ? [] : [halfYearOf(since)])]);
  if (first === undefined) return null;
  for (const toWeek of halfYears.map(lastWeekOf)) {
    if (toWeek >= ripeBefore || (last !== undefined && toWeek <= last)) continue;
    const rest = ripe.filter(({ week }) => week <= toWeek);
    if (countPersons(rest) < smallest) continue;
    const fromWeek = last === undefined ? first : weekAfter(last);
    return { cell: { state: null, fromWeek, toWeek }, alertIds: idsOf(rest) };
  }
  return null;
}

const idsOf = (alerts: readonly WaitingAlert[]) => alerts.map(({ alertId }) => alertId);
