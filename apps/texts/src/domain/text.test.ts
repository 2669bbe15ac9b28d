import { expect, test } from '@jest/globals';
import { readText } from './text.ts';

test.each([
  'AYUDA',
  'ayuda',
  '¡Ayuda!',
  '  ayúda...',
  'AYUDA 77002',
  'Ayúdenme por favor',
  'auxilio',
  'SOS',
])('%p asks for help in Spanish', (text) => {
  expect(readText(text)).toMatchObject({ kind: 'HELP', language: 'ES' });
});

test.each(['HELP', 'help!!', 'Help Harris County, TX'])('%p asks for help in English', (text) => {
  expect(readText(text)).toMatchObject({ kind: 'HELP', language: 'EN' });
});

test('what follows is where to look for a place', () => {
  expect(readText('Ayuda: Harris, TX 77002').place).toEqual(['harris', 'tx', '77002']);
  expect(readText('AYUDA').place).toEqual([]);
});

test.each(['STOP', 'stop.', 'Alto', 'BAJA', '¡BAJA!', 'unsubscribe'])('%p stops', (text) => {
  expect(readText(text).kind).toBe('STOP');
});

test.each([
  'Stop, they are at the door',
  'alto, hay policia',
  'cancelar',
  'Reply HELP for help or STOP to end',
  'gracias',
  '',
  '...',
  '🙏',
  'constructor',
  '__proto__',
])('%p is neither', (text) => {
  expect(readText(text)).toEqual({ kind: 'OTHER', language: 'ES', place: [] });
});
