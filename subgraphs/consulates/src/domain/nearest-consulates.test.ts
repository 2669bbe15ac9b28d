import { describe, expect, test } from '@jest/globals';
import { testConsulate } from '../testing/directory.ts';
import { nearestConsulates, type Distance } from './nearest-consulates.ts';

const onALine: Distance = (from, to) => Math.abs(from.longitude - to.longitude);

function at(code: string, longitude: number) {
  return testConsulate(code, { position: { latitude: 0, longitude, precision: 'CITY' } });
}

const consulates = [at('far', 50), at('b-east', 10), at('a-west', -10), at('here', 0)];
const nearest = (count: number) =>
  nearestConsulates({ latitude: 0, longitude: 0 }, consulates, count, onALine).map(
    ({ code }) => code,
  );

describe('nearestConsulates', () => {
  test('goes from near to far, and by code where two are equally near', () => {
    expect(nearest(4)).toEqual(['here', 'a-west', 'b-east', 'far']);
  });

  test('gives as many as asked for, or all there are', () => {
    expect(nearest(1)).toEqual(['here']);
    expect(nearest(100)).toHaveLength(4);
  });
});
