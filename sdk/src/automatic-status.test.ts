import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, isEnumType } from 'graphql';
import type { AutomaticStatusKind } from './_generated/types.ts';
import { automaticStatusText } from './automatic-status.ts';

const schema = buildSchema(
  readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'),
);

function kinds(): readonly AutomaticStatusKind[] {
  const type = schema.getType('AutomaticStatusKind');
  if (!isEnumType(type)) throw new Error('It is an enum');
  return type.getValues().map(({ name }) => name as AutomaticStatusKind);
}

test('every automatic status has words in both languages, without a number and without a promise', () => {
  for (const language of ['es', 'en'] as const) {
    const texts = kinds().map((kind) => automaticStatusText(kind, language) ?? '');
    expect(new Set(texts).size).toBe(kinds().length);
    for (const text of texts) {
      expect(text.length).toBeGreaterThan(40);
      expect(text).not.toMatch(/\d|helping you|te está ayudando/);
    }
  }
});

test.each(['SOMETHING_NEW', 'toString', null, undefined])('has no words for %p', (kind) => {
  expect(automaticStatusText(kind as AutomaticStatusKind | null | undefined, 'es')).toBeNull();
});
