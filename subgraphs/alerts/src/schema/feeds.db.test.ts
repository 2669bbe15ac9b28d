import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import pg from 'pg';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { raiseAlert } from '../commands/raise-alert.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { subgraph } from './index.ts';

const deskId = testId('desk houston');
const position = { latitude: 29.76, longitude: -95.37 };

test('F12: an event that cannot be read is null with an error of its own; all others of the page are there', async () => {
  await using database = await createTestDatabase('alerts');
  await using services = await openTestServices(database.app);
  const admin = new pg.Pool({ connectionString: database.admin });
  const raise = async () => {
    const press = { idempotencyKey: randomUUID(), position, channel: 'APP', drill: false } as const;
    return (await raiseAlert(services, asking(somebody()), press)).record.alert.id;
  };
  const poison = (payload: object | null) =>
    appendEvent((text, values) => admin.query(text, [...values]), {
      id: randomUUID(),
      kind: 'RAISED',
      subjectId: randomUUID(),
      version: 1,
      feeds: [`desk:${deskId}`],
      payload: payload as object,
    });
  try {
    const first = await raise();
    await poison(null);
    await poison({});
    await poison({ alertId: randomUUID(), status: 'NO_STATUS', escalationLevel: 'high' });
    const last = await raise();
    services.log.announce();
    await until(async () => (await services.log.head()) === 5, 'all have their positions');

    const result = await graphql({
      schema: subgraph.schema,
      source: `query ($deskId: ID!) {
        deskEvents(deskId: $deskId) { endCursor items { ... on AlertEvent { alertId status escalationLevel } } }
      }`,
      variableValues: { deskId },
      contextValue: { ...asking(officerOf('houston')), services },
    });
    const page = (result.data as { deskEvents: { items: ({ alertId: string } | null)[] } } | null)
      ?.deskEvents;
    expect(page?.items.map((item) => item?.alertId ?? null)).toEqual([
      first,
      null,
      null,
      null,
      last,
    ]);
    expect(result.errors?.map(({ path }) => path?.[2]).toSorted()).toEqual([1, 2, 3]);
  } finally {
    await admin.end();
  }
});
