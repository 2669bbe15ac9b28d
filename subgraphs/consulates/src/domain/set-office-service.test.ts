import { describe, expect, test } from '@jest/globals';
import { testAdditionalDesk, testConsulate, testDirectory } from '../testing/directory.ts';
import { keepDecisions } from './keep-decisions.ts';
import { parseService } from './out-of-service.ts';
import { withOfficeService } from './set-office-service.ts';

const boise = testConsulate('boise');
const content = testDirectory(boise, testConsulate('dallas'));

describe('setOfficeService', () => {
  test('wants a reason for going out of service, and none for coming back', () => {
    const reason = 'SYSTEMS_DOWN';
    expect(parseService({ isInService: false, reason })).toBe(reason);
    expect(parseService({ isInService: true, reason: null })).toBeNull();
    expect(() => parseService({ isInService: false, reason: null })).toThrow('reason');
    expect(() => parseService({ isInService: true, reason })).toThrow('reason');
  });

  test('takes the desk along, and no other', () => {
    const out = withOfficeService(content, boise, 'SYSTEMS_DOWN');
    expect(out.consulates.map(({ outOfService }) => outOfService)).toEqual(['SYSTEMS_DOWN', null]);
    expect(out.desks.map(({ outOfService }) => outOfService)).toEqual(['SYSTEMS_DOWN', null, null]);
    expect(withOfficeService(out, boise, null)).toEqual(content);
  });

  test('leaves an additional desk of the office as it is', () => {
    const second = testAdditionalDesk('second-team', boise);
    const out = withOfficeService({ ...content, desks: [second] }, boise, 'SYSTEMS_DOWN');
    expect(out.desks).toEqual([second]);
  });
});

describe('keepDecisions', () => {
  test('leaves what is shipped where nobody decided anything', () => {
    expect(keepDecisions(content, content, { phones: [], hours: [] })).toEqual(content);
  });

  test('keeps confirmed numbers and what is out of service over what is shipped', () => {
    const stored = withOfficeService(content, boise, 'PREMISES_UNUSABLE');
    const kept = keepDecisions(content, stored, {
      hours: [],
      phones: [
        {
          consulateId: boise.id,
          phoneKind: 'MAIN',
          number: '+12085550100',
          confirmedOn: '2026-11-21',
          confirmedBy: 'duty officer',
        },
      ],
    });
    expect(kept.consulates[0]).toMatchObject({
      phone: '+12085550100',
      outOfService: 'PREMISES_UNUSABLE',
    });
    expect(kept.desks[0]?.outOfService).toBe('PREMISES_UNUSABLE');
    expect(kept.consulates[1]).toEqual(content.consulates[1]);
  });
});
