import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { createTestDevice } from '../testing/device.ts';
import { decideEnrolment, parseEnrolment, type EnrolmentInput } from './enrol-person.ts';
import type { Person } from './person.ts';

const { publicKey } = await createTestDevice();

function pathsOf(changes: Partial<EnrolmentInput>): string[] {
  try {
    parseEnrolment({ publicKey, proof: 'proof', ...changes });
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map((issue) => issue.path);
    throw error;
  }
}

describe('parseEnrolment', () => {
  test('needs nothing but the key and the proof', () => {
    const enrolment = parseEnrolment({ publicKey, proof: 'proof' });
    expect(enrolment).toMatchObject({ homeConsulate: null, languages: null });
  });

  test('tells no languages from languages left out', () => {
    const enrolment = parseEnrolment({ publicKey, proof: 'proof', languages: [] });
    expect(enrolment.languages).toEqual([]);
  });

  test.each(['', 'Tucson', 'tuc\u0000son', '-', 'a--b', "'; drop table person", 'a'.repeat(65)])(
    'refuses %j as the code of a consulate',
    (homeConsulate) => {
      expect(pathsOf({ homeConsulate })).toEqual(['homeConsulate']);
    },
  );

  test('names everything that is wrong at once', () => {
    const everything = {
      publicKey: { x: '', y: publicKey.y },
      proof: 'a'.repeat(3000),
      homeConsulate: 'NO',
      languages: ['_'],
    };
    expect(pathsOf(everything)).toEqual(['publicKey.x', 'proof', 'homeConsulate', 'languages.0']);
  });
});

describe('decideEnrolment', () => {
  const known: Person = {
    kind: 'PERSON',
    id: 'known',
    homeConsulate: 'tucson',
    languages: ['es'],
    version: 3,
  };
  const told = (homeConsulate: string | null, languages: string[] | null) => ({
    deviceKey: publicKey,
    proof: 'proof',
    homeConsulate,
    languages,
  });

  test('makes a new person of a new key', () => {
    const { outcome, person } = decideEnrolment(null, told(null, null), 'new', true);
    expect(outcome).toBe('ENROLLED');
    expect(person).toEqual({
      kind: 'PERSON',
      id: 'new',
      homeConsulate: null,
      languages: [],
      version: 1,
    });
  });

  test('changes nothing when the same or nothing is told again', () => {
    for (const again of [told(null, null), told('tucson', ['es'])]) {
      expect(decideEnrolment(known, again, 'new', false)).toEqual({
        outcome: 'UNCHANGED',
        person: known,
      });
    }
  });

  test('keeps what is left out and takes what is new', () => {
    const { outcome, person } = decideEnrolment(known, told(null, []), 'new', false);
    expect(outcome).toBe('UPDATED');
    expect(person).toEqual({ ...known, languages: [], version: 4 });
  });

  test('makes a new key one more device of a person who is known', () => {
    const { outcome, person } = decideEnrolment(known, told(null, null), 'new', true);
    expect(outcome).toBe('LINKED');
    expect(person).toEqual({ ...known, version: 4 });
  });
});
