import { startTestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { AlertSummaryFragment } from '@alert-button/sdk';
import { createFollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routingPoints, type RoutingPoint } from './routing-points.ts';
import { watchDesk, type DeskWatch } from './support/desk-watch.ts';
import { inBatches } from './support/in-batches.ts';
import { enrolledPerson } from './support/person.ts';

/*
 * Every desk of the directory watches while somebody presses from each point of the table. All
 * press in one go, and each row of the table is judged by what the desks saw.
 */

const atOnce = 8;
const closing = new AsyncDisposableStack();
const watches = new Map<string, DeskWatch>();
const pressed = new Map<RoutingPoint, AlertSummaryFragment>();

beforeAll(async () => {
  const system = closing.use(await startTestSystem());
  const visitor = createFollowerClient({ url: system.graphqlUrl });
  const desks = (await visitor.desks()) ?? [];
  visitor.close();
  await inBatches(atOnce, desks, async ({ code }) => {
    watches.set(code, closing.use(await watchDesk(system, code)));
  });

  await inBatches(atOnce, routingPoints, async (point) => {
    const person = await enrolledPerson(system, { homeConsulate: point.homeConsulate });
    pressed.set(point, await person.press({ position: point.position }));
    person.close();
  });
  // From here on the log is complete, and a screen that has caught up shows all there is for it.
  await inBatches(routingPoints.length, routingPoints, (point) =>
    raisedOn(watches.get(point.desk), pressed.get(point)),
  );
  await Promise.all([...watches.values()].map((watch) => watch.catchUp()));
}, 120_000);

afterAll(async () => {
  await closing.disposeAsync();
});

async function raisedOn(watch: DeskWatch | undefined, alert: AlertSummaryFragment | undefined) {
  await watch?.feed
    .event(({ kind, alert: its }) => kind === 'RAISED' && its?.id === alert?.id, 'the alert')
    // Told below, row by row.
    .catch(() => undefined);
}

/** Codes of the desks whose feed brought the alert; an escalation later on is another matter. */
function desksThatSaw(alertId: string): string[] {
  return [...watches].flatMap(([code, { feed }]) =>
    feed
      .events()
      .filter(({ kind, alert }) => kind !== 'ESCALATED' && alert?.id === alertId)
      .map(() => code),
  );
}

test('all desks watched: those of the 53 consulates, the call centre and the national one', () => {
  expect(watches.size).toBe(55);
});

describe('a press stands once on exactly its desk, with county, reason and basis', () => {
  test.each(routingPoints)('$place: $desk', (point) => {
    const { desk, countyFips, reason, basis, position } = point;
    const answered = pressed.get(point);
    expect(answered).toBeDefined();
    const alertId = answered?.id ?? '';
    expect(desksThatSaw(alertId)).toEqual([desk]);

    const seen = watches
      .get(desk)
      ?.feed.events()
      .find(({ alert }) => alert?.id === alertId);
    expect(seen).toMatchObject({ kind: 'RAISED', status: 'RAISED', desk: { code: desk } });
    for (const alert of [answered, seen?.alert]) {
      expect(alert?.desk?.code).toBe(desk);
      expect(alert?.consulate?.code ?? 'national').toBe(desk);
      expect(alert?.routing).toMatchObject({ countyFips, reason, basis });
      expect(alert?.routing.distanceKilometers === null).toBe(position === null);
    }
  });
});
