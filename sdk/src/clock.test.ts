import { expect, test } from '@jest/globals';
import { createServerClock } from './clock.ts';

const noon = Date.UTC(2026, 0, 31, 12);
const header = (time: number) => new Date(time).toUTCString();

test('a clock that agrees with the answers is left alone', () => {
  const clock = createServerClock(() => noon);
  clock.learn(header(noon), noon - 200, noon + 300);
  clock.learn(header(noon - 400), noon, noon);
  expect(clock.now().getTime()).toBe(noon);
});

test.each([-86_400_000, -5000, 5000, 86_400_000])('an offset of %i ms is learnt', (offset) => {
  const clock = createServerClock(() => noon);
  clock.learn(header(noon + offset), noon - 100, noon + 100);
  expect(Math.abs(clock.now().getTime() - noon - offset)).toBeLessThanOrEqual(1100);
});

test.each([null, '', 'yesterday'])('a Date header %p teaches nothing', (date) => {
  const clock = createServerClock(() => noon);
  clock.learn(date, noon, noon);
  expect(clock.now().getTime()).toBe(noon);
});
