import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Officer, Operator } from '@alert-button/platform/viewer.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { raiseAlert } from './raise-alert.ts';
import { readUnansweredAlerts } from './read-unanswered.ts';
import { resolveAlert } from './resolve-alert.ts';
import type { Services } from './services.ts';
import { startDrill, type StartDrillInput } from './start-drill.ts';

const closing = new AsyncDisposableStack();
let services: Services;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
});

afterAll(() => closing.disposeAsync());

async function start(viewer: Officer, input: Partial<StartDrillInput> = {}) {
  const given = { idempotencyKey: randomUUID(), ...input };
  return (await startDrill(services, asking(viewer), given)).record.alert;
}
const end = (viewer: Officer, alertId: string) =>
  resolveAlert(services, asking(viewer), { alertId, outcome: 'FALSE_ALARM' });

test('a desk’s drill is of nobody, stands on that desk, and there is one at a time', async () => {
  const houston = officerOf('houston');
  const idempotencyKey = randomUUID();
  const drill = await start(houston, { idempotencyKey });
  expect(drill).toMatchObject({
    isDrill: true,
    environment: 'LIVE',
    deskId: testId('desk houston'),
    offeredTo: [testId('desk houston')],
    version: 1,
  });
  expect(await start(houston, { idempotencyKey })).toMatchObject({ id: drill.id, version: 1 });
  expect(await start(officerOf('houston', 'another'))).toMatchObject({ id: drill.id, version: 2 });
  const dallas = await start(officerOf('dallas'));
  expect(dallas.personId).not.toBe(drill.personId);
  await end(houston, drill.id);
  const next = await start(houston);
  expect(next.id).not.toBe(drill.id);
  for (const [viewer, { id }] of [
    [houston, next],
    [officerOf('dallas'), dallas],
  ] as const) {
    await end(viewer, id);
  }
});

test('with a place it is routed by that, and the desk that rehearses sees it beside the other', async () => {
  const houston = officerOf('houston');
  const drill = await start(houston, { countyFips: '48113', note: 'canary words' });
  expect(drill).toMatchObject({
    deskId: testId('desk dallas'),
    offeredTo: [testId('desk dallas'), testId('desk houston')],
    routing: { reason: 'COUNTY', countyFips: '48113' },
  });
  await end(houston, drill.id);
  const national = await start(officerOf('national'));
  expect(national.routing.reason).toBe('NATIONAL_DESK');
  await end(officerOf('national'), national.id);
});

test('it waits behind every real alert on the list of what nobody has answered', async () => {
  const houston = officerOf('houston');
  const drill = await start(houston);
  const press = { idempotencyKey: randomUUID(), channel: 'APP', drill: false } as const;
  const { record: real } = await raiseAlert(services, asking(somebody()), press);
  const operator: Operator = { ...officerOf('call-centre'), role: 'OPERATOR' };
  const { nodes } = await readUnansweredAlerts(services, asking(operator), {
    first: 10,
    after: null,
  });
  expect(nodes.map(({ id, isDrill }) => [id, isDrill])).toEqual([
    [real.alert.id, false],
    [drill.id, true],
  ]);
  await end(houston, drill.id);
});

test('an officer of no desk does not find it, and bad input names its field', async () => {
  await expect(start(officerOf('nowhere'))).rejects.toBeInstanceOf(NotFoundError);
  const input = { idempotencyKey: 'x', countyFips: '99999', note: 'x'.repeat(2001) };
  const error = await start(officerOf('houston'), input).catch((thrown: unknown) => thrown);
  if (!(error instanceof InvalidInputError)) throw error;
  expect(error.issues.map(({ path }) => path)).toEqual(['idempotencyKey', 'countyFips', 'note']);
});
