import { expect, test } from '@jest/globals';
import { type AlertStateError, InvalidInputError } from './_generated/errors.ts';
import { AlertButtonError } from './errors.ts';
import { successOf, type MutationResult } from './success.ts';
import { UserError } from './user-error.ts';

const thrownBy = (result: MutationResult): unknown => {
  try {
    return successOf(result);
  } catch (error) {
    return error;
  }
};

test('a success is given as it is', () => {
  const result = { __typename: 'RaiseAlertSuccess', alert: { id: 'a-1' } } as const;
  expect(successOf(result)).toBe(result);
});

test('a refusal is thrown as the class of its type, with its fields', () => {
  const issues = [{ path: 'input.name', message: 'must not be empty' }];
  const error = thrownBy({ __typename: 'InvalidInputError', message: 'No.', issues });
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toBeInstanceOf(AlertButtonError);
  expect(error).toMatchObject({ name: 'InvalidInputError', message: 'No.', isRetryable: false });
  expect((error as InvalidInputError).issues).toEqual(issues);
  const state = thrownBy({ __typename: 'AlertStateError', message: 'No.', status: 'RESOLVED' });
  expect((state as AlertStateError).status).toBe('RESOLVED');
});

test.each(['TooManyContactsError', 'toString'])(
  'one that only a newer service knows is still a user error: %s',
  (name) => {
    const newer = { __typename: name, message: 'Too many.' } as unknown as MutationResult;
    expect(thrownBy(newer)).toMatchObject({ name, message: 'Too many.' });
    expect(thrownBy(newer)).toBeInstanceOf(UserError);
  },
);
