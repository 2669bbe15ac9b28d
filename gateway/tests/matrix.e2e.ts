import { readFileSync } from 'node:fs';
import { subgraphNames } from '@alert-button/dev/paths.ts';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import type { Policy } from '@alert-button/platform/policy.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { policy as alerts } from '../../subgraphs/alerts/src/policy.ts';
import { policy as consulates } from '../../subgraphs/consulates/src/policy.ts';
import { policy as legalAid } from '../../subgraphs/legal-aid/src/policy.ts';
import { policy as people } from '../../subgraphs/people/src/policy.ts';
import { entityMatrix, matrix, principals, type Root } from './matrix-table.ts';
import { unknownNames } from './support/matrix-arguments.ts';
import { askAs, outcomes, rootFieldsOf, type Doors } from './support/matrix-cells.ts';
import { askSubgraph, entityKeys, entityName } from './support/matrix-entities.ts';
import {
  acceptedMatterOf,
  freshAlert,
  freshContactToken,
  freshLink,
  preparedFields,
  type Target,
} from './support/matrix-targets.ts';
import { createWorld, type World } from './support/matrix-world.ts';
import { httpDoor, webSocketDoor } from './support/raw-doors.ts';

/*
 * Everything that can be asked × everybody who can ask × both doors, against the table. What
 * nobody has put into the table fails.
 */

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const fields = rootFieldsOf(buildSchema(read('../../schema/api.graphql')));
const roots = Object.keys(matrix) as Root[];
const keys = subgraphNames.flatMap((name) =>
  entityKeys(name, read(`../../schema/${name}.graphql`)),
);
const catalogue: Policy = { ...people, ...consulates, ...alerts, ...legalAid };

let world: World;
let doors: Doors & AsyncDisposable;
/** What reading is tried on: an officer assists, so that it stays on that desk alone. */
let reading: Target;

beforeAll(async () => {
  world = await createWorld();
  const [http, webSocket] = [httpDoor(world.system), webSocketDoor(world.system)];
  doors = {
    HTTP: http,
    WebSocket: webSocket,
    [Symbol.asyncDispose]: () => webSocket[Symbol.asyncDispose](),
  };
}, 240_000);

