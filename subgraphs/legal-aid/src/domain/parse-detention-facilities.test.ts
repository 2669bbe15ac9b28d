import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isPossiblyClosed } from './detention-facility.ts';
import { parseDetentionFacilities } from './parse-detention-facilities.ts';

const file = new URL('../../data/detention-facilities.json', import.meta.url);
type Draft = Record<string, unknown> & {
  sources: Record<string, Record<string, unknown>>;
  facilities: [Record<string, unknown>, ...Record<string, unknown>[]];
};
const read = () => JSON.parse(readFileSync(file, 'utf8')) as Draft;
const idOf = (name: string) => `id of ${name}`;

describe('the shipped facilities', () => {
  const draft = read();
  const { facilities, lists } = parseDetentionFacilities(draft, idOf);

  test('are all there, each once', () => {
    const { detentionFacilities, iceOffices } = draft['counts'] as Record<string, number>;
    const ofKind = (kind: string) => facilities.filter((facility) => facility.kind === kind).length;
    expect(ofKind('DETENTION_FACILITY')).toBe(detentionFacilities);
    expect(ofKind('ICE_OFFICE')).toBe(iceOffices);
    expect(new Set(facilities.map(({ id }) => id)).size).toBe(facilities.length);
  });

  test('say how old they are, and which may be closed', () => {
    expect(lists.map(({ dataAsOf }) => dataAsOf)).toEqual(['2026-04-02', '2026', '2025-09-15']);
    const closed = facilities.filter(isPossiblyClosed);
    expect(closed).toHaveLength(23);
    expect(new Set(closed.map(({ source }) => source.dataAsOf))).toEqual(new Set(['2025-09-15']));
  });

  test('have a county, but for one abroad and one on the line of two states', () => {
    const without = facilities.filter(({ countyFips }) => countyFips === null);
    expect(without.map(({ name }) => name)).toEqual(['JTF Camp Six', 'ICE ERO – Omaha, NE']);
  });

  test('belong to one of the 25 field offices, or are one', () => {
    const offices = facilities.filter(({ fieldOffice }) => fieldOffice === null);
    expect(offices).toHaveLength(25);
    const ids = new Set(offices.map(({ id }) => id));
    for (const { fieldOffice } of facilities) {
      if (fieldOffice !== null) expect(ids).toContain(fieldOffice.id);
    }
    const miami = facilities.find(({ name }) => name.startsWith('Krome'))?.fieldOffice;
    expect(miami).toEqual({
      id: 'id of ICE_OFFICE FL miramar sub office',
      name: 'Miami Field Office',
    });
  });
});

describe('parseDetentionFacilities', () => {
  test.each<[string, (draft: Draft, first: Record<string, unknown>) => unknown]>([
    ['file.version', (draft) => (draft['version'] = 0)],
    ['file.generated', (draft) => (draft['generated'] = '2026-13-01')],
    ['sources must', (draft) => (draft.sources = {})],
    [
      'dataAsOf is malformed',
      (draft) => {
        for (const source of Object.values(draft.sources)) source['dataAsOf'] = 'spring';
      },
    ],
    [
      'supersededBy is not known',
      (draft) => {
        for (const source of Object.values(draft.sources)) source['supersededBy'] = 'none';
      },
    ],
    ['facilities[0].name', (_draft, first) => (first['name'] = ' ')],
    ['facilities[0].kind', (_draft, first) => (first['kind'] = 'HOTEL')],
    ['facilities[0].state', (_draft, first) => (first['state'] = 'Texas')],
    ['facilities[0].address', (_draft, first) => delete first['address']],
    ['facilities[0].latitude', (_draft, first) => (first['latitude'] = 91)],
    ['facilities[0].longitude', (_draft, first) => (first['longitude'] = null)],
    ['facilities[0].countyFips', (_draft, first) => (first['countyFips'] = '99001')],
    ['facilities[0].geoPrecision', (_draft, first) => (first['geoPrecision'] = 'toString')],
    ['facilities[0].reportedIn', (_draft, first) => (first['reportedIn'] = ['FY99'])],
    ['facilities[0].source', (_draft, first) => (first['source'] = 'ddp-ice-offices')],
    ['facilities[0].iceFieldOffice', (_draft, first) => (first['iceFieldOffice'] = 'XXX')],
    ['facilities[1] is the second', (draft, first) => (draft.facilities[1] = first)],
  ])('says %s when that is wrong', (fault, change) => {
    const draft = read();
    change(draft, draft.facilities[0]);
    expect(() => parseDetentionFacilities(draft, idOf)).toThrow(fault);
  });

  test.each([null, {}, [], 'facilities', { facilities: [null] }])('refuses %j', (value) => {
    expect(() => parseDetentionFacilities(value, idOf)).toThrow('facilities');
  });
});
