import { describe, expect, test } from '@jest/globals';
import { testConsulate, testDirectory } from '../testing/directory.ts';
import { keepDecisions } from './keep-decisions.ts';
import { parseOfficeService, withOfficeService } from './set-office-service.ts';

const boise = testConsulate('boise');
const content = testDirectory(boise, testConsulate('dallas'));

describe('setOfficeService', () => {
  test('wants a reason for going out of service, and none for coming back', () => {
    const reason = 'SYSTEMS_DOWN';
    expect(parseOfficeService({ isInService: false, reason })).toBe(reason);
    expect(parseOfficeService({ isInService: true, reason: null })).toBeNull();
    expect(() => parseOfficeService({ isInService: false, reason: null })).toThrow('reason');
    expect(() => parseOfficeService({ isInService: true, reason })).toThrow('reason');
  });

  test('takes the desk along, and no other', () => {
    const out = withOfficeService(content, boise, 'SYSTEMS_DOWN');
    expect(out.consulates.map(({ outOfService }) => outOfService)).toEqual(['SYSTEMS_DOWN', null]);
    expect(out.desks.map(({ isInService }) => isInService)).toEqual([false, true, true]);
    expect(withOfficeService(out, boise, null)).toEqual(content);
  });
});

describe('keepDecisions', () => {
  test('leaves what is shipped where nobody decided anything', () => {
    expect(keepDecisions(content, content, [])).toEqual(content);
  });

  test('keeps confirmed numbers and what is out of service over what is shipped', () => {
    const stored = withOfficeService(content, boise, 'PREMISES_UNUSABLE');
    const kept = keepDecisions(content, stored, [
      {
        consulateId: boise.id,
        phoneKind: 'MAIN',
        number: '+12085550100',
        confirmedOn: '2026-11-21',
        confirmedBy: 'duty officer',
      },
    ]);
    expect(kept.consulates[0]).toMatchObject({
      phone: '+12085550100',
      outOfService: 'PREMISES_UNUSABLE',
    });
    expect(kept.desks[0]?.isInService).toBe(false);
    expect(kept.consulates[1]).toEqual(content.consulates[1]);
  });
});