afterAll(async () => {
  await doors[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
}, 60_000);

describe('the table', () => {
  test.each(roots)('has a row for every field of %s, and no other', (root) => {
    const names = fields[root].map(({ name }) => name);
    expect(Object.keys(matrix[root]).toSorted()).toEqual(names.toSorted());
  });

  test('has a row for every key of every entity, and no other', () => {
    expect(Object.keys(entityMatrix).toSorted()).toEqual(keys.map(entityName).toSorted());
  });

  test('knows a value for every argument, and prepares nothing that is not there', () => {
    const all = roots.flatMap((root) => fields[root]);
    expect(all.flatMap(unknownNames)).toEqual([]);
    const names = all.map(({ name }) => name);
    expect(preparedFields.filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(roots)('agrees with the catalogues of the subgraphs on %s', (root) => {
    const disagreements = fields[root].flatMap(({ name }) => {
      const row = matrix[root][name];
      const permitted = catalogue[name];
      if (row === undefined || permitted === undefined) return [`${name} is not classified`];
      return principals.flatMap((who) => {
        const { kind } = world.askers[who].viewer;
        const isPermitted = permitted.includes(kind);
        if (who === 'anonymous') {
          return isPermitted === (row[who] === 'UNAUTHENTICATED') ? [`${name}: ${who}`] : [];
        }
        const isAnyAllowed = principals.some(
          (other) => row[other] === 'ALLOWED' && world.askers[other].viewer.kind === kind,
        );
        return isPermitted === isAnyAllowed ? [] : [`${name}: ${who}`];
      });
    });
    expect(disagreements).toEqual([]);
  });
});

/**
 * What acts have left; the escalation of what waits, who is paged for it and with which link a family
 * is told, is nobody's act.
 */
async function traces(): Promise<readonly unknown[]> {
  const counts = `select
    (select count(*) from event where kind not in ('ESCALATED', 'ACKNOWLEDGEMENT_LAPSED', 'PAGE_LINK_MADE', 'FOLLOW_LINK_MADE')) as events,
    (select count(*) from audit_entry where actor_kind <> 'SYSTEM') as entries`;
  const {
    people: persons,
    consulates: offices,
    alerts: calls,
    'legal-aid': help,
  } = world.system.databases;
  return Promise.all(
    [persons, offices, calls, help].map(({ owner }) =>
      withConnection(owner, async (client) => (await client.query(counts)).rows[0] as unknown),
    ),
  );
}

describe.each(roots)('%s', (root) => {
  // Afresh for every root: acts end the alerts, links and contacts of those who came before.
  beforeAll(async () => {
    const alertId = await freshAlert(world, 'ASSISTING');
    reading = {
      alertId,
      matterId: await acceptedMatterOf(world, alertId),
      token: (await freshLink(world, alertId)).token,
      contactToken: await freshContactToken(world, 'EXIT'),
    };
  }, 120_000);

  test.each(fields[root].map((field) => [field.name, field] as const))(
    '%s',
    async (name, field) => {
      const expected = matrix[root][name];
      if (expected === undefined) throw new Error(`${name} is not classified`);
      const trial = { world, doors, root, field };
      const found = await outcomes(trial, expected, reading, async (refusals) => {
        const before = await traces();
        await refusals();
        // Whoever is refused has left nothing, least of all an act.
        if (root === 'Mutation') expect(await traces()).toEqual(before);
      });
      const wanted = Object.fromEntries(
        ['HTTP', 'WebSocket'].flatMap((door) =>
          principals.map((who) => [`${door} ${who}`, expected[who]]),
        ),
      );
      expect(found).toEqual(wanted);
    },
    120_000,
  );
});

test('what is refused as invalid is refused alike when there is no such thing', async () => {
  const field = fields.Mutation.find(({ name }) => name === 'reorderEmergencyContacts');
  if (field === undefined) throw new Error('There is no such act');
  const trial = { world, doors, root: 'Mutation', field } as const;
  const own = '{ viewer { ... on Person { emergencyContacts { id } } } }';
  const { data } = await doors.HTTP.ask({ query: own }, world.askers.person.credential);
  const { emergencyContacts } = data?.['viewer'] as { emergencyContacts: { id: string }[] };
  const contactId = emergencyContacts[0]?.id ?? '';
  expect(contactId).not.toBe('');
  const theirs = await askAs(trial, 'anotherPerson', 'HTTP', { contactId });
  const absent = await askAs(trial, 'anotherPerson', 'HTTP', { contactId: crypto.randomUUID() });
  expect(theirs).toEqual(absent);
});

describe('references between subgraphs', () => {
  let values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  beforeAll(async () => {
    const { system, askers, persons, ids } = world;
    const alertId = await freshAlert(world, 'ASSISTING');
    const query = 'query ($id: ID!) { alert(id: $id) { person { id grant } } }';
    const answer = await askSubgraph(system, 'alerts', askers.officer.viewer, query, {
      id: alertId,
    });
    const { person } = answer.data?.['alert'] as { person: { id: string; grant: string } };
    expect(person.id).toBe(persons.person.personId);
    const directory =
      '{ consulate(code: "houston") { id code } desk(code: "houston") { id code } }';
    const { data } = await doors.HTTP.ask({ query: directory });
    values = {
      Alert: { id: alertId },
      Person: person,
      Consulate: data?.['consulate'] as Record<string, string>,
      Desk: data?.['desk'] as Record<string, string>,
      DetentionFacility: { id: ids.facility, countyFips: '48201' },
      Matter: { id: await acceptedMatterOf(world, alertId) },
    };
  }, 60_000);

  test.each(keys.map((key) => [entityName(key), key] as const))(
    '%s',
    async (name, { subgraph, type, fields: keyFields }) => {
      const allowed = entityMatrix[name];
      if (allowed === undefined) throw new Error(`${name} is not classified`);
      const known = values[type];
      if (known === undefined) throw new Error(`There is no ${type} to ask for`);
      const names = keyFields.split(' ');
      const of = { __typename: type, ...Object.fromEntries(names.map((key) => [key, known[key]])) };
      expect(names.filter((key) => typeof known[key] !== 'string')).toEqual([]);
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }`;
      const seenBy: string[] = [];
      for (const who of principals) {
        const { viewer } = world.askers[who];
        const { data } = await askSubgraph(world.system, subgraph, viewer, query, { of: [of] });
        const [entity = null] = (data?.['_entities'] ?? []) as unknown[];
        if (entity !== null) seenBy.push(who);
      }
      expect(seenBy).toEqual(principals.filter((who) => allowed.includes(who)));
    },
  );
});
