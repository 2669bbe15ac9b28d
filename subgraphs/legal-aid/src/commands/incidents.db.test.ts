import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import {
  answeredAlert,
  asking,
  boss,
  dallas,
  facilities,
  hearOfDesks,
  houston,
  keyOf,
  openTestServices,
  provider,
  terms,
  type TestProvider,
  type TestServices,
} from '../testing/services.ts';
import { acceptMatterOffer } from './accept-matter-offer.ts';
import { closeMatter } from './close-matter.ts';
import { openMatter } from './open-matter.ts';
import { readIncidentExport } from './read-incident-export.ts';
import { readMatter, readMatterHistory, readMatterIncidents } from './read-matters.ts';
import { recordMatterFact } from './record-matter-fact.ts';
import { reportIncident } from './report-incident.ts';
import { reviewIncident } from './review-incident.ts';
import { reviseIncident } from './revise-incident.ts';
import type { Asking } from './services.ts';
import { setIncidentConsent } from './set-incident-consent.ts';
import { withdrawIncident } from './withdraw-incident.ts';

const closing = new AsyncDisposableStack();
let services: TestServices;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('legal-aid'));
  services = closing.use(openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});
afterAll(() => closing.disposeAsync());
beforeEach(async () => {
  await admin.query(
    `truncate provider, matter, incident_report, known_alert, known_desk, event, audit_entry cascade`,
  );
  await hearOfDesks(services);
});

const colleague: Asking = {
  ...houston,
  viewer: { kind: 'OFFICER', officerId: 'a colleague', desk: 'houston', role: 'OFFICER' },
};
const partner = (of: TestProvider) => asking(keyOf(of.organisationId));

const told = {
  kind: 'FORCE',
  agency: 'ICE',
  happenedAt: new Date('2026-11-20T10:00:00Z'),
  precision: 'HOUR',
  countyFips: '48201',
  facilityId: facilities.corley,
  account: 'Xochitl said that two officers pushed her.',
  evidence: [{ kind: 'WITNESS', reference: 'Quebrada, the neighbour' }],
} as const;
const summary = 'Two officers pushed a person to the ground who did not resist.';

async function matter() {
  const helper = await provider(services);
  const { alertId } = await answeredAlert(services);
  const opened = await openMatter(services, houston, { alertId, ...terms });
  const matterId = opened.matter.id;
  await acceptMatterOffer(services, partner(helper), { matterId });
  return { matterId, helper: partner(helper) };
}

const reports = async (who: Asking, matterId: string) => {
  const seen = await readMatter(services, who, matterId);
  return seen === null ? null : readMatterIncidents(services, who, seen);
};
const page = { first: 10, after: null };
const passedOn = async (who: Asking) => (await readIncidentExport(services, who, page)).nodes;

/** A report of the desk that a colleague has passed. */
async function reviewed() {
  const { matterId, helper } = await matter();
  await reportIncident(services, houston, { matterId, ...told });
  const incidentId = (await reports(houston, matterId))?.[0]?.id ?? '';
  const on = { matterId, incidentId };
  await reviewIncident(services, colleague, { ...on, decision: 'PASS', summary });
  return { ...on, on, helper };
}

