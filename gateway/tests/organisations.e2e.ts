import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { type Credential, successOf } from '@alert-button/sdk';
import { createOrganisationClient, type OrganisationClient } from '@alert-button/sdk/organisation';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { administrator, type Administrator } from './support/administrator.ts';
import { ask } from './support/ask.ts';
import { collect } from './support/collect.ts';
import { watchDesk } from './support/desk-watch.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Organisations that call for help and follow for persons who agreed to it, as they are set up:
 * by an administrator through the API, and by the persons themselves.
 */

let system: TestSystem;
let boss: Administrator;
beforeAll(async () => {
  system = await startTestSystem();
  boss = administrator(system);
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

interface Organisation extends OrganisationClient, Disposable {
  readonly organisationId: string;
  readonly credential: Credential;
}

async function organisation(
  environment: 'LIVE' | 'TEST' = 'LIVE',
  id?: string,
): Promise<Organisation> {
  const organisationId = id ?? (await boss.createOrganisation(`Casa ${crypto.randomUUID()}`));
  const { credential } = await boss.createKey(organisationId, environment);
  const client = createOrganisationClient({ url: system.graphqlUrl, credential });
  return { ...client, organisationId, credential, [Symbol.dispose]: () => client.close() };
}

const purpose = 'SHARE_WITH_ORGANISATION';
const pressFor = ({ personId }: EnrolledPerson, idempotencyKey = crypto.randomUUID()) => ({
  input: { idempotencyKey, personId, position: places.houston },
});

/** The person agrees, and that has arrived where presses are accepted. */
async function agree(person: EnrolledPerson, ngo: Organisation, alertId: string) {
  const { organisationId } = ngo;
  const input = { purpose, organisationId, textVersion: '2026-11-22' } as const;
  successOf(await person.grantConsent({ input }));
  await waitFor(() => ngo.followedAlert({ id: alertId }), 'the consent to arrive');
}

const everything = `query ($id: ID!) { alert(id: $id) {
  status channel occurredAt coarseCell
  desk { id } consulate { id } person { id }
  position { latitude } notes { text }
  routing { reason basis countyFips distanceKilometers }
  timeline { kind status desk { id } }
} }`;

describe('an organisation with a live key', () => {
  test('acts for a person from when they agree until they do not, and learns where it stands alone', async () => {
    using ngo = await organisation();
    using desk = await watchDesk(system, 'houston');
    const person = await enrolledPerson(system);
    const { id } = await person.press({ position: places.houston });

    const press = pressFor(person);
    const refused = await ngo.raiseAlertForPerson(press);
    expect(refused).toMatchObject({ __typename: 'NotFoundError' });
    const unknown = { ...press.input, personId: crypto.randomUUID() };
    expect(await ngo.raiseAlertForPerson({ input: unknown })).toEqual(refused);
    expect(await ngo.followedAlert({ id })).toBeNull();
    await agree(person, ngo, id);

    const raised = successOf(await ngo.raiseAlertForPerson(press));
    expect(raised.alert).toMatchObject({ id, status: 'RAISED' });
    await desk.feed.event(({ kind }) => kind === 'PRESSED_AGAIN', 'the press of the organisation');
    const after = (await ngo.followedAlertEvents({ alertId: id }))?.endCursor ?? null;
    const feed = collect(ngo.followedAlertFeed({ alertId: id, after }, { heartbeats: true }));
    successOf(await desk.officer.acknowledgeAlert({ input: { alertId: id } }));
    await feed.event(({ kind }) => kind === 'ACKNOWLEDGED', 'the acknowledgement');

    const { data } = await ask(system, ngo, everything, { id });
    expect(data).toEqual({
      alert: {
        status: 'ACKNOWLEDGED',
        channel: 'APP',
        occurredAt: null,
        coarseCell: null,
        desk: null,
        consulate: null,
        person: null,
        position: null,
        notes: null,
        routing: { reason: 'COUNTY', basis: null, countyFips: null, distanceKilometers: null },
        timeline: [
          { kind: 'RAISED', status: 'RAISED', desk: null },
          { kind: 'PRESSED_AGAIN', status: 'RAISED', desk: null },
          { kind: 'ACKNOWLEDGED', status: 'ACKNOWLEDGED', desk: null },
        ],
      },
    });

    const input = { purpose, organisationId: ngo.organisationId } as const;
    successOf(await person.withdrawConsent({ input }));
    await waitFor(async () => (await ngo.followedAlert({ id })) === null, 'the end of the consent');
    expect(await ngo.followedAlertEvents({ alertId: id })).toBeNull();
    expect(await ngo.raiseAlertForPerson(press)).toEqual(refused);
    successOf(await desk.officer.resolveAlert({ input: { alertId: id, outcome: 'ASSISTED' } }));
    expect(await feed.ended).toMatchObject({ code: 'NOT_FOUND' });
    expect(feed.events().map(({ kind }) => kind)).toEqual(['ACKNOWLEDGED']);
    person.close();
  });

  test('cannot reach another’s alert by its key, cannot cancel and sees no desk', async () => {
    using first = await organisation();
    using second = await organisation();
    using desk = await watchDesk(system, 'houston');
    const [maria, jose] = [await enrolledPerson(system), await enrolledPerson(system)];
    const alertIds: string[] = [];
    for (const [person, ngo] of [
      [maria, first],
      [jose, second],
    ] as const) {
      const { id } = await person.press({ position: places.houston });
      await agree(person, ngo, id);
      alertIds.push(id);
    }
    const key = crypto.randomUUID();
    const own = successOf(await first.raiseAlertForPerson(pressFor(maria, key))).alert;
    expect(await second.raiseAlertForPerson(pressFor(maria, key))).toMatchObject({
      __typename: 'NotFoundError',
    });
    const other = successOf(await second.raiseAlertForPerson(pressFor(jose, key))).alert;
    expect([own.id, other.id]).toEqual(alertIds);
    expect(await second.followedAlert({ id: own.id })).toBeNull();

    const cancel = await ask(
      system,
      first,
      `mutation ($id: ID!) { cancelAlert(input: { alertId: $id }) { __typename } }`,
      { id: own.id },
    );
    expect(cancel.data).toEqual({ cancelAlert: { __typename: 'NotFoundError' } });
    const { deskId } = desk;
    const snapshot = await ask(
      system,
      first,
      'query ($deskId: ID!) { deskAlerts(deskId: $deskId) { streamCursor } }',
      { deskId },
    );
    expect(snapshot).toMatchObject({
      data: { deskAlerts: null },
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    for (const alertId of alertIds) {
      successOf(await desk.officer.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
    }
    for (const person of [maria, jose]) person.close();
  });
});

test('what a test key raises is followed in the sandbox, and no desk and no phone sees it', async () => {
  using live = await organisation();
  using sandbox = await organisation('TEST', live.organisationId);
  using desk = await watchDesk(system, 'houston');
  const person = await enrolledPerson(system);
  const { id } = await person.press({ position: places.houston });
  await agree(person, live, id);

  const { alert } = successOf(await sandbox.raiseAlertForPerson(pressFor(person)));
  expect(alert).toMatchObject({ status: 'RAISED', version: 1 });
  expect(alert.id).not.toBe(id);
  expect(await sandbox.followedAlert({ id: alert.id })).toMatchObject({ status: 'RAISED' });
  expect(await sandbox.followedAlert({ id })).toBeNull();
  expect(await live.followedAlert({ id: alert.id })).toBeNull();

  expect(await person.alert({ id: alert.id })).toBeNull();
  expect(await desk.officer.alert({ id: alert.id })).toBeNull();
  const page = await desk.officer.deskAlerts({ deskId: desk.deskId });
  expect(page?.nodes.map((node) => node.id)).toEqual([id]);
  successOf(await desk.officer.resolveAlert({ input: { alertId: id, outcome: 'ASSISTED' } }));
  await desk.catchUp();
  expect(new Set(desk.feed.events().map(({ alertId }) => alertId))).toEqual(new Set([id]));
  person.close();
});
