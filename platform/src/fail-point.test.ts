import { afterEach, expect, jest, test } from '@jest/globals';
import { Environment } from './env.ts';
import { createFailPoint } from './fail-point.ts';

const inTest = (values: Record<string, string>) => new Environment({ NODE_ENV: 'test', ...values });

afterEach(() => {
  process.removeAllListeners('SIGUSR2');
  jest.restoreAllMocks();
});

function watchKills() {
  return jest.spyOn(process, 'kill').mockReturnValue(true);
}

test('whoever passes an armed fail point is killed, and not before', () => {
  const kill = watchKills();
  const pass = createFailPoint(inTest({ FAIL_POINT: 'AFTER_COMMIT' }), 'AFTER_COMMIT');
  pass();
  expect(kill).not.toHaveBeenCalled();
  process.emit('SIGUSR2');
  pass();
  expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
});

test.each([{}, { FAIL_POINT: 'ELSEWHERE' }])(
  'a process without it cannot be armed: %j',
  (values) => {
    const kill = watchKills();
    const pass = createFailPoint(inTest(values), 'AFTER_COMMIT');
    expect(process.listenerCount('SIGUSR2')).toBe(0);
    pass();
    expect(kill).not.toHaveBeenCalled();
  },
);

test('production refuses to start with one', () => {
  const env = new Environment({ NODE_ENV: 'production', FAIL_POINT: 'AFTER_COMMIT' });
  expect(() => createFailPoint(env, 'AFTER_COMMIT')).toThrow('FAIL_POINT is for tests alone');
});
