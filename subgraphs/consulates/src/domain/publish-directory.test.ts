import { describe, expect, test } from '@jest/globals';
import {
  testAdditionalDesk,
  testConsulate,
  testDirectory,
  testListing,
} from '../testing/directory.ts';
import type { Consulate } from './consulate.ts';
import type { DirectoryContent } from './directory.ts';
import { listedCounties } from './jurisdiction.ts';
import { planPublication, unpublished } from './publish-directory.ts';

const empty: DirectoryContent = { consulates: [], desks: [], nationalLines: [] };

function serving(code: string, ...counties: readonly string[]): Consulate {
  const jurisdiction = { completeness: 'PARTIAL', listings: [testListing(counties)] } as const;
  return testConsulate(code, { jurisdiction });
}

function shipped(...consulates: readonly Consulate[]): DirectoryContent {
  const { desks, ...content } = testDirectory(...consulates);
  return {
    ...content,
    consulates: consulates.map((consulate) => ({ ...consulate, version: unpublished })),
    desks: desks.map((desk) => ({ ...desk, version: unpublished })),
  };
}

const versions = ({ consulates }: DirectoryContent) =>
  Object.fromEntries(consulates.map(({ code, version }) => [code, version]));

describe('planPublication', () => {
  test('publishes everything at first, as version 1', () => {
    const publication = planPublication(empty, shipped(serving('a'), serving('b')));
    expect(versions(publication)).toEqual({ a: 1, b: 1 });
    expect(publication.desks.map(({ code, version }) => [code, version])).toEqual([
      ['a', 1],
      ['b', 1],
      ['national', 1],
    ]);
  });

  test('publishes nothing when nothing changed', () => {
    const stored = testDirectory({ ...serving('a', '48201'), version: 7 });
    const publication = planPublication(stored, shipped(serving('a', '48201')));
    expect(publication.consulates).toEqual([]);
    expect(publication.desks).toEqual([]);
  });

  test('publishes what changed, as the next version', () => {
    const stored = testDirectory({ ...serving('a'), version: 7 }, serving('b'));
    const a = { ...serving('a'), phone: null };
    expect(versions(planPublication(stored, shipped(a, serving('b'))))).toEqual({ a: 8 });
  });

  test('publishes both consulates when a county moves from one to the other', () => {
    const stored = testDirectory(serving('a', '48113', '48201'), serving('b'));
    const publication = planPublication(
      stored,
      shipped(serving('a', '48113'), serving('b', '48201')),
    );
    expect(versions(publication)).toEqual({ a: 2, b: 2 });
  });

  test('keeps a consulate that is no longer shipped', () => {
    const stored = testDirectory(serving('a'), serving('closed', '48201'));
    const publication = planPublication(stored, shipped(serving('a')));
    expect(publication.consulates).toEqual([]);
    expect(publication.desks).toEqual([]);
  });

  test('leaves alone what administrators opened', () => {
    const stored = testDirectory(serving('a'));
    const desks = [...stored.desks, testAdditionalDesk('second-team', serving('a'))];
    const publication = planPublication({ ...stored, desks }, shipped(serving('a'), serving('b')));
    expect(publication.desks.map(({ code }) => code)).toEqual(['b']);
  });

  test('takes from a consulate that is no longer shipped the counties others now list', () => {
    const stored = testDirectory(serving('a'), serving('closed', '48113', '48201'));
    const publication = planPublication(stored, shipped(serving('a', '48201')));
    expect(versions(publication)).toEqual({ a: 2, closed: 2 });
    const closed = publication.consulates.find(({ code }) => code === 'closed');
    expect(closed && listedCounties(closed.jurisdiction)).toEqual([
      { fips: '48113', basis: 'SOURCE' },
    ]);
  });
});
