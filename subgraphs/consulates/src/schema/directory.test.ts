import { describe, expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { anonymous } from '@alert-button/platform/viewer.ts';
import { createDirectoryCommands } from '../commands/directory.ts';
import { buildDirectory, type Directory } from '../domain/directory.ts';
import { readShippedDirectory } from '../store/shipped-directory.ts';
import { subgraph } from './index.ts';

const directory = buildDirectory(await readShippedDirectory()) as Directory;
const commands = createDirectoryCommands({
  current: () => directory,
  reload: async () => undefined,
});

async function ask(source: string, variableValues: Record<string, unknown> = {}) {
  const contextValue = { viewer: anonymous, requestId: 'a-request', commands };
  const result = await graphql({ schema: subgraph.schema, source, contextValue, variableValues });
  return JSON.parse(JSON.stringify(result)) as unknown;
}

describe('the subgraph consulates', () => {
  test('shows how far each part of an entry can be trusted', async () => {
    const query = `{
      consulate(code: "miami") {
        name state phone isPhoneVerified phoneAsOf
        protectionPhone isProtectionPhoneVerified protectionPhoneAsOf fallbackPhone
        position { precision } desk { code kind consulate { code } }
        jurisdiction { completeness listings { state basis countyCount isVerified } }
      }
    }`;
    expect(await ask(query)).toMatchInlineSnapshot(`
     {
       "data": {
         "consulate": {
           "desk": {
             "code": "miami",
             "consulate": {
               "code": "miami",
             },
             "kind": "CONSULATE",
           },
           "fallbackPhone": "+15206237874",
           "isPhoneVerified": false,
           "isProtectionPhoneVerified": true,
           "jurisdiction": {
             "completeness": "PARTIAL",
             "listings": [
               {
                 "basis": "SEAT_COUNTY",
                 "countyCount": 1,
                 "isVerified": false,
                 "state": "FL",
               },
               {
                 "basis": "SOURCE",
                 "countyCount": 5,
                 "isVerified": true,
                 "state": "FL",
               },
             ],
           },
           "name": "Consulado General de México en Miami",
           "phone": "+17862684900",
           "phoneAsOf": null,
           "position": {
             "precision": "CITY",
           },
           "protectionPhone": "+13059791534",
           "protectionPhoneAsOf": "2026-02",
           "state": "FL",
         },
       },
     }
    `);
  });

  test('gives null, not a guess, for a number that is not known, and the number to call instead', async () => {
    const query =
      '{ consulate(code: "atlanta") { phone isPhoneVerified phoneAsOf fallbackPhone } }';
    expect(await ask(query)).toEqual({
      data: {
        consulate: {
          phone: null,
          isPhoneVerified: false,
          phoneAsOf: null,
          fallbackPhone: '+15206237874',
        },
      },
    });
  });

  test('lists all consulates, desks and national lines', async () => {
    const result = await ask('{ consulates { code } desks { code } nationalLines { code } }');
    const { data } = result as { data: Record<string, { code: string }[]> };
    expect(data['consulates']).toHaveLength(53);
    expect(data['desks']).toHaveLength(55);
    expect(data['nationalLines']?.map(({ code }) => code)).toEqual([
      'ciam',
      'ciam-mx',
      'ciam-tollfree-legacy',
      'miconsulado',
    ]);
  });

  test('finds the offices nearest to a place', async () => {
    const query = `query ($position: GeographicPointInput!) {
      three: nearestConsulates(position: $position) { code }
      one: nearestConsulates(position: $position, first: 1) { code }
    }`;
    const oceanside = { latitude: 33.1959, longitude: -117.3795 };
    expect(await ask(query, { position: oceanside })).toEqual({
      data: {
        three: [{ code: 'san-diego' }, { code: 'santa-ana' }, { code: 'san-bernardino' }],
        one: [{ code: 'san-diego' }],
      },
    });
  });

  test.each([
    ['latitude: 91, longitude: 0', '', 'position.latitude'],
    ['latitude: 0, longitude: -181', '', 'position.longitude'],
    ['latitude: 0, longitude: 0', ', first: 0', 'first'],
    ['latitude: 0, longitude: 0', ', first: 101', 'first'],
  ])('names the field that is wrong in { %s }%s', async (position, first, path) => {
    const query = `{ nearestConsulates(position: { ${position} }${first}) { code } desks { code } }`;
    const { data, errors } = (await ask(query)) as {
      data: { nearestConsulates: null; desks: unknown[] };
      errors: { message: string }[];
    };
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toMatch(new RegExp(`^${path}: must be`));
    expect(errors[0]?.message).not.toMatch(/181|: 91/);
    expect(data).toMatchObject({ nearestConsulates: null, desks: expect.any(Array) });
  });

  test('resolves consulates and desks that other subgraphs point at, by id and by code', async () => {
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on Consulate { code } ... on Desk { code kind }
      }
    }`;
    const houston = directory.consulate({ code: 'houston' });
    const representations = [
      { __typename: 'Consulate', id: houston?.id },
      { __typename: 'Consulate', code: 'boise' },
      { __typename: 'Desk', id: directory.desk({ code: 'boise' })?.id },
      { __typename: 'Desk', code: 'call-centre' },
      { __typename: 'Desk', code: 'nowhere' },
    ];
    expect(await ask(query, { representations })).toEqual({
      data: {
        _entities: [
          { code: 'houston' },
          { code: 'boise' },
          { code: 'boise', kind: 'CONSULATE' },
          { code: 'call-centre', kind: 'CALL_CENTRE' },
          null,
        ],
      },
    });
  });
});