describe('a report', () => {
  test('is written by desk and provider, read by both, and by nobody else', async () => {
    const { matterId, helper } = await matter();
    await reportIncident(services, houston, { matterId, ...told });
    await reportIncident(services, helper, { matterId, ...told, kind: 'NO_COUNSEL' });
    for (const who of [houston, helper]) {
      expect(await reports(who, matterId)).toMatchObject([
        { ...told, author: 'DESK', status: 'SUBMITTED', consent: 'NONE', number: null },
        { kind: 'NO_COUNSEL', author: 'PROVIDER' },
      ]);
    }
    expect(await reports(dallas, matterId)).toBeNull();
    await expect(reportIncident(services, dallas, { matterId, ...told })).rejects.toThrow(
      NotFoundError,
    );
    const stranger = partner(await provider(services));
    await expect(reportIncident(services, stranger, { matterId, ...told })).rejects.toThrow(
      NotFoundError,
    );
    const { rows } = await admin.query<{ actor_kind: string }>(
      `select actor_kind from audit_entry where action = 'readMatterIncidents' order by sequence`,
    );
    expect(rows.map((row) => row.actor_kind)).toEqual(['OFFICER', 'ORGANISATION']);
  });

  test('can be made when the matter is over', async () => {
    const { matterId } = await matter();
    await closeMatter(services, houston, { matterId, outcome: 'RELEASED' });
    const seen = await reportIncident(services, houston, { matterId, ...told });
    const history = await readMatterHistory(services, houston, seen);
    expect(history?.at(-1)?.kind).toBe('MATTER_INCIDENT_REPORTED');
  });

  test('is refused with the fields that are wrong, and nothing is kept', async () => {
    const { matterId } = await matter();
    const bad = { ...told, account: '', happenedAt: new Date(Date.now() + 60_000) };
    await expect(reportIncident(services, houston, { matterId, ...bad })).rejects.toThrow(
      InvalidInputError,
    );
    const nowhere = { ...told, facilityId: randomUUID() };
    await expect(reportIncident(services, houston, { matterId, ...nowhere })).rejects.toThrow(
      'facilityId',
    );
    expect(await reports(houston, matterId)).toEqual([]);
  });

  test('stands in no table in clear', async () => {
    await reviewed();
    for (const table of ['incident_report', 'incident_evidence', 'event', 'audit_entry']) {
      const { rows } = await admin.query(`select t::text as row from ${table} t`);
      expect(JSON.stringify(rows)).not.toMatch(/Xochitl|Quebrada|pushed/);
    }
  });
});

describe('a review', () => {
  test('is another officer’s: whoever wrote it does not pass it', async () => {
    const { matterId, helper } = await matter();
    await reportIncident(services, houston, { matterId, ...told });
    await reportIncident(services, helper, { matterId, ...told });
    const [own, theirs] = (await reports(houston, matterId)) ?? [];
    const pass = { matterId, decision: 'PASS', summary } as const;
    const review = (who: Asking, incidentId = '') =>
      reviewIncident(services, who, { ...pass, incidentId });
    await expect(review(houston, own?.id)).rejects.toThrow(ConflictError);
    await expect(review(dallas, own?.id)).rejects.toThrow(NotFoundError);
    await review(colleague, own?.id);
    await review(houston, theirs?.id);
    await expect(review(colleague, theirs?.id)).rejects.toThrow(ConflictError);
    const both = await reports(houston, matterId);
    expect(both?.map(({ status }) => status)).toEqual(['REVIEWED', 'REVIEWED']);
    expect(new Set(both?.map(({ number }) => number)).size).toBe(2);
  });

  test('that returns it says what is missing, and who wrote it says it better', async () => {
    const { matterId, helper } = await matter();
    await reportIncident(services, helper, { matterId, ...told });
    const incidentId = (await reports(houston, matterId))?.[0]?.id ?? '';
    const back = { matterId, incidentId, decision: 'RETURN' } as const;
    await expect(reviewIncident(services, houston, back)).rejects.toThrow('remark');
    await reviewIncident(services, houston, { ...back, remark: 'Which agency?' });
    expect(await reports(helper, matterId)).toMatchObject([
      { status: 'RETURNED', remark: 'Which agency?' },
    ]);
    const better = { ...told, matterId, incidentId, agency: 'SHERIFF', evidence: [] } as const;
    await expect(reviseIncident(services, houston, better)).rejects.toThrow(NotFoundError);
    await reviseIncident(services, helper, better);
    expect(await reports(helper, matterId)).toMatchObject([
      { status: 'SUBMITTED', agency: 'SHERIFF', evidence: [] },
    ]);
  });

  test('is not by whoever revised it: the words that stand are theirs', async () => {
    const { matterId } = await matter();
    await reportIncident(services, houston, { matterId, ...told });
    const incidentId = (await reports(houston, matterId))?.[0]?.id ?? '';
    const on = { matterId, incidentId };
    await reviseIncident(services, colleague, { ...told, ...on, account: 'They pushed her.' });
    const pass = { ...on, decision: 'PASS', summary } as const;
    await expect(reviewIncident(services, colleague, pass)).rejects.toThrow(ConflictError);
    await reviewIncident(services, houston, pass);
    expect(await reports(houston, matterId)).toMatchObject([{ status: 'REVIEWED' }]);
  });

  test('does not pass a summary with the person’s name or number', async () => {
    const { matterId } = await matter();
    const fact = (kind: 'NAME' | 'ALIEN_NUMBER', text: string) =>
      recordMatterFact(services, houston, { matterId, kind, text });
    await fact('NAME', 'Xochitl Quebrada');
    await fact('ALIEN_NUMBER', 'A012345678');
    await reportIncident(services, houston, { matterId, ...told });
    const incidentId = (await reports(houston, matterId))?.[0]?.id ?? '';
    const pass = { matterId, incidentId, decision: 'PASS' } as const;
    for (const text of ['They pushed xóchitl.', 'See 012 345 678.']) {
      await expect(reviewIncident(services, colleague, { ...pass, summary: text })).rejects.toThrow(
        'summary',
      );
    }
    await reviewIncident(services, colleague, { ...pass, summary });
  });
});

