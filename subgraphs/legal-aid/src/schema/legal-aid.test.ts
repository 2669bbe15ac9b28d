import { describe, expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { anonymous, type Viewer } from '@alert-button/platform/viewer.ts';
import { createCommands } from '../commands/index.ts';
import { createLibrary } from '../domain/library.ts';
import { readRightsGuides } from '../store/rights-guide-file.ts';
import type { LegalAidContext } from './builder.ts';
import { subgraph } from './index.ts';

const commands = createCommands(createLibrary(await readRightsGuides()));

async function ask(source: string, viewer: Viewer = anonymous) {
  const contextValue: LegalAidContext = { viewer, requestId: 'test-request', commands };
  const { data, errors } = await graphql({ schema: subgraph.schema, source, contextValue });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)) as Record<string, Record<string, unknown>[]>;
}

const everyone: Viewer[] = [
  anonymous,
  { kind: 'OFFICER', officerId: 'o', desk: 'tucson', role: 'OFFICER' },
  { kind: 'PERSON', personId: 'p', deviceKey: '', homeConsulate: null, environment: 'LIVE' },
];

describe('the subgraph legal-aid', () => {
  test.each(everyone)('gives all guides to $kind', async (viewer) => {
    const { rightsGuides } = await ask('{ rightsGuides { situation language } }', viewer);
    expect(rightsGuides).toHaveLength(6);
  });

  test('gives one guide for each situation in the language that comes closest', async () => {
    const { rightsGuides } = await ask(
      '{ rightsGuides(language: "en-US") { situation language } }',
    );
    expect(rightsGuides).toEqual([
      { situation: 'HOME', language: 'en' },
      { situation: 'STREET', language: 'en' },
      { situation: 'DETENTION', language: 'en' },
    ]);
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
});
