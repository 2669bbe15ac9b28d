import type { HashedBundle } from '../commands/read-rights-bundle.ts';
import type { StateSheet as DomainStateSheet } from '../domain/state-rule.ts';
import { defaultLanguage } from '../domain/language.ts';
import { isStale } from '../domain/staleness.ts';
import { builder } from './builder.ts';
import { RightsGuide } from './rights-guide.ts';

const StateTopic = builder.enumType('StateTopic', {
  description: 'On what the laws of states differ.',
  values: {
    GIVING_YOUR_NAME: { description: 'Whether police must be told who one is.' },
    DRIVING_LICENCE: { description: 'Who can have a licence to drive.' },
    POLICE_AND_IMMIGRATION: {
      description: 'What local police and jails do for the immigration authorities.',
    },
  } as const,
});

const StateRule = builder.objectRef<DomainStateSheet['rules'][number]>('StateRule').implement({
  description: 'What holds in one state on one topic.',
  fields: (t) => ({
    topic: t.expose('topic', { type: StateTopic, description: 'What it is about.' }),
    text: t.exposeString('text', { description: 'What holds.' }),
    source: t.exposeString('source', {
      nullable: true,
      description: 'The law it rests on, several separated by a semicolon; null if none was found.',
    }),
    isSourced: t.boolean({
      description: 'Whether it rests on a law that is named; show it where not.',
      resolve: ({ source }) => source !== null,
    }),
  }),
});

const StateRules = builder.objectRef<DomainStateSheet>('StateRules').implement({
  description: 'On what one state differs from others. General information, not legal advice.',
  fields: (t) => ({
    state: t.exposeString('state', { description: 'Postal abbreviation of the state.' }),
    language: t.exposeString('language', {
      description: 'The language it is written in (BCP 47); may differ from the one asked for.',
    }),
    version: t.exposeInt('version', { description: 'Grows with every change of the text.' }),
    publishedOn: t.expose('publishedOn', {
      type: 'Date',
      description: 'The day this version was published.',
    }),
    reviewedBy: t.exposeString('reviewedBy', {
      nullable: true,
      description: 'The lawyer who has checked this version; null while none has: say so.',
    }),
    isStale: t.boolean({
      description: 'Whether nobody has looked at it for half a year: say so.',
      resolve: ({ publishedOn }) => isStale(publishedOn, new Date()),
    }),
    rules: t.field({
      type: [StateRule],
      description: 'One for each topic.',
      resolve: ({ rules }) => [...rules],
    }),
    disclaimer: t.exposeString('disclaimer', {
      description: 'What it cannot promise; always show it with the rules.',
    }),
  }),
});

const RightsBundle = builder.objectRef<HashedBundle>('RightsBundle').implement({
  description: 'All guides and rules of states in one language, to be kept and read offline.',
  fields: (t) => ({
    contentHash: t.exposeString('contentHash', {
      description:
        'SHA-256 of all of it, in hex. Ask for it alone to know whether a kept copy is current.',
    }),
    expiresOn: t.expose('expiresOn', {
      type: 'Date',
      description: 'From this day on its oldest part is stale: warn, and fetch it anew.',
    }),
    guides: t.field({
      type: [RightsGuide],
      description: 'A guide for each situation.',
      resolve: ({ guides }) => [...guides],
    }),
    stateRules: t.field({
      type: [StateRules],
      description: 'The rules of each state whose rules are told here.',
      resolve: ({ stateSheets }) => [...stateSheets],
    }),
  }),
});

builder.queryFields((t) => ({
  stateRules: t.field({
    type: StateRules,
    nullable: true,
    description:
      'On what the laws of a state differ from others; null for a state whose rules are not told ' +
      'here.',
    args: {
      state: t.arg.string({
        required: true,
        description: 'Postal abbreviation of the state, for example TX.',
      }),
      language: t.arg.string({
        defaultValue: defaultLanguage,
        description: 'BCP 47 tag of the language wanted, as es-MX.',
      }),
    },
    resolve: (_root, { state, language }, context) =>
      context.commands.readStateSheet(context, state, language ?? null),
  }),
  rightsBundle: t.field({
    type: RightsBundle,
    nullable: true,
    description: 'All guides and rules of states, in the language that comes closest.',
    args: {
      language: t.arg.string({
        defaultValue: defaultLanguage,
        description: 'BCP 47 tag of the language wanted, as es-MX.',
      }),
    },
    resolve: (_root, { language }, context) =>
      context.commands.readRightsBundle(context, language ?? null),
  }),
}));
