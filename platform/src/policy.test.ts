import { describe, expect, test } from '@jest/globals';
import { NotFoundError, UnauthenticatedError } from './errors.ts';
import { permit, type Policy } from './policy.ts';
import { anonymous, type Viewer } from './viewer.ts';

const policy = {
  readDesk: ['OFFICER'],
  readGuide: ['ANONYMOUS', 'OFFICER'],
} as const satisfies Policy;
const officer: Viewer = { kind: 'OFFICER', officerId: 'o', desk: 'tucson', role: 'OFFICER' };
const person: Viewer = {
  kind: 'PERSON',
  personId: 'p',
  deviceKey: 'd',
  homeConsulate: null,
  environment: 'LIVE',
};

describe('permit', () => {
  test('hands back who may', () => {
    expect(permit(policy, 'readDesk', officer)).toBe(officer);
    expect(permit(policy, 'readGuide', anonymous)).toBe(anonymous);
  });

  test('asks somebody unknown for credentials', () => {
    expect(() => permit(policy, 'readDesk', anonymous)).toThrow(UnauthenticatedError);
  });

  test('answers somebody who may not as if there were nothing', () => {
    expect(() => permit(policy, 'readDesk', person)).toThrow(new NotFoundError('That'));
  });

  test.each(['noSuchAct', 'constructor', '__proto__', 'toString'])(
    'allows nobody what is not in the catalogue (%s)',
    (action) => {
      expect(() => permit(policy, action as 'readDesk', officer)).toThrow();
    },
  );
});
