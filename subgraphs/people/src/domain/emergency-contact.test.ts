import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import {
  maskName,
  maskPhone,
  orderContacts,
  parseContactChanges,
  parseNewContact,
  type ContactInput,
} from './emergency-contact.ts';

const readPhone = (typed: string) => (typed === '+1' ? '+1' : null);

function pathsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map((issue) => issue.path);
    throw error;
  }
}

describe('a contact', () => {
  test('needs a name and some way to reach them', () => {
    const input = { name: ' Ana ', phone: '+1' };
    expect(parseNewContact(input, readPhone)).toMatchObject({ name: 'Ana', phone: '+1' });
    expect(pathsOf(() => parseNewContact({}, readPhone))).toEqual(['name', 'phone']);
    expect(pathsOf(() => parseNewContact({ name: 'Ana' }, readPhone))).toEqual(['phone']);
    const written = { name: 'Ana', email: ' Ana@Example.ORG ' };
    expect(parseNewContact(written, readPhone)).toMatchObject({ email: 'ana@example.org' });
  });

  test('is told by name everything that is wrong at once', () => {
    const wrong = { name: ' ', phone: '1', language: '_', message: 'x'.repeat(501) };
    expect(pathsOf(() => parseNewContact(wrong, readPhone))).toEqual([
      'phone',
      'language',
      'name',
      'message',
    ]);
  });

  test.each<[ContactInput, string]>([
    [{ name: null }, 'name'],
    [{ email: 'ana@example' }, 'email'],
    [{ email: `${'a'.repeat(65)}@example.org` }, 'email'],
    [{ channels: ['SMS', 'SMS'] }, 'channels'],
    [{ steps: [] }, 'steps'],
    [{ phone: '+1'.padEnd(41) }, 'phone'],
    [{ name: 'a\nb' }, 'name'],
    [{ name: '\u202eanA' }, 'name'],
    [{ name: '\ud800' }, 'name'],
    [{ message: 'a\u0000b' }, 'message'],
    [{ message: 'x'.repeat(1024 * 1024) }, 'message'],
  ])('cannot become %j', (input, path) => {
    expect(pathsOf(() => parseContactChanges(input, readPhone))).toEqual([path]);
  });

  test('keeps what is left out and clears what is null', () => {
    expect(parseContactChanges({ language: null, message: 'a\nb' }, readPhone)).toEqual({
      name: undefined,
      phone: undefined,
      email: undefined,
      push: undefined,
      channels: undefined,
      language: null,
      message: 'a\nb',
      maySee: undefined,
      steps: undefined,
    });
    const cleared = { phone: null, email: null, push: null, channels: null, steps: null };
    expect(parseContactChanges(cleared, readPhone)).toMatchObject({
      phone: null,
      email: null,
      push: null,
      channels: [],
      steps: [],
    });
  });
});

test('an order names every contact once', () => {
  expect(orderContacts(['a', 'b'], ['b', 'a'])).toEqual(['b', 'a']);
  expect(orderContacts([], [])).toEqual([]);
  for (const wrong of [['a'], ['a', 'a'], ['a', 'b', 'b'], ['a', 'c'], []]) {
    expect(pathsOf(() => orderContacts(['a', 'b'], wrong))).toEqual(['contactIds']);
  }
});

test.each([
  ['Ana María López', 'Ana •••'],
  ['Ana', 'Ana •••'],
  ['Tía', 'Tía •••'],
  ['MariaGuadalupeHernandez', 'MariaGuada •••'],
])('%s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown);
});

test('a telephone number is shown by its last four digits', () => {
  expect(maskPhone('+526561234567')).toBe('•••• 4567');
});
