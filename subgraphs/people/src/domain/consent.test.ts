import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { parseConsent, parseConsentScope, type ConsentPurpose } from './consent.ts';

const organisationId = '11111111-1111-4111-8111-11111111aaaa';

function pathsOf(purpose: ConsentPurpose, id: string | null, version = '2026-11-22'): string[] {
  try {
    parseConsent(purpose, id, version);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map((issue) => issue.path);
    throw error;
  }
}

describe('a consent', () => {
  test('to share names an organisation, and no other does', () => {
    expect(pathsOf('SHARE_WITH_ORGANISATION', organisationId)).toEqual([]);
    expect(pathsOf('SHARE_WITH_ORGANISATION', null)).toEqual(['organisationId']);
    expect(pathsOf('SHARE_WITH_ORGANISATION', 'x')).toEqual(['organisationId']);
    expect(pathsOf('STATISTICS', organisationId)).toEqual(['organisationId']);
    const scope = parseConsentScope('SHARE_WITH_ORGANISATION', organisationId.toUpperCase());
    expect(scope.organisationId).toBe(organisationId);
  });

  test.each(['', '2026', '2026-13-01', '2026-11-22.', '2026-11-22 María', 'María', '1999-01-01'])(
    'is not to the text %j',
    (version) => {
      expect(pathsOf('STATISTICS', null, version)).toEqual(['textVersion']);
    },
  );

  test.each(['2026-11-22', '2026-11-22.2'])('is to the text %s', (version) => {
    expect(pathsOf('STATISTICS', null, version)).toEqual([]);
  });
});
