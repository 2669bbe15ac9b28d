import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { scramVerifier } from './scram.ts';

describe('scramVerifier', () => {
  test('satisfies the exchange printed in RFC 7677', () => {
    const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'));
    const [, storedKey = '', serverKey = ''] = /\$([^$:]+):([^$:]+)$/.exec(verifier) ?? [];
    const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
    const exchange =
      `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,` +
      `c=biws,r=${nonce}`;
    const sign = (key: string) =>
      createHmac('sha256', Buffer.from(key, 'base64')).update(exchange).digest();
    expect(sign(serverKey).toString('base64')).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
    const proof = Buffer.from('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=', 'base64');
    const signature = sign(storedKey);
    const clientKey = proof.map((byte, index) => byte ^ (signature[index] ?? 0));
    expect(createHash('sha256').update(clientKey).digest('base64')).toBe(storedKey);
  });

  test('differs each time, so equal passwords do not show', () => {
    expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
  });

  test.each(['', 'two words', 'contraseña', 'line\nbreak'])('refuses %j', (password) => {
    expect(() => scramVerifier(password)).toThrow(TypeError);
  });
});
