import { describe, expect, test } from '@jest/globals';
import { pointIssues } from './point.ts';

describe('pointIssues', () => {
  test.each([
    [0, 0],
    [90, 180],
    [-90, -180],
  ])('accepts %d, %d', (latitude, longitude) => {
    expect(pointIssues({ latitude, longitude }, 'position')).toEqual([]);
  });

  test.each([
    [91, 0, ['position.latitude']],
    [0, -180.01, ['position.longitude']],
    [NaN, Infinity, ['position.latitude', 'position.longitude']],
    [-Infinity, NaN, ['position.latitude', 'position.longitude']],
  ])('names the field that is wrong in %d, %d', (latitude, longitude, paths) => {
    const issues = pointIssues({ latitude, longitude }, 'position');
    expect(issues.map((issue) => issue.path)).toEqual(paths);
  });

  test('never repeats the value', () => {
    const issues = pointIssues({ latitude: 91.2345, longitude: 181.2345 }, 'position');
    expect(JSON.stringify(issues)).not.toContain('2345');
  });
});
