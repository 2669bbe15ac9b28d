import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { testConsulate, testDirectory } from '../testing/directory.ts';
import { buildDirectory } from './directory.ts';
import type { EscalationPolicy, EscalationTarget } from './escalation-policy.ts';
import { parseEscalationPolicy } from './set-escalation-policy.ts';

function directoryOf() {
  const directory = buildDirectory(testDirectory(testConsulate('boise'), testConsulate('dallas')));
  if (directory === null) throw new Error('The directory is complete');
  return directory;
}
const directory = directoryOf();
const deskOf = (code: string) => {
  const desk = directory.desk({ code });
  if (desk === null) throw new Error(`There is no ${code}`);
  return desk;
};

const target = (kind: EscalationTarget['kind'], deskCode: string | null = null) => ({
  kind,
  deskCode,
});
const step = (afterSeconds: number, ...targets: EscalationTarget[]) => ({ afterSeconds, targets });
const usual: EscalationPolicy = {
  steps: [
    step(0, target('DUTY_OFFICERS'), target('DESK', 'dallas')),
    step(60, target('REGIONAL_GROUP')),
    step(180, target('CALL_CENTRE'), target('NATIONAL')),
  ],
  lapseAfterSeconds: 900,
};

function pathsOf(policy: Partial<EscalationPolicy>, code = 'boise'): string[] {
  try {
    parseEscalationPolicy({ ...usual, ...policy }, deskOf(code), directory);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ path }) => path);
    throw error;
  }
}

describe('parseEscalationPolicy', () => {
  test('takes steps in the order of time', () => expect(pathsOf({})).toEqual([]));

  test('wants a last step that always finds somebody, other than the desk itself', () => {
    const group = [step(60, target('REGIONAL_GROUP'))];
    const national = [step(60, target('NATIONAL'))];
    expect(pathsOf({ steps: group })).toEqual(['steps.0.targets']);
    expect(pathsOf({ steps: national })).toEqual([]);
    expect(pathsOf({ steps: national }, 'national')).toEqual(['steps.0.targets']);
  });

  test.each([[[]], [Array.from({ length: 11 }, (_, index) => step(index, target('NATIONAL')))]])(
    'refuses no steps, and too many',
    (steps) => expect(pathsOf({ steps })).toEqual(['steps']),
  );

  test('names the step that is not in the order of time, or too late', () => {
    const national = target('NATIONAL');
    expect(pathsOf({ steps: [step(60, national), step(60, national)] })).toEqual([
      'steps.1.afterSeconds',
    ]);
    for (const afterSeconds of [-1, 0.5, NaN, 1801]) {
      expect(pathsOf({ steps: [step(afterSeconds, national)] })).toEqual(['steps.0.afterSeconds']);
    }
  });

  test('names the target that is no desk, the desk itself, or no target', () => {
    const first = (...targets: EscalationTarget[]) => [
      step(1, ...targets),
      step(2, target('NATIONAL')),
    ];
    const path = 'steps.0.targets.0.deskCode';
    expect(pathsOf({ steps: first(target('DESK', 'nowhere')) })).toEqual([path]);
    expect(pathsOf({ steps: first(target('DESK')) })).toEqual([path]);
    expect(pathsOf({ steps: first(target('DESK', 'boise')) })).toEqual([path]);
    expect(pathsOf({ steps: first(target('NATIONAL', 'dallas')) })).toEqual([path]);
    expect(pathsOf({ steps: first() })).toEqual(['steps.0.targets']);
  });

  test.each([59, 86_401, 900.5, NaN])('refuses %d seconds to a lapse', (lapseAfterSeconds) =>
    expect(pathsOf({ lapseAfterSeconds })).toEqual(['lapseAfterSeconds']),
  );
});
