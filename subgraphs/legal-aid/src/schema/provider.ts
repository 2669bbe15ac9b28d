import { readHeldCount } from '../commands/read-providers.ts';
import {
  legalAreas,
  providerFees,
  providerKinds,
  providerStandings,
  type Provider,
} from '../domain/provider.ts';
import { builder } from './builder.ts';
import { described } from './described.ts';

export const ProviderKind = described('ProviderKind', 'Who helps with the law.', providerKinds, {
  FIRM: 'A law firm.',
  NGO: 'An organisation with lawyers of its own.',
  CLINIC: 'A clinic of a law school.',
  ACCREDITED_REPRESENTATIVE:
    'A representative recognised by the Department of Justice: for immigration law alone.',
});

export const LegalArea = described('LegalArea', 'What a matter is about.', legalAreas, {
  IMMIGRATION: 'Detention, removal, bond, asylum and the like.',
  CRIMINAL: 'A charge or conviction.',
  CIVIL: 'Claims and debts, belongings among them.',
  LABOUR: 'Work and wages.',
  FAMILY: 'Children, custody, marriage.',
  HUMAN_RIGHTS: 'Abuse, conditions of detention, discrimination.',
});

export const ProviderFee = described('ProviderFee', 'What it costs the person.', providerFees, {
  FREE: 'Nothing.',
  LOW_COST: 'Less than is usual, by what the person can pay.',
  STANDARD: 'What is usual; the consulate may pay it.',
});

export const ProviderStanding = described(
  'ProviderStanding',
  'Whether a provider is offered matters.',
  providerStandings,
  {
    ACTIVE: 'Yes.',
    PAUSED: 'Not now; goes on with what they have.',
    REMOVED: 'No more; sees nothing, and what they had goes to others.',
  },
);

export const LegalAidProvider = builder.objectRef<Provider>('LegalAidProvider').implement({
  description: 'A firm, organisation, clinic or representative that helps with the law.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque and stable.' }),
    name: t.exposeString('name', { description: 'Its name; no other provider has it.' }),
    kind: t.expose('kind', { type: ProviderKind, description: 'What it is.' }),
    states: t.field({
      type: ['String'],
      description: 'Whole states in which it helps, by their postal abbreviations.',
      resolve: ({ states }) => [...states],
    }),
    countyFips: t.field({
      type: ['String'],
      description: 'Single counties in which it helps, by their five digits (US Census).',
      resolve: ({ counties }) => [...counties],
    }),
    areas: t.field({
      type: [LegalArea],
      description: 'What it takes on.',
      resolve: ({ areas }) => [...areas],
    }),
    languages: t.field({
      type: ['String'],
      description: 'The languages it speaks (BCP 47).',
      resolve: ({ languages }) => [...languages],
    }),
    fee: t.expose('fee', { type: ProviderFee, description: 'What it costs the person.' }),
    hours: t.exposeString('hours', {
      nullable: true,
      description: 'When it is reached, in its own words.',
    }),
    capacity: t.exposeInt('capacity', {
      description: 'Matters at once, the offered ones among them.',
    }),
    heldCount: t.int({
      nullable: true,
      description: 'Matters that are offered to it or its own now; for officers.',
      resolve: (provider, _arguments, { services, ...asking }) =>
        readHeldCount(services, asking, provider),
    }),
    standing: t.expose('standing', {
      type: ProviderStanding,
      description: 'Whether it is offered matters.',
    }),
  }),
});
