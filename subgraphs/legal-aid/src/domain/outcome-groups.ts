import { alertResults, outcomeDelays, type Course } from './course.ts';
import type { AlertResult, OutcomeDelay } from './course.ts';
import { countPersons, smallestGroup } from './outcome-cell.ts';

/** What became of one alert of somebody. */
export interface CountedAlert {
  readonly personId: string;
  readonly course: Course;
}

/** What is told of the course of every alert of a group: of each part, what it may be. */
export interface ToldCourse {
  readonly acknowledged: readonly OutcomeDelay[];
  readonly lawyer: readonly OutcomeDelay[];
  readonly visit: readonly OutcomeDelay[];
  readonly result: readonly AlertResult[];
}

export interface OutcomeGroup extends ToldCourse {
  /** How many alerts they are. */
  readonly alerts: number;
}

/** A question that each alert answers by yes or no: whether a part of its course is among these. */
export type Question = {
  [Part in keyof Course]: { readonly part: Part; readonly yes: readonly Course[Part][] };
}[keyof Course];

const within = (part: 'acknowledged' | 'lawyer' | 'visit', longest: OutcomeDelay): Question => ({
  part,
  yes: outcomeDelays.slice(0, outcomeDelays.indexOf(longest) + 1),
});
const result = (...yes: readonly AlertResult[]): Question => ({ part: 'result', yes });

/** What matters most is asked first: whatever cannot be told of a question leaves more for the others. */
export const questions: readonly Question[] = [
  within('acknowledged', 'WITHIN_15_MINUTES'),
  result('NO_MATTER'),
  within('lawyer', 'LATER'),
  within('lawyer', 'WITHIN_1_DAY'),
  within('visit', 'LATER'),
  result('OPEN'),
  result('REMOVED', 'VOLUNTARY_DEPARTURE'),
  result('RELEASED', 'RELEASED_ON_BOND', 'RELIEF_GRANTED'),
  within('visit', 'WITHIN_3_DAYS'),
  within('acknowledged', 'WITHIN_5_MINUTES'),
  within('acknowledged', 'WITHIN_1_HOUR'),
  within('lawyer', 'WITHIN_3_DAYS'),
  result('REMOVED'),
  result('RELIEF_GRANTED'),
  result('RELEASED_ON_BOND'),
  result('ADVISED'),
  result('DECLINED_HELP'),
  ...(['acknowledged', 'lawyer', 'visit'] as const).flatMap((part) =>
    outcomeDelays.slice(0, -1).map((delay) => within(part, delay)),
  ),
];

const everything: ToldCourse = {
  acknowledged: outcomeDelays,
  lawyer: outcomeDelays,
  visit: outcomeDelays,
  result: alertResults,
};

interface Part {
  readonly alerts: readonly CountedAlert[];
  readonly told: ToldCourse;
}

/**
 * Divides the alerts of one cell into groups by what became of them. Each question in turn divides
 * each group in which either answer is of enough people; elsewhere it is left open, and what is told
 * stays what was told. So no group is small, none is part of another or overlaps it, and no answer
 * is told of all of them.
 */
export function divide(
  alerts: readonly CountedAlert[],
  asked: readonly Question[] = questions,
  smallest: number = smallestGroup,
): readonly OutcomeGroup[] {
  if (countPersons(alerts) < smallest) throw new Error('Too few to be told of');
  const parts = asked.reduce<readonly Part[]>(
    (before, question) => before.flatMap((part) => split(part, question, smallest)),
    [{ alerts, told: everything }],
  );
  return parts.map((part) => ({ alerts: part.alerts.length, ...part.told }));
}

function split(part: Part, { part: of, yes }: Question, smallest: number): readonly Part[] {
  const words: readonly string[] = yes;
  const isAmong = (word: string) => words.includes(word);
  const side = (isYes: boolean): Part => ({
    alerts: part.alerts.filter(({ course }) => isAmong(course[of]) === isYes),
    told: { ...part.told, [of]: part.told[of].filter((word) => isAmong(word) === isYes) },
  });
  const sides = [side(true), side(false)];
  return sides.every(({ alerts }) => countPersons(alerts) >= smallest) ? sides : [part];
}
