/** One figure beside what it should be. */
export interface Line {
  readonly what: string;
  readonly figure: string;
  readonly goal: string;
  readonly isMet: boolean;
}

export interface Goal {
  readonly unit: string;
  readonly digits?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export function line(what: string, value: number, goal: Goal): Line {
  const { unit, digits = 0, atLeast, atMost } = goal;
  const isFloor = atLeast !== undefined;
  return {
    what,
    figure: `${value.toFixed(digits)}${unit}`,
    goal: isFloor
      ? `≥ ${atLeast.toFixed(digits)}${unit}`
      : `≤ ${(atMost ?? 0).toFixed(digits)}${unit}`,
    isMet: isFloor ? value >= atLeast : value <= (atMost ?? 0),
  };
}

const counted = (value: number) => value.toLocaleString('en');

/** Of so many things each: one missing is one too many, however many there are. */
export function lineOfAll(what: string, count: number, of: number): Line {
  return {
    what,
    figure: `${counted(count)} of ${counted(of)}`,
    goal: 'all',
    isMet: of > 0 && count === of,
  };
}
