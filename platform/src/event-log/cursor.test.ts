import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCursorCodec } from './cursor.ts';

const cursors = createCursorCodec({ id: 'test', secret: randomBytes(32) });
const position = fc.integer({ min: 0, max: 999_999_999_999_999 });
const feed = fc.string({ maxLength: 60, unit: 'binary' });

describe('a cursor', () => {
  test('stands for its position in its feed', () => {
    fc.assert(
      fc.property(feed, position, (name, place) => {
        expect(cursors.decode(name, cursors.encode(name, place))).toBe(place);
      }),
    );
  });

  test('sorts as a plain string in the order of the log', () => {
    fc.assert(
      fc.property(position, position, (one, other) => {
        const [first, second] = [cursors.encode('desk:1', one), cursors.encode('desk:1', other)];
        expect(first < second).toBe(one < other);
      }),
    );
  });

  test('is none in another feed', () => {
    fc.assert(
      fc.property(feed, feed, position, (name, other, place) => {
        fc.pre(name !== other);
        expect(cursors.decode(other, cursors.encode(name, place))).toBeNull();
      }),
    );
    expect(cursors.decode('alert:1', cursors.encode('desk:1', 5))).toBeNull();
  });

  test('is none under another key', () => {
    const stranger = createCursorCodec({ id: 'test', secret: randomBytes(32) });
    expect(stranger.decode('desk:1', cursors.encode('desk:1', 5))).toBeNull();
  });

  test('is none when any character of it is another', () => {
    const cursor = cursors.encode('desk:1', 123);
    for (let index = 0; index < cursor.length; index += 1) {
      const character = cursor[index] === '0' ? '1' : '0';
      const altered = cursor.slice(0, index) + character + cursor.slice(index + 1);
      expect(cursors.decode('desk:1', altered)).toBeNull();
    }
  });

  test('cannot be made up', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'binary' }), (made) => {
        expect(cursors.decode('desk:1', made)).toBeNull();
      }),
    );
    const cursor = cursors.encode('desk:1', 1);
    const wrong = ['', '1', 'null', '-1', `${cursor} `, ` ${cursor}`, `${cursor}\n`];
    for (const made of [...wrong, `${cursor}${cursor}`, cursor.slice(0, -1), '0'.repeat(1e6)]) {
      expect(cursors.decode('desk:1', made)).toBeNull();
    }
  });
});
