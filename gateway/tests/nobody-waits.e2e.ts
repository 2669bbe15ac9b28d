import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { administrator } from './support/administrator.ts';
import { rowsOf } from './support/audit.ts';
import { watchDesk, type DeskWatch } from './support/desk-watch.ts';
import { pressAndFollow } from './support/person-watch.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * A desk that cannot answer, through the front door. Houston and Dallas are of one regional group;
 * here Dallas is open day and night.
 */

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const codes = (desks: readonly { readonly code: string }[] | null) =>
  desks?.map(({ code }) => code) ?? [];
const escalated = ({ feed }: DeskWatch) =>
  feed.event(({ kind }) => kind === 'ESCALATED', 'ESCALATED');

async function closeHouston(): Promise<void> {
  const out = { consulateCode: 'houston', isInService: false, reason: 'SYSTEMS_DOWN' };
  await administrator(system).act('setOfficeService', out);
  await waitFor(async () => {
    const rows = await rowsOf(
      system,
      `select from directory_desk where code = 'houston' and not is_in_service`,
      [],
    );
    return rows.length === 1;
  }, 'alerts to hear of it');
}

test('an alert at a desk out of service stands there, and on an open neighbour’s screen too', async () => {
  await closeHouston();
  using own = await watchDesk(system, 'houston');
  using neighbour = await watchDesk(system, 'dallas');
  using watch = await pressAndFollow(system, places.houston);

  const called = await escalated(neighbour);
  expect(called.alertId).toBe(watch.alertId);
  expect(codes(called.calledDesks)).toContain('dallas');
  expect(codes(called.calledDesks)).not.toContain('houston');
  expect(called.desk?.code).toBe('houston');
  // Its own desk sees who else was called; the person is told of nobody.
  expect((await escalated(own)).calledDesks).toEqual(called.calledDesks);
  const shown = await watch.feed.event(({ kind }) => kind === 'ESCALATED', 'ESCALATED');
  expect(shown.calledDesks).toBeNull();
  expect(shown.alert?.offeredTo).toBeNull();

  const input = { alertId: watch.alertId };
  const { alert } = successOf(await neighbour.officer.acknowledgeAlert({ input }));
  expect(codes(alert.offeredTo)).toEqual(['houston', ...codes(called.calledDesks)]);
  successOf(await own.officer.resolveAlert({ input: { ...input, outcome: 'ASSISTED' } }));
});
