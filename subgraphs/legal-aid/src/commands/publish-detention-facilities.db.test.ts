import { expect, test } from '@jest/globals';
import pg from 'pg';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { openDatabase } from '../store/database.ts';
import { readDetentionFacilities } from '../store/shipped-file.ts';
import { publishDetentionFacilities } from './publish-detention-facilities.ts';

test('keeps each register of facilities once, with its event and audit entry', async () => {
  const register = await readDetentionFacilities();
  await using testDatabase = await createTestDatabase('legal-aid');
  await using database = openDatabase(testDatabase.app, createLog('legal-aid', 'silent'));
  const [first, ...rest] = register.facilities;
  const without = { ...register, version: register.version + 1, facilities: rest };
  expect(first).toBeDefined();

  expect(await publishDetentionFacilities(database, register, 'first')).toBe(1);
  expect(await publishDetentionFacilities(database, register, 'second')).toBe(0);
  expect(await publishDetentionFacilities(database, without, 'third')).toBe(1);

  const admin = new pg.Client(testDatabase.admin);
  await admin.connect();
  try {
    const editions = await admin.query('select subject, version, content from edition order by 2');
    const events = await admin.query(
      'select kind, subject_id, payload from event order by sequence',
    );
    const audit = await admin.query('select action, request_id from audit_entry order by at');
    expect(editions.rows).toEqual(
      [register, without].map((content) => ({
        subject: 'DETENTION_FACILITIES',
        version: content.version,
        content,
      })),
    );
    expect(events.rows).toEqual(
      [register, without].map(({ publishedOn, facilities }) => ({
        kind: 'DETENTION_FACILITIES_PUBLISHED',
        subject_id: 'detention-facilities',
        payload: {
          publishedOn,
          facilityCount: facilities.length,
          contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      })),
    );
    expect(audit.rows).toEqual([
      { action: 'publishDetentionFacilities', request_id: 'first' },
      { action: 'publishDetentionFacilities', request_id: 'third' },
    ]);
  } finally {
    await admin.end();
  }
});
