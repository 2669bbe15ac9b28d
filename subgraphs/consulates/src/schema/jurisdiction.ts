import type * as domain from '../domain/jurisdiction.ts';
import { builder } from './builder.ts';

const JurisdictionCompleteness = builder.enumType('JurisdictionCompleteness', {
  description: "How much of a consulate's list of counties is known.",
  values: {
    COMPLETE: {
      description: 'A source names them all: a county that is not listed is not served by it.',
    },
    COMPLETE_UNVERIFIED: { description: 'Believed to be all, but no source says so.' },
    PARTIAL: { description: 'It serves more counties than are listed.' },
    SEAT_ONLY: { description: 'Only the county the office stands in is known.' },
  } as const,
});

const JurisdictionBasis = builder.enumType('JurisdictionBasis', {
  description: 'How it is known that an office serves a county.',
  values: {
    SOURCE: { description: 'A public page names it.' },
    DERIVED_FROM_SOURCE_RULE: { description: 'Computed from a rule that a public page states.' },
    INFERRED_FROM_SOURCE: { description: 'Inferred from a public page.' },
    UNSOURCED: { description: 'General knowledge.' },
    SEAT_COUNTY: { description: 'The county the office stands in.' },
  } as const,
});

const JurisdictionListing = builder
  .objectRef<domain.JurisdictionListing>('JurisdictionListing')
  .implement({
    description: 'Counties of one state that are known in the same way to belong to a consulate.',
    fields: (t) => ({
      state: t.exposeString('state', { description: 'Postal abbreviation, for example TX.' }),
      isWholeState: t.exposeBoolean('isWholeState', {
        description: 'Whether the source names the whole state instead of its counties.',
      }),
      countyCount: t.int({
        description: 'How many counties it lists.',
        resolve: ({ countyFips }) => countyFips.length,
      }),
      countyFips: t.field({
        type: ['String'],
        description: 'The counties, as five-digit FIPS codes (US Census, 2017 edition).',
        resolve: ({ countyFips }) => [...countyFips],
      }),
      basis: t.expose('basis', {
        type: JurisdictionBasis,
        description: 'How it is known that they belong to the consulate.',
      }),
      isVerified: t.exposeBoolean('isVerified', {
        description: 'Whether it was seen in a press or official page.',
      }),
      source: t.exposeString('source', { description: 'The page, or the reasoning.' }),
    }),
  });

export const ConsulateJurisdiction = builder
  .objectRef<domain.Jurisdiction>('ConsulateJurisdiction')
  .implement({
    description: 'Which counties a consulate answers for, and how far that is known.',
    fields: (t) => ({
      completeness: t.expose('completeness', {
        type: JurisdictionCompleteness,
        description: 'How much of the list is known.',
      }),
      listings: t.field({
        type: [JurisdictionListing],
        description: 'What is known, by state and by how it is known.',
        resolve: ({ listings }) => [...listings],
      }),
    }),
  });