describe('an export', () => {
  test('has what was reviewed and agreed to, at this moment', async () => {
    const { on, helper } = await reviewed();
    expect(await passedOn(houston)).toEqual([]);
    const yes = { ...on, consent: 'SUMMARY' } as const;
    await expect(setIncidentConsent(services, helper, yes)).rejects.toThrow('givenBy');
    await setIncidentConsent(services, helper, { ...yes, givenBy: 'IN_WRITING' });
    const [out] = await passedOn(houston);
    expect(out).toEqual({
      ...{ kind: 'FORCE', agency: 'ICE', state: 'TX', facilityId: facilities.corley },
      ...{ month: '2026-11', summary, evidenceKinds: ['WITNESS'], number: out?.number },
    });
    expect(out?.number).toMatch(/^[2-9A-Z]{10}$/);
    await setIncidentConsent(services, houston, { ...on, consent: 'NONE' });
    expect(await passedOn(houston)).toEqual([]);
    await setIncidentConsent(services, houston, { ...yes, givenBy: 'BY_TELEPHONE' });
    expect(await passedOn(houston)).toEqual([out]);
    const { rows } = await admin.query(
      `select actor_kind as who, facts ->> 'consent' as consent, facts ->> 'givenBy' as way
       from audit_entry where action = 'setIncidentConsent' order by sequence`,
    );
    expect(rows).toEqual([
      { who: 'ORGANISATION', consent: 'SUMMARY', way: 'IN_WRITING' },
      { who: 'OFFICER', consent: 'NONE', way: null },
      { who: 'OFFICER', consent: 'SUMMARY', way: 'BY_TELEPHONE' },
    ]);
    await withdrawIncident(services, houston, on);
    expect(await passedOn(houston)).toEqual([]);
    await expect(
      setIncidentConsent(services, houston, { ...yes, givenBy: 'IN_PERSON' }),
    ).rejects.toThrow(ConflictError);
  });

  test('opens summaries alone, and goes without a matter that was made unreadable', async () => {
    const agreed = async () => {
      const { on } = await reviewed();
      const yes = { ...on, consent: 'SUMMARY', givenBy: 'IN_PERSON' } as const;
      await setIncidentConsent(services, houston, yes);
      return on;
    };
    const erased = await agreed();
    const left = await agreed();
    await admin.query(`update incident_report set sealed_account = '\\x00'`);
    await admin.query(`update incident_evidence set sealed_reference = '\\x00'`);
    expect(await passedOn(boss)).toHaveLength(2);
    await admin.query('delete from matter_key where matter_id = $1', [erased.matterId]);
    const { rows } = await admin.query<{ number: string }>(
      'select number from incident_report where id = $1',
      [left.incidentId],
    );
    expect((await passedOn(boss)).map(({ number }) => number)).toEqual([rows[0]?.number]);
  });

  test('is of an officer’s own desk, of all for an administrator, and on record', async () => {
    const { on } = await reviewed();
    const yes = { ...on, consent: 'SUMMARY', givenBy: 'IN_PERSON' } as const;
    await setIncidentConsent(services, houston, yes);
    expect(await passedOn(dallas)).toEqual([]);
    const [out] = await passedOn(boss);
    expect(await passedOn(houston)).toEqual([out]);
    const { rows } = await admin.query<{ facts: { numbers: string } }>(
      `select facts from audit_entry where action = 'exportIncidents' order by sequence`,
    );
    expect(rows.map(({ facts }) => facts.numbers)).toEqual(['', out?.number, out?.number]);
  });
});
