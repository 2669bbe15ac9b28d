import { expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import fc from 'fast-check';
import {
  allowsIncident,
  incidentConsents,
  incidentStatuses,
  isPassedOn,
  parseIncident,
  type IncidentAct,
  type IncidentConsent,
  type IncidentStatus,
} from './incident.ts';
import { exported } from './incident-export.ts';

const acts = ['REVISE', 'RETURN', 'PASS', 'CONSENT', 'WITHDRAW'] as const;
const after: Readonly<Record<Exclude<IncidentAct, 'CONSENT'>, IncidentStatus>> = {
  REVISE: 'SUBMITTED',
  RETURN: 'RETURNED',
  PASS: 'REVIEWED',
  WITHDRAW: 'WITHDRAWN',
};

test('whatever is done in whatever order, nothing leaves without a review and a yes', () => {
  const step = fc.record({
    act: fc.constantFrom(...acts),
    consent: fc.constantFrom(...incidentConsents),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let status: IncidentStatus = 'SUBMITTED';
      let consent: IncidentConsent = 'NONE';
      let isReviewed = false;
      for (const { act, consent: said } of steps) {
        if (!allowsIncident(status, act)) continue;
        if (act === 'CONSENT') consent = said;
        else status = after[act];
        if (act === 'PASS') isReviewed = true;
        if (act === 'REVISE') isReviewed = false;
        const may = isPassedOn({ status, consent });
        if (may) expect([isReviewed, consent]).toEqual([true, 'SUMMARY']);
      }
    }),
  );
});

test('what was withdrawn stays so', () => {
  expect(acts.filter((act) => allowsIncident('WITHDRAWN', act))).toEqual([]);
  expect(incidentStatuses.filter((status) => allowsIncident(status, 'PASS'))).toEqual([
    'SUBMITTED',
  ]);
});

const now = new Date('2026-11-28T12:00:00Z');
const input = {
  kind: 'FORCE',
  agency: 'ICE',
  happenedAt: new Date('2026-11-20T10:00:00Z'),
  precision: 'DAY',
  countyFips: '48201',
  account: 'Was pushed to the ground.',
} as const;

test('every field that cannot be taken is named', () => {
  const bad = {
    ...input,
    countyFips: '99999',
    happenedAt: new Date('2026-11-28T12:00:01Z'),
    account: ' ',
    evidence: [{ kind: 'WITNESS', reference: 'x'.repeat(501) } as const],
  };
  const thrown = (() => {
    try {
      return parseIncident(bad, (fips) => fips === '48201', now);
    } catch (error) {
      return error;
    }
  })();
  expect(thrown).toBeInstanceOf(InvalidInputError);
  const { issues } = thrown as InvalidInputError;
  expect(issues.map(({ path }) => path)).toEqual([
    ...['countyFips', 'happenedAt', 'account', 'evidence.0.reference'],
  ]);
});

test('what leaves has a month, kinds of evidence and a summary, and nothing else of a report', () => {
  const terms = parseIncident(
    { ...input, evidence: [{ kind: 'WITNESS', reference: 'The neighbour in number 7' }] },
    () => true,
    now,
  );
  const report = { ...terms, id: 'an-id', matterId: 'a-matter', authorId: 'an-officer' };
  const out = exported({ ...report, number: 'ABCDEFGHJK', summary: 'Somebody was pushed.' });
  expect(out).toEqual({
    number: 'ABCDEFGHJK',
    kind: 'FORCE',
    agency: 'ICE',
    state: 'TX',
    facilityId: null,
    month: '2026-11',
    summary: 'Somebody was pushed.',
    evidenceKinds: ['WITNESS'],
  });
  expect(exported({ ...report, number: null, summary: null })).toBeNull();
});
