import { describe, expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { distanceKilometers } from '@alert-button/platform/geography/distance.ts';
import { anonymous, type Viewer } from '@alert-button/platform/viewer.ts';
import { createCommands } from '../commands/index.ts';
import { createFacilityDirectory } from '../domain/facility-directory.ts';
import { createLibrary } from '../domain/library.ts';
import { situations } from '../domain/rights-guide.ts';
import { ruledStates } from '../domain/state-rule.ts';
import {
  readDetentionFacilities,
  readRightsGuides,
  readStateRules,
} from '../store/shipped-file.ts';
import type { LegalAidContext } from './builder.ts';
import { subgraph } from './index.ts';

const register = await readDetentionFacilities();
const commands = createCommands(
  createLibrary(await readRightsGuides()),
  createFacilityDirectory(register, distanceKilometers),
  await readStateRules(),
);

/** What is public here needs nothing that is stored. */
const services = null as unknown as LegalAidContext['services'];

function execute(source: string, viewer: Viewer = anonymous) {
  const requestId = 'test-request';
  const contextValue: LegalAidContext = { viewer, requestId, commands, services };
  return graphql({ schema: subgraph.schema, source, contextValue });
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape follows the query
async function ask(source: string, viewer: Viewer = anonymous): Promise<any> {
  const { data, errors } = await execute(source, viewer);
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

const everyone: Viewer[] = [
  anonymous,
  { kind: 'OFFICER', officerId: 'o', desk: 'tucson', role: 'OFFICER' },
  { kind: 'PERSON', personId: 'p', deviceKey: '', homeConsulate: null, environment: 'LIVE' },
];

describe('the subgraph legal-aid', () => {
  test.each(everyone)('gives all guides to $kind', async (viewer) => {
    const { rightsGuides } = await ask('{ rightsGuides { situation language } }', viewer);
    expect(rightsGuides).toHaveLength(2 * situations.length);
  });

  test('gives one guide for each situation in the language that comes closest', async () => {
    const { rightsGuides } = await ask(
      '{ rightsGuides(language: "en-US") { situation language } }',
    );
    expect(rightsGuides).toEqual(situations.map((situation) => ({ situation, language: 'en' })));
  });

  test('gives Spanish unless asked otherwise', async () => {
    for (const language of ['', ', language: null', ', language: "fr"', ', language: "es-MX"']) {
      const query = `{ rightsGuide(situation: STREET${language}) { language } }`;
      expect(await ask(query)).toEqual({ rightsGuide: { language: 'es' } });
    }
  });

  test('gives a guide whole, with what it rests on', async () => {
    const { rightsGuide } = await ask(`{
      rightsGuide(situation: HOME, language: "en") {
        situation language version publishedOn reviewedBy title summary
        steps { text source isSourced } showToOfficer sources { title url } disclaimer
      }
    }`);
    const [home] = (await readRightsGuides()).filter(
      ({ situation, language }) => situation === 'HOME' && language === 'en',
    );
    const steps = home?.steps.map((step) => ({ ...step, isSourced: step.source !== null }));
    expect(rightsGuide).toEqual({ ...home, steps });
  });

  test('gives the rules of a state, each with its law or marked as having none', async () => {
    const { stateRules } = await ask(`{
      stateRules(state: "il", language: "en-US") {
        state language version publishedOn reviewedBy disclaimer
        rules { topic text source isSourced }
      }
    }`);
    expect(stateRules).toMatchObject({ state: 'IL', language: 'en', reviewedBy: null });
    expect(stateRules.disclaimer).toContain('no lawyer has reviewed');
    expect(stateRules.rules).toHaveLength(3);
    expect(
      stateRules.rules.map(({ topic, isSourced }: { topic: string; isSourced: boolean }) => [
        topic,
        isSourced,
      ]),
    ).toEqual([
      ['GIVING_YOUR_NAME', true],
      ['DRIVING_LICENCE', false],
      ['POLICE_AND_IMMIGRATION', true],
    ]);
  });

  test('says nothing of a state whose rules are not told here', async () => {
    expect(await ask('{ stateRules(state: "WY") { state } }')).toEqual({ stateRules: null });
  });

  test('gives all of it to be kept offline, with a hash that tells whether it is current', async () => {
    const query = (language: string) => `{ rightsBundle(language: "${language}") {
      contentHash expiresOn guides { situation language } stateRules { state language } } }`;
    const { rightsBundle: spanish } = await ask(query('es-MX'));
    const { rightsBundle: english } = await ask(query('en'));
    expect(spanish.guides).toHaveLength(situations.length);
    expect(spanish.stateRules.map(({ state }: { state: string }) => state)).toEqual([
      ...ruledStates,
    ]);
    expect(spanish.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(spanish.contentHash).not.toBe(english.contentHash);
    expect((await ask(query('es'))).rightsBundle).toEqual(spanish);
    expect(spanish.expiresOn).toBe('2027-05-20');
  });

  test.each(everyone)(
    'gives facilities to $kind, each with the age of its data',
    async (viewer) => {
      const { detentionFacilities } = await ask(
        `{ detentionFacilities { totalCount sources { dataAsOf limits }
         nodes { dataAsOf listedIn { title } isPossiblyClosed } } }`,
        viewer,
      );
      expect(detentionFacilities.totalCount).toBe(register.facilities.length);
      expect(detentionFacilities.nodes).toHaveLength(20);
      expect(detentionFacilities.sources).toEqual(
        register.lists.map(({ dataAsOf, limits }) => ({ dataAsOf, limits })),
      );
      expect(detentionFacilities.nodes[0]).toMatchObject({
        dataAsOf: expect.stringMatching(/^20/),
      });
    },
  );

  test('says how old its lists are also when nothing is found', async () => {
    const { detentionFacilities } = await ask(
      '{ detentionFacilities(search: "Alcatraz") { nodes { id } pageInfo { endCursor hasNextPage } sources { dataAsOf } } }',
    );
    expect(detentionFacilities).toEqual({
      nodes: [],
      pageInfo: { endCursor: null, hasNextPage: false },
      sources: [{ dataAsOf: '2026-04-02' }, { dataAsOf: '2026' }, { dataAsOf: '2025-09-15' }],
    });
  });

  test('gives a facility whole, by search, by id and as an entity', async () => {
    const fields = `__typename id kind name officialName code description address city state postalCode
      position { latitude longitude precision } fieldOfficeName fieldOffice { name city }
      dataAsOf source { code } listedIn { code isSuperseded } isPossiblyClosed note`;
    const { detentionFacilities } = await ask(
      `{ detentionFacilities(search: "imperial reg") { nodes { ${fields} } } }`,
    );
    expect(detentionFacilities.nodes).toMatchInlineSnapshot(`
     [
       {
         "__typename": "DetentionFacility",
         "address": "1572 Gateway",
         "city": "Calexico",
         "code": "IRADFCA",
         "dataAsOf": "2026-04-02",
         "description": "Contract Detention Facility",
         "fieldOffice": {
           "city": "San Diego",
           "name": "ICE ERO – San Diego Field Office",
         },
         "fieldOfficeName": "San Diego Field Office",
         "id": "119f6247-ad13-54b1-ba81-6ce4777d261e",
         "isPossiblyClosed": false,
         "kind": "DETENTION_FACILITY",
         "listedIn": [
           {
             "code": "ice-fy26-04092026",
             "isSuperseded": false,
           },
           {
             "code": "ice-fy25-09252025",
             "isSuperseded": true,
           },
         ],
         "name": "Imperial Regional Detention Facility",
         "note": "State cell empty in the ICE file; taken from city/ZIP",
         "officialName": "IMPERIAL REGIONAL DETENTION FACILITY",
         "position": {
           "latitude": 32.687636,
           "longitude": -115.564374,
           "precision": "ZIP_CODE",
         },
         "postalCode": "92231",
         "source": {
           "code": "ice-fy26-04092026",
         },
         "state": "CA",
       },
     ]
    `);
    const [facility] = detentionFacilities.nodes;
    const byId = await ask(`{ detentionFacility(id: "${facility.id}") { ${fields} } }`);
    expect(byId.detentionFacility).toEqual(facility);
    const reference = `{ __typename: "DetentionFacility", id: "${facility.id}" }`;
    const byReference = await ask(
      `{ _entities(representations: [${reference}]) { ... on DetentionFacility { ${fields} } } }`,
    );
    expect(byReference._entities).toEqual([facility]);
  });

  test('knows no facility by a wrong id', async () => {
    expect(await ask('{ detentionFacility(id: "none") { id } }')).toEqual({
      detentionFacility: null,
    });
  });

  test('gives every facility once over all pages, nearest first', async () => {
    const seen: { id: string; kilometers: number }[] = [];
    let after: string | null = null;
    do {
      const { detentionFacilities }: { detentionFacilities: Page } = await ask(`{
        detentionFacilities(near: { latitude: 32.2, longitude: -110.9 }, first: 50
          ${after === null ? '' : `, after: "${after}"`}) {
          edges { cursor distanceKilometers node { id } } pageInfo { hasNextPage endCursor }
        } }`);
      const { edges, pageInfo } = detentionFacilities;
      seen.push(
        ...edges.map(({ node, distanceKilometers: kilometers }) => ({ id: node.id, kilometers })),
      );
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(register.facilities.length);
    expect(seen).toHaveLength(register.facilities.length);
    const kilometers = seen.map((one) => one.kilometers);
    expect(kilometers).toEqual(kilometers.toSorted((one, other) => one - other));
  });

  test.each([
    ['near.latitude', 'near: { latitude: 91, longitude: 0 }'],
    ['near.longitude', 'near: { latitude: 0, longitude: -180.5 }'],
    ['first', 'first: 0'],
    ['first', 'first: 101'],
    ['state', 'state: "Texas"'],
    ['search', `search: "${'a'.repeat(101)}"`],
    ['city', `city: "${'a'.repeat(101)}"`],
    ['after', 'after: "nowhere"'],
  ])('refuses a wrong %s by its name: %#', async (path, argument) => {
    const { data, errors } = await execute(`{ detentionFacilities(${argument}) { totalCount } }`);
    expect(data).toEqual({ detentionFacilities: null });
    expect(errors?.map(({ originalError }) => originalError)).toEqual([
      expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
    ]);
  });
});

interface Page {
  readonly edges: {
    readonly cursor: string;
    readonly distanceKilometers: number;
    readonly node: { readonly id: string };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
