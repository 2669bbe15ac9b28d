import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import {
  createAdministratorClient,
  type AdministratorClient,
} from '@alert-button/sdk/administrator';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from './support/ask.ts';
import { watchDesk } from './support/desk-watch.ts';
import { officerCredentialOf, type TestOfficer } from './support/officer.ts';
import { enrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * A desk that an administrator opens: it takes over an alert, live, as any other, until it is
 * closed.
 */

let system: TestSystem;
let administrator: AdministratorClient;

beforeAll(async () => {
  system = await startTestSystem();
  administrator = createAdministratorClient({
    url: system.graphqlUrl,
    credential: officerCredentialOf(system, 'national', 'officer-administrator'),
  });
}, 240_000);

afterAll(async () => {
  administrator.close();
  await system[Symbol.asyncDispose]();
});

const desk = { code: 'mass-event', consulateCode: 'houston' } as const;
const close = {
  deskCode: desk.code,
  isInService: false,
  reason: 'PLANNED_CLOSURE',
} as const;

/** Alerts hears of desks a moment later. Of an alert that is not there, nothing is transferred. */
async function untilHeard(from: TestOfficer, deskId: string, isInService: boolean) {
  const input = { alertId: crypto.randomUUID(), deskId };
  const answer = isInService ? 'NotFoundError' : 'InvalidInputError';
  const isHeard = async () => (await from.transferAlert({ input })).__typename === answer;
  await waitFor(isHeard, `a desk ${isInService ? 'in' : 'out of'} service`);
}

describe('an additional desk', () => {
  test('is nobody’s until it is opened: its officer’s claim opens nothing', async () => {
    const credential = officerCredentialOf(system, desk.code);
    const { data } = await ask(system, { credential }, '{ viewer { ... on Officer { id } } }');
    expect(data).toEqual({ viewer: { id: 'officer-mass-event' } });
    const query = `{ desk(code: "${desk.code}") { id } }`;
    expect((await ask(system, { credential }, query)).data).toEqual({ desk: null });
  });

  test('takes over a live alert on its feed, and none when it is closed', async () => {
    const created = successOf(await administrator.createDesk({ input: desk })).desk;
    expect(created).toMatchObject({ code: desk.code, kind: 'ADDITIONAL', isInService: true });
    const member = { deskCode: desk.code, officerId: 'officer-mass-event' };
    successOf(await administrator.addRosterMember({ input: member }));
    const deskId = created.id;

    const person = await enrolledPerson(system);
    using houston = await watchDesk(system, 'houston');
    const { id: alertId, desk: first } = await person.press({ position: places.houston });
    expect(first?.code).toBe('houston');
    successOf(await houston.officer.acknowledgeAlert({ input: { alertId } }));

    await untilHeard(houston.officer, deskId, true);
    using event = await watchDesk(system, desk.code);
    const transfer = { alertId, deskId, reason: 'They stand beside her.' };
    successOf(await houston.officer.transferAlert({ input: transfer }));
    const seen = await event.feed.event(({ kind }) => kind === 'TRANSFERRED', 'the transfer');
    expect(seen).toMatchObject({ alertId, alert: { desk: { code: desk.code } } });
    const open = await event.officer.deskAlerts({ deskId });
    expect(open?.nodes.map(({ id }) => id)).toEqual([alertId]);
    expect(await houston.officer.alert({ id: alertId })).toBeNull();

    successOf(await administrator.setDeskService({ input: close }));
    await untilHeard(event.officer, deskId, false);
    successOf(await event.officer.acknowledgeAlert({ input: { alertId } }));
    const back = { alertId, deskId: houston.deskId };
    successOf(await event.officer.transferAlert({ input: back }));
    successOf(await houston.officer.acknowledgeAlert({ input: { alertId } }));
    expect(await houston.officer.transferAlert({ input: transfer })).toMatchObject({
      __typename: 'InvalidInputError',
      issues: [{ path: 'deskId', message: 'is out of service' }],
    });

    const reopen = { deskCode: desk.code, isInService: true };
    successOf(await administrator.setDeskService({ input: reopen }));
    await untilHeard(houston.officer, deskId, true);
    successOf(await houston.officer.transferAlert({ input: transfer }));
    successOf(await event.officer.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
    person.close();
  }, 120_000);

  test('keeps its code from every other desk, and a shipped desk cannot be closed', async () => {
    expect(await administrator.createDesk({ input: { code: desk.code } })).toMatchObject({
      __typename: 'ConflictError',
      message: 'The code is taken by another desk.',
    });
    const shipped = { ...close, deskCode: 'houston' };
    expect(await administrator.setDeskService({ input: shipped })).toMatchObject({
      __typename: 'InvalidInputError',
      issues: [{ path: 'deskCode', message: expect.stringContaining('setOfficeService') }],
    });
    const wrong = await administrator.createDesk({ input: { code: 'Mass Event' } });
    expect(wrong).toMatchObject({ issues: [{ path: 'code' }] });
  });

  test('is told to everybody, why it is closed to officers, and is exported', async () => {
    successOf(await administrator.setDeskService({ input: close }));
    const query = `{ desk(code: "${desk.code}") { isInService outOfServiceReason } }`;
    expect((await ask(system, {}, query)).data).toEqual({
      desk: { isInService: false, outOfServiceReason: null },
    });
    const closed = {
      code: desk.code,
      kind: 'ADDITIONAL',
      consulate: { code: 'houston' },
      isInService: false,
      outOfServiceReason: 'PLANNED_CLOSURE',
    };
    expect(await administrator.deskServices()).toContainEqual(expect.objectContaining(closed));
    const exported = await administrator.exportConfiguration();
    expect(exported?.desks).toHaveLength(56);
    expect(exported?.desks).toContainEqual(expect.objectContaining(closed));
  });
});
