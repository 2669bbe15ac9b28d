import { describe, expect, test } from '@jest/globals';
import { NotFoundError, UnauthenticatedError } from './errors.ts';
import { everybody, permit, requireAdministrator, type Policy } from './policy.ts';
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
const organisation: Viewer = {
  kind: 'ORGANISATION',
  organisationId: 'o',
  keyId: 'k',
  scopes: ['alerts:raise'],
  environment: 'TEST',
};

describe('requireAdministrator', () => {
  test('hands back an administrator, whatever their desk', () => {
    const administrator: Viewer = { ...officer, role: 'ADMINISTRATOR' };
    expect(requireAdministrator(administrator)).toEqual(administrator);
  });

  test('is not there for everybody else', () => {
    const operator: Viewer = { ...officer, role: 'OPERATOR' };
    for (const viewer of [anonymous, person, officer, operator, organisation]) {
      expect(() => requireAdministrator(viewer)).toThrow(new NotFoundError('That'));
    }
  });
});

describe('permit', () => {
  test('hands back who may', () => {
    expect(permit(policy, 'readDesk', officer)).toBe(officer);
    expect(permit(policy, 'readGuide', anonymous)).toBe(anonymous);
  });

  test('opens what is public to whoever asks', () => {
    const open = { readGuide: everybody } as const satisfies Policy;
    for (const viewer of [anonymous, person, officer, organisation]) {
      expect(permit(open, 'readGuide', viewer)).toBe(viewer);
    }
  });

  test('asks somebody unknown for credentials', () => {
    expect(() => permit(policy, 'readDesk', anonymous)).toThrow(UnauthenticatedError);
  });

  test('answers somebody who may not as if there were nothing', () => {
    for (const viewer of [person, organisation]) {
      expect(() => permit(policy, 'readDesk', viewer)).toThrow(new NotFoundError('That'));
    }
  });

  test.each(['noSuchAct', 'constructor', '__proto__', 'toString'])(
    'allows nobody what is not in the catalogue (%s)',
    (action) => {
      expect(() => permit(policy, action as 'readDesk', officer)).toThrow();
    },
  );
});
